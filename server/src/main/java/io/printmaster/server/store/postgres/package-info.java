/// The store on PostgreSQL, on one host or several: how it is reached, brought to the newest schema, kept in tables by
/// month, and what its faults mean.
@NullMarked
package io.printmaster.server.store.postgres;

import org.jspecify.annotations.NullMarked;
