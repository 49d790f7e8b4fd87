package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.StoreFault;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The tables of a database, as SQL files in the order of their versions. Each file ends by setting
/// `user_version`.
///
/// Flyway brings files up to date, but is only loaded when there is something to bring: its first call in a
/// process costs more start-up time and memory than everything else in the store together, and in a database
/// that is new the same files are simply run.
///
/// @param sound a query of one number that is 1 when the tables fit each other; SQLite's own check knows nothing of
/// that
record Schema(String folder, List<String> files, String sound) {
    static final Schema DEVICES = new Schema(
            "devices",
            List.of(
                    "V1__last_readings_history_queue.sql",
                    "V2__all_keys_and_addresses.sql",
                    "V3__what_was_sent.sql",
                    "V4__why_dropped.sql",
                    "V5__sums_and_states_of_the_queue.sql"),
            """
            SELECT (SELECT count(*) FROM outbox) = (SELECT sum(records) FROM outbox_sums)
               AND (SELECT count(*) FROM outbox WHERE parked_at IS NULL) =
                   (SELECT sum(records) FROM outbox_sums WHERE parked = 0)
               AND collected = acknowledged + coalesced + dropped + (SELECT sum(records) FROM outbox_sums)
            FROM ledger
            """);
    static final Schema VAULT = new Schema("vault", List.of("V1__settings_secrets_trace_tags.sql"), "SELECT 1");

    private static final Pattern COMMENT = Pattern.compile("--[^\n]*");
    private static final String FOLDER = "io/printmaster/agent/store/sqlite/";

    int newest() {
        return files.size();
    }

    /// Makes the tables of an empty database.
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String file : files) {
                statement.executeUpdate(text(file));
            }
        }
    }

    /// Refuses a database that this program does not know.
    ///
    /// @throws StoreFault NEWER_SCHEMA when a newer program made it
    private int known(String name, Connection connection) throws SQLException {
        int present = version(connection);
        if (present > newest()) {
            throw new StoreFault(
                    StoreFault.Kind.NEWER_SCHEMA,
                    name + " has version " + present + ", made by a newer agent; this one knows up to version "
                            + newest() + ": install the newer agent again, or name another data directory",
                    null);
        }
        return present;
    }

    /// Makes sure that a database can be read as it is.
    ///
    /// @throws StoreFault NEWER_SCHEMA, or FAILED when an older program made it
    void expectNewest(String name, Connection connection) throws SQLException {
        if (known(name, connection) < newest()) {
            String message = name + " was made by an older agent; start the agent once to bring it up to date";
            throw new StoreFault(StoreFault.Kind.FAILED, message, null);
        }
    }

    /// Makes sure that the tables have the columns that they should have, and their triggers and indexes the words.
    /// A letter that changed there passes SQLite's own check, and nothing could be written or read any more.
    ///
    /// @param fresh a database that was just made
    /// @throws StoreFault DAMAGED when something is missing or another
    void expectShape(String name, Connection connection, Connection fresh) throws SQLException {
        if (!shape(connection).containsAll(shape(fresh))) {
            throw new StoreFault(StoreFault.Kind.DAMAGED, name + " is damaged: its tables are not ours", null);
        }
    }

    private static Set<String> shape(Connection connection) throws SQLException {
        Set<String> shape = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c.pk
                        FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'
                        UNION ALL
                        SELECT sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL
                        """)) {
            while (rows.next()) {
                shape.add(COMMENT.matcher(rows.getString(1))
                        .replaceAll("")
                        .replaceAll("\\s+", " ")
                        .strip());
            }
        }
        return shape;
    }

    /// Makes sure that what the tables say fits together.
    ///
    /// @throws StoreFault DAMAGED when it does not
    void expectSound(String name, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sound)) {
            if (!row.next() || row.getInt(1) != 1) {
                throw new StoreFault(StoreFault.Kind.DAMAGED, name + " is damaged: its counts do not fit", null);
            }
        }
    }

    /// Brings a database file to the newest version.
    ///
    /// @param name for people, in messages
    /// @throws StoreFault NEWER_SCHEMA when a newer program made it
    void migrate(String name, Connection connection) throws SQLException {
        int present = known(name, connection);
        if (present == newest()) {
            return;
        }
        if (present == 0 && isEmpty(connection)) {
            createAtOnce(connection);
            return;
        }
        try {
            Flyway.configure()
                    .dataSource(lent(connection))
                    .locations("classpath:" + FOLDER + folder)
                    .loggers("slf4j")
                    // A file that was copied out of memory has the tables but not Flyway's own.
                    .baselineOnMigrate(present > 0)
                    .baselineVersion(Integer.toString(present))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw unwrapped(name, e);
        }
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
            return row.getInt(1) == 0;
        }
    }

    /// All of it or nothing: a file that is half made would be no database of ours.
    private void createAtOnce(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            try {
                create(connection);
                statement.executeUpdate("COMMIT");
            } catch (SQLException e) {
                statement.executeUpdate("ROLLBACK");
                throw e;
            }
        }
    }

    private static StoreFault unwrapped(String name, FlywayException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Faults.of(name, sql);
            }
        }
        return new StoreFault(StoreFault.Kind.FAILED, name + " cannot be brought up to date: " + e.getMessage(), e);
    }

    static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    private String text(String file) {
        String path = folder + "/" + file;
        try (InputStream stream = Schema.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("the program is incomplete: " + path + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the program is incomplete: " + path + " cannot be read", e);
        }
    }

    /// Our one connection as Flyway wants it: from a source, and closed by it as often as it likes.
    private static DataSource lent(Connection connection) {
        ClassLoader loader = Schema.class.getClassLoader();
        Object unclosable =
                Proxy.newProxyInstance(loader, new Class<?>[] {Connection.class}, (p, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (DataSource) Proxy.newProxyInstance(
                loader,
                new Class<?>[] {DataSource.class},
                (p, method, arguments) -> method.getName().equals("getConnection") ? unclosable : null);
    }
}
