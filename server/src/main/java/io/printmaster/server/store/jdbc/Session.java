package io.printmaster.server.store.jdbc;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;

/// An open connection with its prepared statements and tables. Used by one thread at a time.
///
/// @param flush empty where a commit is lasting by itself
record Session(Connection connection, Sql sql, JdbcTx tx, Optional<Flush> flush) {

    static Session of(Connection connection, Database database, RandomGenerator random) {
        return of(connection, database, random, Optional.empty());
    }

    /// One that leaves flushing to others where it can.
    static Session writer(Database database, RandomGenerator random) throws SQLException {
        Connection connection = database.openWriter();
        try {
            return of(connection, database, random, database.flushLater(connection));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Session of(Connection connection, Database database, RandomGenerator random, Optional<Flush> flush) {
        Sql sql = new Sql(connection, database);
        return new Session(connection, sql, new JdbcTx(sql, random), flush);
    }

    /// Runs one of the statements that steer a transaction.
    void execute(String statement) throws SQLException {
        try (var once = connection.createStatement()) {
            once.execute(statement);
        }
    }

    /// Closes it as well as it can be closed: the connection may be broken.
    void closeQuietly() {
        try (connection) {
            flush.ifPresent(Flush::close);
            sql.close();
        } catch (SQLException | UncheckedIOException e) {
            LoggerFactory.getLogger(Session.class)
                    .atDebug()
                    .setCause(e)
                    .log("Database connection did not close cleanly");
        }
    }
}
