package io.printmaster.server.store.postgres;

import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import io.printmaster.server.store.jdbc.JdbcStore;
import io.printmaster.server.store.jdbc.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.random.RandomGenerator;

/// Opens the server's store in a PostgreSQL database, 14 or newer. Any number of servers may share one.
public final class PostgresStore {
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
        try (Connection first = database.source().getConnection()) {
            int version = first.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new StoreException(
                        Kind.OTHER, name + " is PostgreSQL " + version + "; " + OLDEST + " or newer is needed", null);
            }
        } catch (SQLException e) {
            throw explained(e, name);
        }
        Schema.upgrade(database.source(), database, name, List.of(OWN_MIGRATIONS));
        JdbcStore store = new JdbcStore(database, WRITERS, READERS, random, System::nanoTime);
        store.open();
        return store;
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
