package io.printmaster.server.store.sqlite;

import io.printmaster.program.PrivateFiles;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import io.printmaster.server.store.jdbc.JdbcStore;
import io.printmaster.server.store.jdbc.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/// Opens the server's store in one SQLite file of its data directory.
public final class SqliteStore {
    /// The file's name in the data directory.
    public static final String FILE = "server.db";

    /// A table that is there once everything was moved elsewhere, with one row: `target`, `moved_at`.
    public static final String MOVED = "moved";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
    static final String OWN_MIGRATIONS = "classpath:io/printmaster/server/store/sqlite/migrations";

    private static final int READERS = 4;

    private SqliteStore() {}

    /// Opens the store, makes it if there is none, and brings an older one to the newest schema. Other processes
    /// may have it open at the same time.
    ///
    /// @param random of row ids; need not be secret
    /// @throws StoreException NOT_WRITABLE, BROKEN, NEWER_SCHEMA or BUSY, each with a message that says what to
    ///     do; the file is then as it was
    public static Store open(Path dataDirectory, RandomGenerator random) {
        Path file = dataDirectory.resolve(FILE);
        SqliteDatabase database = new SqliteDatabase(file);
        try {
            PrivateFiles.createDirectory(dataDirectory);
            database.create();
        } catch (IOException e) {
            throw new StoreException(
                    Kind.NOT_WRITABLE,
                    "cannot write to the data directory " + dataDirectory
                            + "; make it writable for this user or choose another with --data-dir",
                    e);
        }
        if (!Files.isWritable(file)) {
            throw new StoreException(
                    Kind.NOT_WRITABLE, "the database " + file + " may not be written; correct its owner or mode", null);
        }
        refuseMoved(database, file);
        migrate(database, file);
        JdbcStore store = new JdbcStore(database, 1, READERS, random, System::nanoTime);
        store.open();
        return store;
    }

    /// A connection for one who moves the rows elsewhere; its transactions are begun and ended by statements.
    ///
    /// @throws StoreException when there is no such file
    public static Connection connection(Path dataDirectory) {
        Path file = dataDirectory.resolve(FILE);
        if (!Files.exists(file)) {
            throw new StoreException(Kind.OTHER, "there is no database in " + dataDirectory, null);
        }
        SqliteDatabase database = new SqliteDatabase(file);
        try {
            return database.openWriter();
        } catch (SQLException e) {
            throw database.fault(e);
        }
    }

    private static void refuseMoved(SqliteDatabase database, Path file) {
        try (Connection connection = database.openWriter();
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = '" + MOVED + "'")) {
            if (tables.next()) {
                try (ResultSet rows = statement.executeQuery("SELECT target, moved_at FROM " + MOVED)) {
                    String where = rows.next() ? rows.getString(1) + " on " + rows.getString(2) : "elsewhere";
                    throw new StoreException(
                            Kind.OTHER, "the data of " + file + " was moved to " + where + "; set database_url", null);
                }
            }
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("Not read yet"); // whoever opens it next says what is wrong with it
        }
    }

    private static void migrate(SqliteDatabase database, Path file) {
        SQLiteDataSource source = new SQLiteDataSource(database.config());
        source.setUrl(database.url());
        Schema.upgrade(source, database, "the database " + file, List.of(OWN_MIGRATIONS));
    }
}
