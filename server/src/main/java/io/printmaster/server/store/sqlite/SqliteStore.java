package io.printmaster.server.store.sqlite;

import io.printmaster.program.PrivateFiles;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import io.printmaster.server.store.jdbc.JdbcStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.sqlite.SQLiteDataSource;

/// Opens the server's store in one SQLite file of its data directory.
public final class SqliteStore {
    /// The file's name in the data directory.
    public static final String FILE = "server.db";

    private static final int READERS = 4;
    private static final String MIGRATIONS = "classpath:io/printmaster/server/store/migrations";

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
        JdbcStore store = new JdbcStore(database, READERS, random);
        store.open();
        return store;
    }

    private static void migrate(SqliteDatabase database, Path file) {
        SQLiteDataSource source = new SQLiteDataSource(database.config());
        source.setUrl(database.url());
        try {
            Flyway flyway = Flyway.configure(SqliteStore.class.getClassLoader())
                    .dataSource(source)
                    .locations(MIGRATIONS)
                    .load();
            refuseNewer(flyway.info().applied(), file);
            flyway.migrate();
        } catch (FlywayException e) {
            throw explained(e, file);
        }
    }

    private static void refuseNewer(MigrationInfo[] applied, Path file) {
        boolean newer = Arrays.stream(applied)
                .map(MigrationInfo::getState)
                .anyMatch(s -> s == MigrationState.FUTURE_SUCCESS || s == MigrationState.FUTURE_FAILED);
        if (newer) {
            throw new StoreException(
                    Kind.NEWER_SCHEMA,
                    "the database " + file + " was made by a newer version; install that version again or restore"
                            + " the backup made before its update",
                    null);
        }
    }

    private static StoreException explained(FlywayException fault, Path file) {
        Kind kind = Kind.OTHER;
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                kind = SqliteDatabase.kind(sql);
                break;
            }
        }
        String what = switch (kind) {
            case BUSY -> " is in use by another program; stop it and try again";
            case BROKEN ->
                " is damaged or is no SQLite database; restore it from a backup, or move it away yourself to"
                        + " begin with an empty one";
            case NOT_WRITABLE -> " may not be written, or the disk is full";
            case CONSTRAINT, NEWER_SCHEMA, CLOSED, OTHER -> " cannot be brought to this version's schema";
        };
        return new StoreException(kind, "the database " + file + what, fault);
    }
}
