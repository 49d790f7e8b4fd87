package io.printmaster.server.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;

/// An open connection with its prepared statements and tables. Used by one thread at a time.
record Session(Connection connection, Sql sql, JdbcTx tx) {

    static Session of(Connection connection, Database database, RandomGenerator random) {
        Sql sql = new Sql(connection, database);
        return new Session(connection, sql, new JdbcTx(sql, random));
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
            sql.close();
        } catch (SQLException e) {
            LoggerFactory.getLogger(Session.class)
                    .atDebug()
                    .setCause(e)
                    .log("Database connection did not close cleanly");
        }
    }
}
