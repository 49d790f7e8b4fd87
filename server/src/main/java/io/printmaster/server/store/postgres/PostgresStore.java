package io.printmaster.server.store.postgres;

import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import io.printmaster.server.store.jdbc.JdbcStore;
import io.printmaster.server.store.jdbc.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/// Opens the server's store in a PostgreSQL database, 14 or newer. Any number of servers may share one.
public final class PostgresStore {
    /// A table that is there while everything is moved to this database; no server starts on half of its data.
    public static final String MOVE_PROGRESS = "move_progress";

    private static final int WRITERS = 4;
    private static final int READERS = 8;
    private static final int OLDEST = 14;
    static final String OWN_MIGRATIONS = "classpath:io/printmaster/server/store/postgres/migrations";

    private PostgresStore() {}

    /// Opens the store, makes its tables if there are none, and brings older ones to the newest schema.
    ///
    /// @param url    `postgres://user:password@host1,host2/database?option=value`
    /// @param random of row ids; need not be secret
    /// @throws IllegalArgumentException when the URL cannot be read
    /// @throws StoreException with a message that says what to do and holds no password
    public static Store open(String url, RandomGenerator random) {
        PostgresUrl target = PostgresUrl.parse(url);
        PostgresDatabase database = new PostgresDatabase(target, READERS);
        String name = "the database " + target;
        try (Connection first = connect(database, name)) {
            refuseHalfMoved(first, name);
        } catch (SQLException e) {
            throw explained(e, name);
        }
        Schema.upgrade(database.source(), database, name, List.of(OWN_MIGRATIONS));
        JdbcStore store = new JdbcStore(database, WRITERS, READERS, random, System::nanoTime);
        store.open();
        return store;
    }

    /// Makes the tables, and upgrades older ones, also where something is being moved to.
    ///
    /// @param from the oldest time of which there will be rows; its month and those after it get their own tables
    /// @throws IllegalArgumentException when the URL cannot be read
    /// @throws StoreException as [#open]
    public static void makeTables(String url, Instant from, Instant now) {
        PostgresUrl target = PostgresUrl.parse(url);
        PostgresDatabase database = new PostgresDatabase(target, READERS);
        String name = "the database " + target;
        try (Connection connection = connect(database, name)) {
            Schema.upgrade(database.source(), database, name, List.of(OWN_MIGRATIONS));
            new MonthTables(connection).cover(from, now);
        } catch (SQLException e) {
            throw explained(e, name);
        }
    }

    /// A connection for one who moves rows, with autoCommit off.
    ///
    /// @throws StoreException as [#open]
    public static Connection connection(String url) {
        PostgresUrl target = PostgresUrl.parse(url);
        String name = "the database " + target;
        PostgresDatabase database = new PostgresDatabase(target.patient(), READERS);
        Connection connection = connect(database, name);
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw explained(e, name);
        }
    }

    /// For people and logs: the URL without its password and options.
    public static String name(String url) {
        return PostgresUrl.parse(url).toString();
    }

    private static Connection connect(PostgresDatabase database, String name) {
        try {
            Connection first = database.source().getConnection();
            int version = first.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                first.close();
                throw new StoreException(
                        Kind.OTHER, name + " is PostgreSQL " + version + "; " + OLDEST + " or newer is needed", null);
            }
            return first;
        } catch (SQLException e) {
            throw explained(e, name);
        }
    }

    private static void refuseHalfMoved(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM information_schema.tables WHERE table_schema ="
                        + " current_schema() AND table_name = '" + MOVE_PROGRESS + "'")) {
            if (rows.next()) {
                throw new StoreException(
                        Kind.OTHER,
                        name + " holds an unfinished move; run the server's migrate command again until it ends, and"
                                + " start the server on the old database until then",
                        null);
            }
        }
    }

    private static StoreException explained(SQLException fault, String name) {
        Kind kind = PostgresFaults.kind(fault);
        String state = String.valueOf(fault.getSQLState());
        String what = state.startsWith("28")
                ? " refused user or password; correct database_url"
                : state.equals("3D000")
                        ? " does not exist; make it first (CREATE DATABASE)"
                        : kind == Kind.AWAY
                                ? " cannot be reached; check its address, and that it runs and can be written to"
                                : " refused the connection (SQLSTATE " + state + ")";
        return new StoreException(kind, name + what, fault);
    }
}
