package io.printmaster.agent.store.sqlite;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static io.printmaster.agent.store.TestPrinters.known;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.StoreFault;
import io.printmaster.agent.store.StoreFault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FileStoreTest extends DataDirectoryFixture {
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private SqliteDeviceStore open() {
        return SqliteDeviceStore.inFile(directory, CLOCK);
    }

    private void fill(int printers) {
        try (SqliteDeviceStore store = open()) {
            store.transaction(() -> {
                for (int i = 0; i < printers; i++) {
                    KnownPrinter printer = known(i, i, NOON);
                    store.printers().put(printer);
                    store.outbox().enqueue(printer.last().printer(), NOON);
                }
                return true;
            });
        }
    }

    private String pragma(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.getString(1);
        }
    }

    @Test
    void whatWasKept_isThereAfterARestart() {
        fill(3);
        try (SqliteDeviceStore store = open()) {
            assertThat(store.durable()).isTrue();
            assertThat(store.damage()).isEmpty();
            assertThat(store.printers().list()).hasSize(3);
            assertThat(store.outbox().count(RecordKind.DEVICE)).isEqualTo(3);
            assertThat(store.outbox().ledger().collected()).isEqualTo(3);
        }
    }

    @Test
    void killedProcess_losesNothingCommitted() throws IOException {
        Path copy = temporary.resolve("copy");
        try (SqliteDeviceStore store = open()) {
            store.printers().put(known(1, 1, NOON));
            // What a killed process leaves: the files as they are before any close.
            Files.createDirectory(copy);
            for (String name : List.of("devices.db", "devices.db-wal")) {
                Files.copy(file.resolveSibling(name), copy.resolve(name));
            }
        }
        try (DataDirectory other = DataDirectory.take(copy);
                SqliteDeviceStore store = SqliteDeviceStore.inFile(other, CLOCK)) {
            assertThat(store.damage()).isEmpty();
            assertThat(store.printers().count()).isEqualTo(1);
        }
    }

    @Test
    void walAndForeignKeys_areReallyOn() throws SQLException {
        try (SqliteDeviceStore store = open()) {
            store.printers().put(known(1, 1, NOON));
            assertThat(pragma("journal_mode")).isEqualTo("wal");
            store.printers().remove(known(1, 1, NOON).key());
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT (SELECT count(*) FROM metrics) + (SELECT count(*) FROM device_hints)")) {
                assertThat(row.getInt(1))
                        .as("rows left over by a delete that should cascade")
                        .isZero();
            }
        }
    }

    @Test
    void commits_waitForTheDisk() throws SQLException {
        try (Connection connection = DatabaseFile.open(file, Schema.DEVICES);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("PRAGMA synchronous").getInt(1))
                    .as("2 is FULL")
                    .isEqualTo(2);
            assertThat(statement.executeQuery("PRAGMA foreign_keys").getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void everyFile_isTheOwnersAlone() throws IOException {
        try (SqliteDeviceStore store = open();
                Stream<Path> files = Files.list(directory.path())) {
            store.printers().put(known(1, 1, NOON));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
                    .isEqualTo("rwx------");
            assertThat(files.toList())
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void tables_areTheSameInMemoryAndInFiles() throws SQLException {
        for (Schema schema : List.of(Schema.DEVICES, Schema.VAULT)) {
            Path path = temporary.resolve(schema.folder() + ".db");
            Path upgraded = temporary.resolve(schema.folder() + "-upgraded.db");
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + upgraded)) {
                new Schema(schema.folder(), schema.files().subList(0, 1), schema.sound()).create(connection);
            }
            try (Connection memory = DatabaseFile.openMemory("memory", schema);
                    Connection inFile = DatabaseFile.open(path, schema);
                    Connection byFlyway = DatabaseFile.open(upgraded, schema)) {
                assertThat(tables(inFile)).isEqualTo(tables(memory)).isNotEmpty();
                assertThat(tables(byFlyway)).isEqualTo(tables(memory));
                assertThat(Schema.version(inFile)).isEqualTo(schema.newest());
                assertThat(Schema.version(memory)).isEqualTo(schema.newest());
            }
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE '%flyway%' ORDER BY name")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1) + " " + rows.getString(2));
            }
            return found;
        }
    }

    @Test
    void readOnlyLook_seesARunningAgentsData_andChangesNothing() {
        assertThat(SqliteDeviceStore.readOnly(directory.path())).isEmpty();
        assertThat(file).doesNotExist();
        try (SqliteDeviceStore store = open()) {
            store.printers().put(known(1, 1, NOON));
            try (SqliteDeviceStore look =
                    SqliteDeviceStore.readOnly(directory.path()).orElseThrow()) {
                boolean seen = store.transaction(() -> {
                    store.printers().put(known(2, 1, NOON));
                    return look.printers().list().size() == 1;
                });
                assertThat(seen).as("while the agent writes").isTrue();
                assertThat(look.printers().list()).hasSize(2);
                assertThatThrownBy(() -> look.printers().put(known(3, 1, NOON))).isInstanceOf(StoreFault.class);
            }
            assertThat(store.printers().count()).isEqualTo(2);
        }
    }

    @Test
    void databaseOfAnOlderAgent_isBroughtUpToDate_evenWithoutFlywaysOwnTable() throws SQLException {
        Schema old = new Schema("upgrade", List.of("V1__first.sql"), "SELECT 1");
        Schema now = new Schema("upgrade", List.of("V1__first.sql", "V2__second.sql"), "SELECT 1");
        Path copied = temporary.resolve("copied.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copied);
                Statement statement = connection.createStatement()) {
            // As SQLite's backup leaves it when a database in memory is written to a file.
            old.create(connection);
            statement.executeUpdate("INSERT INTO first (x) VALUES (7)");
        }
        assertThat(catchThrowableOfType(StoreFault.class, () -> DatabaseFile.openReadOnly(copied, now)))
                .hasMessageContaining("start the agent once");
        for (int start = 1; start <= 2; start++) {
            try (Connection connection = DatabaseFile.open(copied, now);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT x, y FROM first")) {
                assertThat(row.getInt("x")).isEqualTo(7);
                assertThat(row.getString("y")).isEqualTo("added");
                assertThat(Schema.version(connection)).isEqualTo(2);
            }
        }
    }

    @Test
    void printersOfTheSchemaBefore_areFoundByAllTheirKeys_andQueuedRecordsStay() throws SQLException {
        fill(1);
        for (String trigger : List.of("outbox_added", "outbox_gone", "outbox_changed")) {
            execute("DROP TRIGGER " + trigger);
        }
        for (String table : List.of("device_keys", "device_addresses", "outbox_sums", "dropped")) {
            execute("DROP TABLE " + table);
        }
        execute("ALTER TABLE outbox DROP COLUMN state");
        execute("UPDATE outbox SET id = 1");
        execute("DROP INDEX outbox_device");
        execute(
                "CREATE UNIQUE INDEX outbox_device ON outbox (printer_key) WHERE kind = 'device' AND parked_at IS NULL");
        execute("CREATE INDEX outbox_waiting ON outbox (kind, id) WHERE parked_at IS NULL");
        for (String added : List.of("last_uploaded", "last_sample_at", "last_sample_values")) {
            execute("ALTER TABLE devices DROP COLUMN " + added);
        }
        execute("PRAGMA user_version = 1");
        try (SqliteDeviceStore store = open()) {
            KnownPrinter known = store.printers().list().getFirst();
            assertThat(known.last()).isEqualTo(known(0, 0, NOON).last());
            assertThat(known.keys())
                    .extracting(Object::toString)
                    .containsExactly("serial:ACME/SN00000", "mac:00:11:22:33:44:55");
            assertThat(store.printers().find(known(0, 0, NOON).key())).contains(known);
            assertThat(store.outbox().count(RecordKind.DEVICE)).isEqualTo(1);
            assertThat(store.outbox().ledger().balanced()).isTrue();
            store.outbox().enqueue(known.last().printer(), NOON);
            assertThat(store.outbox().count(RecordKind.DEVICE)).as("replaced").isEqualTo(1);
        }
        assertThat(pragma("user_version")).isEqualTo(Integer.toString(Schema.DEVICES.newest()));
    }

    @Test
    void databaseOfANewerAgent_isLeftAlone() throws SQLException {
        fill(1);
        execute("PRAGMA user_version = 99");
        assertThat(catchThrowableOfType(StoreFault.class, this::open))
                .hasMessageContaining("devices.db has version 99, made by a newer agent")
                .extracting(StoreFault::kind)
                .isEqualTo(Kind.NEWER_SCHEMA);
        execute("PRAGMA user_version = " + Schema.DEVICES.newest());
        try (SqliteDeviceStore store = open()) {
            assertThat(store.printers().count()).isEqualTo(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void unreadableRow_countsAsUnknownAndIsMendedByTheNextReading() throws SQLException {
        fill(2);
        execute("UPDATE devices SET detail = '{\"serial\":' WHERE printer_key LIKE '%00001'");
        try (SqliteDeviceStore store = open()) {
            assertThat(store.printers().list()).hasSize(1);
            assertThat(store.printers().whereabouts()).hasSize(1);
            assertThat(store.printers().find(known(1, 1, NOON).key())).isEmpty();
            store.printers().put(known(1, 2, NOON));
            assertThat(store.printers().list()).hasSize(2);
        }
    }

    @Test
    void secondAgent_isRefusedWithAClearMessage() {
        assertThat(catchThrowableOfType(StoreFault.class, () -> DataDirectory.take(directory.path())))
                .hasMessageContaining(
                        "another agent (process " + ProcessHandle.current().pid() + ") uses ")
                .extracting(StoreFault::kind)
                .isEqualTo(Kind.IN_USE);
        directory.close();
        DataDirectory.take(directory.path()).close();
    }

    @Test
    void directoryThatCannotBeMade_isAClearFailure() throws IOException {
        Path occupied = Files.writeString(temporary.resolve("occupied"), "a file");
        assertThat(catchThrowableOfType(StoreFault.class, () -> DataDirectory.take(occupied.resolve("data"))))
                .hasMessageContaining("cannot be written by this user")
                .extracting(StoreFault::kind)
                .isEqualTo(Kind.NOT_WRITABLE);
    }

    @Test
    void fullDisk_isAKindOfItsOwn_andWhatWasThereStays() throws SQLException {
        fill(1);
        Connection connection = DatabaseFile.open(file, Schema.DEVICES);
        try (Statement statement = connection.createStatement()) {
            int pages = statement.executeQuery("PRAGMA page_count").getInt(1);
            statement.executeUpdate("PRAGMA max_page_count = " + (pages + 2));
        }
        try (SqliteDeviceStore store = new SqliteDeviceStore(connection, true, Optional.empty(), QueueBounds.IN_FILE)) {
            StoreFault fault = catchThrowableOfType(
                    StoreFault.class,
                    () -> store.transaction(() -> {
                        for (int i = 1; i < 200; i++) {
                            store.printers().put(known(i, 1, NOON));
                        }
                        return true;
                    }));
            assertThat(fault.kind()).isEqualTo(Kind.DISK_FULL);
            assertThat(store.printers().count()).isEqualTo(1);
            long first = store.outbox()
                    .peek(RecordKind.DEVICE, 1, Long.MAX_VALUE)
                    .getFirst()
                    .id();
            assertThat(store.outbox().forget(List.of(first), NOON))
                    .as("it goes on working")
                    .isEqualTo(1);
        }
    }

    @Test
    void closedStore_failsWithAStoreFault() {
        SqliteDeviceStore store = open();
        store.close();
        assertThatThrownBy(() -> store.printers().count()).isInstanceOf(StoreFault.class);
    }
}
