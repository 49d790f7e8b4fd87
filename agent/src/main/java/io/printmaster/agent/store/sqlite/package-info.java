/// The agent's store in SQLite: `devices.db` in memory or in a file, `agent.db` with its key beside it. One SQL code
/// path for both; the wire's JSON is the text form of printers and samples.
@NullMarked
package io.printmaster.agent.store.sqlite;

import org.jspecify.annotations.NullMarked;
