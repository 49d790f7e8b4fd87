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
import java.util.List;
import java.util.random.RandomGenerator;
import org.sqlite.SQLiteDataSource;

/// Opens the server's store in one SQLite file of its data directory.
public final class SqliteStore {
    /// The file's name in the data directory.
    public static final String FILE = "server.db";

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
        migrate(database, file);
        JdbcStore store = new JdbcStore(database, 1, READERS, random, System::nanoTime);
        store.open();
        return store;
    }

    private static void migrate(SqliteDatabase database, Path file) {
        SQLiteDataSource source = new SQLiteDataSource(database.config());
        source.setUrl(database.url());
        Schema.upgrade(source, database, "the database " + file, List.of());
    }
}
