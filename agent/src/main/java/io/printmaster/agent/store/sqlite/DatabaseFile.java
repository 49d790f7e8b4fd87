package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.StoreFault;
import io.printmaster.agent.store.StoreFault.Kind;
import io.printmaster.program.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.DB;

/// Opens a database file so that a return from a commit means that the data is on the disk.
final class DatabaseFile {
    /// Above this the whole file is not read at every start; damage then shows when the damaged part is used.
    private static final long MAX_CHECKED_BYTES = 256L << 20;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final List<String> COMPANIONS = List.of("", "-wal", "-shm");

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);

    private DatabaseFile() {}

    /// Opens, checks and migrates a file of mode 0600.
    ///
    /// @throws StoreFault DAMAGED when it is no healthy database; nothing was changed then
    static Connection open(Path file, Schema schema) {
        String name = String.valueOf(file.getFileName());
        try {
            PrivateFiles.createFile(file);
            checkHeader(file, name);
        } catch (IOException e) {
            throw new StoreFault(Kind.NOT_WRITABLE, file + " cannot be written by this user; change its owner", e);
        }
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, properties());
            try {
                check(connection, name, Files.size(file));
                schema.migrate(name, connection);
                expectShape(connection, name, schema);
                if (Files.size(file) <= MAX_CHECKED_BYTES) {
                    schema.expectSound(name, connection);
                }
                return connection;
            } catch (SQLException | IOException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw Faults.of(name, e);
        } catch (IOException e) {
            throw new StoreFault(Kind.NOT_WRITABLE, file + " cannot be read", e);
        }
    }

    /// A file that could be opened, if need be by beginning a new one.
    record Opened(Connection connection, Optional<Damage> damage) {}

    /// Opens a file like [#open]; a damaged one is moved aside, and what is readable of it is taken over into a new
    /// one. What happened is logged.
    ///
    /// @throws StoreFault as [#open], but not DAMAGED
    static Opened openOrMend(Path file, Schema schema, Clock clock) {
        try {
            checkLog(file);
            return new Opened(open(file, schema), Optional.empty());
        } catch (StoreFault e) {
            if (e.kind() != Kind.DAMAGED) {
                throw e;
            }
            Instant lastWritten = lastWritten(file);
            Path movedTo = moveAside(file, clock.instant());
            boolean log = mendLog(movedTo);
            Connection connection = open(file, schema);
            Salvage.Salvaged salvaged = Salvage.into(connection, movedTo);
            Damage damage = damage(movedTo, String.valueOf(e.getMessage()), salvaged, log);
            LOG.atError()
                    .addKeyValue("reason", e.getMessage())
                    .addKeyValue("last_written", lastWritten)
                    .addKeyValue("records_kept", damage.kept())
                    .addKeyValue(
                            "records_lost",
                            damage.lost().isPresent() ? damage.lost().getAsLong() : "unknown")
                    .addKeyValue(
                            "lost_queued_between",
                            damage.between().map(Damage.Span::toString).orElse("none"))
                    .addKeyValue("moved_to", movedTo)
                    .log("Database {} is damaged; what can be read of it is taken over, the rest is lost", file);
            return new Opened(connection, Optional.of(damage));
        }
    }

    /// SQLite forgets what follows damage in its log without telling.
    private static void checkLog(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            if (WriteAheadLog.isDamaged(file)) {
                throw new StoreFault(Kind.DAMAGED, "the log of " + file.getFileName() + " is damaged", null);
            }
        } catch (IOException e) {
            throw new StoreFault(Kind.NOT_WRITABLE, file + " cannot be read", e);
        }
    }

    /// Only what is moved aside is mended, and its log is kept as it was, too.
    ///
    /// @return whether the log was damaged
    private static boolean mendLog(Path movedTo) {
        Path log = WriteAheadLog.of(movedTo);
        try {
            if (!Files.exists(log) || !WriteAheadLog.isDamaged(movedTo)) {
                return false;
            }
            Files.copy(log, log.resolveSibling(log.getFileName() + "-as-found"));
            WriteAheadLog.mend(movedTo);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("The damaged log cannot be mended");
        }
        return true;
    }

    /// With a part of a log its counts may be lost as well, so that too little seems to be missing.
    private static Damage damage(Path movedTo, String reason, Salvage.Salvaged salvaged, boolean log) {
        return log
                ? new Damage(
                        movedTo,
                        reason,
                        salvaged.kept(),
                        OptionalLong.empty(),
                        Optional.of(salvaged.between().orElse(Damage.Span.UNKNOWN)))
                : new Damage(movedTo, reason, salvaged.kept(), salvaged.lost(), salvaged.between());
    }

    private static Instant lastWritten(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /// Opens a file that another process may be writing, to look into it only.
    ///
    /// @throws StoreFault DAMAGED, NEWER_SCHEMA, or FAILED when it is of an older version
    static Connection openReadOnly(Path file, Schema schema) {
        String name = String.valueOf(file.getFileName());
        try {
            checkHeader(file, name);
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, properties());
            try {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA query_only = ON");
                }
                schema.expectNewest(name, connection);
                return connection;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw Faults.of(name, e);
        } catch (IOException e) {
            throw new StoreFault(Kind.NOT_WRITABLE, file + " cannot be read by this user", e);
        }
    }

    /// Opens a file that this program has just made out of a healthy database: nothing to check, nothing to migrate.
    static Connection openOwn(Path file) {
        try {
            return DriverManager.getConnection("jdbc:sqlite:" + file, properties());
        } catch (SQLException e) {
            throw Faults.of(String.valueOf(file.getFileName()), e);
        }
    }

    /// A file's content in memory; the file may be open elsewhere and stays as it is.
    static Connection openMemoryCopy(Path file) {
        try {
            return openMemoryCopyOf(file.toString());
        } catch (SQLException e) {
            throw Faults.of(String.valueOf(file.getFileName()), e);
        }
    }

    private static Connection openMemoryCopyOf(String database) throws SQLException {
        Connection connection = emptyMemory();
        try {
            int code = connection.unwrap(SQLiteConnection.class).getDatabase().restore("main", database, null);
            if (code != SQLiteErrorCode.SQLITE_OK.code) {
                throw DB.newSQLException(code, "the copy failed");
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// What is alive in a database, in memory: a file that was large once is copied without its free pages, of which a
    /// backlog leaves as many as it had.
    ///
    /// @param from stays open and as it is
    /// @param file whose it is
    static Connection openMemoryCopy(Connection from, Path file) {
        String path = file.toAbsolutePath().toUri().getRawPath().replace("'", "%27");
        String between = "file:" + path + "?vfs=memdb";
        // It lives as long as somebody has it open.
        try (Connection _ = DriverManager.getConnection("jdbc:sqlite:" + between);
                Statement vacuum = from.createStatement()) {
            vacuum.executeUpdate("VACUUM INTO '" + between + "'");
            return openMemoryCopyOf(between);
        } catch (SQLException e) {
            throw Faults.of(String.valueOf(file.getFileName()), e);
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        // Else the driver asks for the last row's number after every insert.
        config.setGetGeneratedKeys(false);
        return config;
    }

    private static Connection emptyMemory() throws SQLException {
        SQLiteConfig config = config();
        // Sorting and the like must not reach for the disk either.
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        return DriverManager.getConnection("jdbc:sqlite::memory:", config.toProperties());
    }

    /// Deletes a database and its companions; one that is not there is fine.
    static void delete(Path file) throws IOException {
        deleteCompanions(file);
        Files.deleteIfExists(file);
    }

    /// Deletes what SQLite keeps beside a database that is not open.
    static void deleteCompanions(Path file) throws IOException {
        for (String companion : COMPANIONS) {
            if (!companion.isEmpty()) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + companion));
            }
        }
    }

    /// A database in memory, for as long as its connection is open.
    static Connection openMemory(String name, Schema schema) {
        try {
            Connection connection = emptyMemory();
            schema.create(connection);
            return connection;
        } catch (SQLException e) {
            throw Faults.of(name, e);
        }
    }

    private static Properties properties() {
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(5_000);
        // What is deleted is gone from the file, too: no former token in a free page.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        return config.toProperties();
    }

    /// SQLite takes a file that is too short for a header for an empty database and would write over it.
    private static void checkHeader(Path file, String name) throws IOException {
        long size = Files.size(file);
        if (size > 0 && size < 512) {
            throw new StoreFault(Kind.DAMAGED, name + " is cut off after " + size + " bytes", null);
        }
    }

    private static void check(Connection connection, String name, long size) throws SQLException {
        if (size > MAX_CHECKED_BYTES) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            String verdict = row.getString(1);
            if (!"ok".equals(verdict)) {
                throw new StoreFault(Kind.DAMAGED, name + " is damaged: " + verdict, null);
            }
        }
    }

    private static void expectShape(Connection connection, String name, Schema schema) throws SQLException {
        try (Connection fresh = openMemory(name, schema)) {
            schema.expectShape(name, connection, fresh);
        }
    }

    /// Moves a damaged database and its companions out of the way; nothing is deleted.
    ///
    /// @return where the database lies now
    static Path moveAside(Path file, Instant now) {
        Path target = free(file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(now)));
        try {
            for (String companion : COMPANIONS) {
                Path from = file.resolveSibling(file.getFileName() + companion);
                if (Files.exists(from)) {
                    Files.move(from, target.resolveSibling(target.getFileName() + companion));
                }
            }
            return target;
        } catch (IOException e) {
            throw new StoreFault(Kind.NOT_WRITABLE, "the damaged " + file + " cannot be moved aside", e);
        }
    }

    private static Path free(Path wanted) {
        Path path = wanted;
        for (int i = 2; Files.exists(path); i++) {
            path = wanted.resolveSibling(wanted.getFileName() + "-" + i);
        }
        return path;
    }
}
