/// Moving all that a server keeps from its SQLite file to PostgreSQL, while it works.
@NullMarked
package io.printmaster.server.store.move;

import org.jspecify.annotations.NullMarked;
