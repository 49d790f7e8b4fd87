/// The store in plain JDBC: the SQL that every database understands, and the group commit. What differs between
/// databases comes in as [io.printmaster.server.store.jdbc.Database].
@NullMarked
package io.printmaster.server.store.jdbc;

import org.jspecify.annotations.NullMarked;
