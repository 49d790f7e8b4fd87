package io.printmaster.server.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.jdbc.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// Connections to PostgreSQL. Every transaction sees one moment of the database and is refused, to be run again, when
/// another changed what it changes: what a block read is still so when it writes. Every commit is on disk before it is
/// answered, whatever the database's own default is.
final class PostgresDatabase implements Database {
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final PostgresUrl url;
    private final int readers;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable HikariDataSource pool;

    PostgresDatabase(PostgresUrl url, int readers) {
        this.url = url;
        this.readers = readers;
    }

    /// Connections as the driver gives them, for one-time use.
    PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url.jdbc());
        source.setUser(url.user());
        source.setPassword(url.password());
        return source;
    }

    @Override
    public Connection openWriter() throws SQLException {
        Connection connection = source().getConnection();
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = connection.createStatement()) {
                if (shown(statement, "synchronous_commit").equals("off")) {
                    statement.execute("SET synchronous_commit = on");
                }
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String shown(Statement statement, String setting) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW " + setting)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    @Override
    public Connection openReader() throws SQLException {
        return pool().getConnection();
    }

    private HikariDataSource pool() {
        lock.lock();
        try {
            HikariDataSource open = pool;
            if (open == null) {
                open = newPool();
                pool = open;
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    private HikariDataSource newPool() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("readers");
        config.setDataSource(source());
        config.setMaximumPoolSize(readers);
        config.setMinimumIdle(1);
        config.setReadOnly(true);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(Duration.ofSeconds(3).toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    @Override
    public boolean keepsReaders() {
        return false;
    }

    /// Nothing to do: the driver begins with the first statement, in the same packet.
    @Override
    public void begin(Connection connection, boolean writing) {}

    /// PostgreSQL numbers a transaction when it writes for the first time.
    @Override
    public long changes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT coalesce(CAST(CAST(pg_current_xact_id_if_assigned() AS text) AS bigint), 0)")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        connection.rollback();
    }

    @Override
    public StoreException fault(SQLException fault) {
        return PostgresFaults.of(fault);
    }

    @Override
    public void maintain(Instant now, Store.Kept kept) throws SQLException {
        try (Connection connection = source().getConnection()) {
            new MonthTables(connection).maintain(now, kept);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (pool != null) {
                pool.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
