package io.printmaster.server.store.sqlite;

import io.printmaster.program.PrivateFiles;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/// Copies of a server's database, made and checked.
public final class SqliteCopy {
    private SqliteCopy() {}

    /// Copies the database as it is at one moment, by SQLite's online backup in one step: nobody who writes waits for
    /// it, and nobody who writes makes it begin again.
    ///
    /// @param copy a file that does not exist; made with mode 0600
    /// @throws StoreException BROKEN when the copy does not pass SQLite's own check, NOT_WRITABLE, BUSY
    public static void make(Path dataDirectory, Path copy) throws IOException {
        SqliteDatabase database = new SqliteDatabase(dataDirectory.resolve(SqliteStore.FILE));
        Files.deleteIfExists(copy);
        PrivateFiles.createFile(copy);
        try (Connection connection = database.openReader()) {
            int result = connection
                    .unwrap(SQLiteConnection.class)
                    .getDatabase()
                    .backup("main", copy.toString(), null, 100, 100, -1);
            if (result != 0) {
                throw new StoreException(Kind.NOT_WRITABLE, "SQLite's backup ended with " + result, null);
            }
        } catch (SQLException e) {
            throw database.fault(e);
        }
        check(copy);
    }

    /// Runs SQLite's check of the whole file.
    ///
    /// @throws StoreException BROKEN when it is damaged or no database
    public static void check(Path file) {
        SqliteDatabase database = new SqliteDatabase(file);
        try (Connection connection = new SQLiteConfig().createConnection(database.url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA integrity_check(1)")) {
            String answer = rows.next() ? rows.getString(1) : "";
            if (!answer.equals("ok")) {
                throw new StoreException(Kind.BROKEN, "the database " + file + " is damaged: " + answer, null);
            }
        } catch (SQLException e) {
            throw new StoreException(Kind.BROKEN, "the database " + file + " is damaged or is none", e);
        }
    }

    /// Makes the database one file, without a log beside it; that is only possible while nobody else has it open.
    ///
    /// @throws StoreException BUSY when a server or a command has it open
    public static void settle(Path dataDirectory) {
        SqliteDatabase database = new SqliteDatabase(dataDirectory.resolve(SqliteStore.FILE));
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(0);
        try (Connection connection = config.createConnection(database.url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA journal_mode = DELETE")) {
            if (!rows.next() || !rows.getString(1).equals("delete")) {
                throw inUse(null);
            }
        } catch (SQLException e) {
            if (SqliteDatabase.kind(e) == Kind.BUSY) {
                throw inUse(e);
            }
            // A damaged one has nothing to settle; it is kept aside as it is.
        }
    }

    private static StoreException inUse(@org.jspecify.annotations.Nullable SQLException cause) {
        return new StoreException(
                Kind.BUSY, "a server works with this data directory; stop it first and try again", cause);
    }
}
