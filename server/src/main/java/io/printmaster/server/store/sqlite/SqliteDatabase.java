package io.printmaster.server.store.sqlite;

import io.printmaster.program.PrivateFiles;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import io.printmaster.server.store.jdbc.Database;
import io.printmaster.server.store.jdbc.Flush;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/// Connections to one SQLite file: WAL, every commit on disk before it is answered, foreign keys enforced, and
/// patience with other processes (the server's own commands) that write to the same file. Every pragma is read
/// back, because SQLite ignores what it does not know.
final class SqliteDatabase implements Database {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /// In memory, only as much as is used.
    private static final int WRITER_CACHE_KIB = 32 << 10;

    /// When the log is copied back, in pages of 4 KiB.
    private static final Checkpointer.Limits CHECKPOINT = new Checkpointer.Limits(8_000, 1_000);

    /// What the log holds when a writer copies the rest itself.
    private static final int WRITER_CHECKPOINT = 12_000;

    private final Path file;

    SqliteDatabase(Path file) {
        this.file = file;
    }

    String url() {
        return "jdbc:sqlite:" + file;
    }

    /// Makes the file, for its owner only, if there is none.
    void create() throws IOException {
        PrivateFiles.createFile(file);
    }

    SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout((int) PATIENCE.toMillis());
        // Else the driver asks for the last row's number after every change.
        config.setGetGeneratedKeys(false);
        // Each connection is used by one thread at a time.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        return config;
    }

    /// The writer keeps what it changes again and again in memory, and copies the log back more rarely than SQLite
    /// does by itself: each time writes the same pages of the same devices. The log is on disk in any case.
    @Override
    public Connection openWriter() throws SQLException {
        SQLiteConfig config = config();
        config.setCacheSize(-WRITER_CACHE_KIB);
        Connection connection = config.createConnection(url());
        verify(connection);
        execute(connection, "PRAGMA wal_autocheckpoint = " + WRITER_CHECKPOINT);
        expect(connection, "wal_autocheckpoint", Integer.toString(WRITER_CHECKPOINT));
        expect(connection, "cache_size", Integer.toString(-WRITER_CACHE_KIB));
        return connection;
    }

    @Override
    public Optional<Flush> flushLater(Connection writer) throws SQLException {
        execute(writer, "PRAGMA synchronous = NORMAL");
        expect(writer, "synchronous", "1");
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        return Optional.of(new WalFlush(log, new Checkpointer(this, log, CHECKPOINT)));
    }

    /// By statement, not by the driver's `setAutoCommit(false)`: that begins the next transaction right after a
    /// commit, and a writer would keep every other process out for ever. A writer's lock is taken at once,
    /// because a transaction that begins by reading could not wait for it later.
    @Override
    public void begin(Connection connection, boolean writing) throws SQLException {
        execute(connection, writing ? "BEGIN IMMEDIATE" : "BEGIN");
    }

    @Override
    public long changes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT total_changes()")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        execute(connection, "COMMIT");
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            // SQLite itself rolls back on some faults (disk full); then there is none left to take back.
            if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                throw e;
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Connection openReader() throws SQLException {
        Connection connection = config().createConnection(url());
        verify(connection);
        execute(connection, "PRAGMA query_only = ON");
        expect(connection, "query_only", "1");
        return connection;
    }

    @Override
    public boolean keepsReaders() {
        return true;
    }

    private static void verify(Connection connection) throws SQLException {
        try {
            expect(connection, "journal_mode", "wal");
            expect(connection, "synchronous", "2");
            expect(connection, "foreign_keys", "1");
            expect(connection, "busy_timeout", Long.toString(PATIENCE.toMillis()));
        } catch (SQLException | StoreException e) {
            connection.close();
            throw e;
        }
    }

    private static void expect(Connection connection, String pragma, String value) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + pragma)) {
            String found = rows.next() ? rows.getString(1) : "";
            if (!value.equals(found)) {
                throw new StoreException(
                        Kind.BROKEN, "SQLite has " + pragma + "=" + found + " but must have " + value, null);
            }
        }
    }

    @Override
    public void maintain(Instant now, Store.Kept kept) {
        // One file has no tables by month.
    }

    @Override
    public void close() {
        // Connections to a file share nothing.
    }

    @Override
    public StoreException fault(SQLException fault) {
        return new StoreException(kind(fault), String.valueOf(fault.getMessage()), fault);
    }

    static Kind kind(SQLException fault) {
        if (!(fault instanceof SQLiteException sqlite)) {
            String message = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
            return message.contains("busy") ? Kind.BUSY : Kind.OTHER;
        }
        if (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_TRIGGER) {
            return Kind.NOT_WRITABLE; // the schema has no triggers but those of a file that was moved elsewhere
        }
        return switch (sqlite.getResultCode().code & 0xFF) {
            case 5, 6 -> Kind.BUSY;
            case 19 -> Kind.CONSTRAINT;
            case 8, 10, 13, 14, 3, 23 -> Kind.NOT_WRITABLE;
            case 11, 26 -> Kind.BROKEN;
            default -> Kind.OTHER;
        };
    }
}
