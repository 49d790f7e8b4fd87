/// The store in one SQLite file: how it is opened, brought to the newest schema, and what its faults mean.
@NullMarked
package io.printmaster.server.store.sqlite;

import org.jspecify.annotations.NullMarked;
