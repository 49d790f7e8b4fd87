package io.printmaster.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.server.store.Audit;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Samples;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreFixture {
    @TempDir
    Path directory;

    @Override
    protected Store open() {
        return SqliteStore.open(directory, new Random(1));
    }

    @Test
    void pragmas_areInForce_onWriterAndReader() throws Exception {
        SqliteDatabase database = new SqliteDatabase(directory.resolve(SqliteStore.FILE));
        for (Connection connection : List.of(database.openWriter(), database.openReader())) {
            try (connection) {
                assertThat(pragma(connection, "journal_mode")).isEqualTo("wal");
                assertThat(pragma(connection, "synchronous")).isEqualTo("2");
                assertThat(pragma(connection, "foreign_keys")).isEqualTo("1");
                assertThat(pragma(connection, "busy_timeout")).isEqualTo("10000");
            }
        }
    }

    private static String pragma(Connection connection, String name) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
            return rows.getString(1);
        }
    }

    @Test
    void files_areForTheirOwnerOnly() throws Exception {
        for (String name : List.of("server.db", "server.db-wal", "server.db-shm")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void auditQueryOfTheDocument_worksAsWritten() throws Exception {
        store.write(tx -> {
            tx.audit().add(entry("register", Samples.NOW));
            tx.audit().add(entry("heartbeat", Samples.NOW.plusSeconds(5)));
            return true;
        });
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("server.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT * FROM audit_log WHERE agent_id = 'agent-01' ORDER BY timestamp DESC LIMIT 10;")) {
            ResultSetMetaData columns = rows.getMetaData();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= 5; i++) {
                names.add(columns.getColumnName(i));
            }
            assertThat(names).containsExactly("timestamp", "agent_id", "action", "details", "ip_address");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("2026-03-01 12:00:05");
            assertThat(rows.getString(2)).isEqualTo("agent-01");
            assertThat(rows.getString(3)).isEqualTo("heartbeat");
            assertThat(rows.getString(5)).isEqualTo("192.0.2.1");
        }
    }

    @Test
    void newerSchema_isRefused_andLeftAsItIs() throws Exception {
        store.close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("server.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
                    + " checksum, installed_by, installed_on, execution_time, success)"
                    + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', '2026-01-01 00:00:00', 1, 1)");
        }
        assertKind(StoreException.Kind.NEWER_SCHEMA, "newer version");
        assertThat(directory.resolve("server.db")).exists();
    }

    @Test
    void fileThatIsNoDatabase_isRefused_andNotReplaced() throws Exception {
        store.close();
        Path file = directory.resolve("server.db");
        byte[] content = "this is no database, but somebody's work ".repeat(100).getBytes(StandardCharsets.UTF_8);
        Files.deleteIfExists(directory.resolve("server.db-wal"));
        Files.write(file, content);
        assertKind(StoreException.Kind.BROKEN, "restore it from a backup");
        assertThat(file).hasBinaryContent(content);
    }

    private void assertKind(StoreException.Kind kind, String words) {
        assertThatThrownBy(() -> SqliteStore.open(directory, new Random(1)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(words);
    }

    @Test
    void secondProcess_writesBesideTheFirst() {
        try (Store second = SqliteStore.open(directory, new Random(2))) {
            for (int i = 0; i < 20; i++) {
                String action = "a" + i;
                (i % 2 == 0 ? store : second).write(tx -> {
                    tx.audit().add(entry(action, Samples.NOW));
                    return true;
                });
            }
        }
        assertThat(store.read(tx -> tx.audit().page(new Scope.Everyone(), Audit.Filter.ALL, PageRequest.first(1)))
                        .total())
                .isEqualTo(20);
    }
}
