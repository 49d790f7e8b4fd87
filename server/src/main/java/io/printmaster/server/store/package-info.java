/// What the server keeps, as ports: one [Store] that lends a transaction ([Tx]) to a block. A use case's changes
/// and its audit rows go into one block and so into one commit. No SQL and no JDBC type is visible here.
@NullMarked
package io.printmaster.server.store;

import org.jspecify.annotations.NullMarked;
