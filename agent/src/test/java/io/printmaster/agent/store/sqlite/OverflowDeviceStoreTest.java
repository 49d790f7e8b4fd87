package io.printmaster.agent.store.sqlite;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static io.printmaster.agent.store.TestPrinters.known;
import static io.printmaster.agent.store.TestPrinters.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OverflowDeviceStoreTest extends DataDirectoryFixture {
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final Duration NO_OUTAGE = Duration.ZERO;
    private static final Duration LONG_OUTAGE = Duration.ofMinutes(11);
    private static final OverflowLimits LIMITS = new OverflowLimits(50_000_000, Duration.ofMinutes(10), 1_000);

    private OverflowDeviceStore open() {
        return open(LIMITS);
    }

    private OverflowDeviceStore open(OverflowLimits limits) {
        return OverflowDeviceStore.open(directory, limits, CLOCK);
    }

    private static void collect(OverflowDeviceStore store, int printer, int minute) {
        var at = NOON.plusSeconds(60L * minute);
        store.transaction(() -> {
            KnownPrinter known = known(printer, 1_000 + minute, at);
            store.printers().put(known);
            store.outbox().enqueue(known.last().printer(), at);
            store.outbox().enqueue(reading(printer, 1_000 + minute, at).sample(), at);
            return true;
        });
    }

    private static void sendAll(OverflowDeviceStore store) {
        for (RecordKind kind : RecordKind.values()) {
            store.outbox()
                    .forget(
                            store.outbox().peek(kind, 100_000, Long.MAX_VALUE).stream()
                                    .map(QueuedRecord::id)
                                    .toList(),
                            NOON);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> found = Files.list(directory.path())) {
            return found.map(p -> p.getFileName().toString())
                    .filter(name -> name.startsWith("devices"))
                    .toList();
        }
    }

    @Test
    void whileAllIsWell_nothingIsOnTheDisk() throws IOException {
        try (OverflowDeviceStore store = open()) {
            for (int minute = 0; minute < 50; minute++) {
                collect(store, minute % 5, minute);
                store.check(NO_OUTAGE);
                assertThat(files()).isEmpty();
            }
            assertThat(store.status().place()).isEqualTo(Place.MEMORY);
            sendAll(store);
        }
        assertThat(files()).as("and none is left when everything is sent").isEmpty();
    }

    /// Of two printers, so that memory holds little beside the queue.
    @Test
    void memoryFullOfShortRecords_goesToTheDisk_beforeAnythingIsThinned() {
        try (OverflowDeviceStore store = open(new OverflowLimits(3_000_000, Duration.ofMinutes(10), 1_000))) {
            for (int minute = 0; store.status().place() == Place.MEMORY; minute++) {
                var at = NOON.plusSeconds(60L * minute);
                store.outbox().enqueue(reading(minute % 2, minute, at).sample(), at);
                if (minute % 100 == 0) {
                    store.check(NO_OUTAGE);
                    assertThat(store.outbox().ledger().coalesced()).isZero();
                }
            }
            assertThat(store.status().why()).contains("3 MB");
        }
    }

    @Test
    void outage_spillsWhatWaits_andTheReturnKeepsOrderAndLedger() throws IOException {
        try (OverflowDeviceStore store = open()) {
            collect(store, 1, 0);
            collect(store, 2, 1);
            List<Long> before = ids(store);
            store.check(LONG_OUTAGE);
            assertThat(store.status().place()).isEqualTo(Place.DISK);
            assertThat(store.status().why()).contains("11 min");
            assertThat(store.durable()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(ids(store)).as("the same records under the same numbers").isEqualTo(before);
            collect(store, 3, 2);
            assertThat(ids(store)).startsWith(before.toArray(Long[]::new)).isSorted();
            sendAll(store);
            store.check(NO_OUTAGE);
            assertThat(store.status().place()).isEqualTo(Place.MEMORY);
            assertThat(files()).isEmpty();
            assertThat(store.printers().count()).isEqualTo(3);
            collect(store, 4, 3);
            assertThat(ids(store)).as("a number is never used twice").allMatch(id -> id > before.getLast());
            assertThat(store.outbox().ledger()).isEqualTo(new Ledger(8, 6, 2, 0, 0, 0));
            sendAll(store);
        }
    }

    private static List<Long> ids(OverflowDeviceStore store) {
        return store.outbox().peek(RecordKind.METRICS, 100, Long.MAX_VALUE).stream()
                .map(QueuedRecord::id)
                .toList();
    }

    @Test
    void outageWithNothingToSend_staysInMemory() {
        try (OverflowDeviceStore store = open()) {
            store.check(LONG_OUTAGE);
            assertThat(store.status().place()).isEqualTo(Place.MEMORY);
        }
    }

    @Test
    void sizeAndDevices_spillToo() {
        try (OverflowDeviceStore store = open(new OverflowLimits(100_000, Duration.ofMinutes(10), 1_000))) {
            for (int minute = 0; minute < 200; minute++) {
                collect(store, 1, minute);
            }
            store.check(NO_OUTAGE);
            assertThat(store.status().place()).isEqualTo(Place.DISK);
            assertThat(store.status().why()).contains("MB");
            sendAll(store);
        }
        try (OverflowDeviceStore store = open(new OverflowLimits(50_000_000, Duration.ofMinutes(10), 5))) {
            for (int printer = 0; printer < 6; printer++) {
                collect(store, printer, 0);
            }
            store.check(NO_OUTAGE);
            assertThat(store.status().why()).isEqualTo("6 devices wait");
        }
    }

    @Test
    void stopWithUnsentRecords_keepsThem_andTheNextStartSendsThemFirst() throws IOException {
        try (OverflowDeviceStore store = open()) {
            collect(store, 1, 0);
        }
        assertThat(files()).containsExactly("devices.db");
        try (OverflowDeviceStore store = open()) {
            assertThat(store.status().place()).isEqualTo(Place.DISK);
            assertThat(store.outbox().ledger()).isEqualTo(new Ledger(2, 0, 2, 0, 0, 0));
            store.check(NO_OUTAGE);
            assertThat(store.status().place()).as("not before it is sent").isEqualTo(Place.DISK);
            sendAll(store);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void parkedRecords_surviveAStopToo() {
        try (OverflowDeviceStore store = open()) {
            collect(store, 1, 0);
            store.outbox().park(ids(store).getFirst(), "refused", NOON);
            store.outbox()
                    .forget(
                            List.of(store.outbox()
                                    .peek(RecordKind.DEVICE, 1, 9_999)
                                    .getFirst()
                                    .id()),
                            NOON);
        }
        try (OverflowDeviceStore store = open()) {
            assertThat(store.outbox().parked(9)).hasSize(1);
        }
    }

    @Test
    void unfinishedCopy_isNoSpill() throws IOException {
        Files.writeString(directory.path().resolve("devices.db.part"), "half");
        try (OverflowDeviceStore store = open()) {
            assertThat(store.status().place()).isEqualTo(Place.MEMORY);
            collect(store, 1, 0);
            store.check(LONG_OUTAGE);
            assertThat(store.status().place()).isEqualTo(Place.DISK);
        }
        assertThat(files()).containsExactly("devices.db");
    }

    @Test
    void diskThatCannotBeWritten_isToldOnce_andCollectingGoesOn_untilItCan() throws IOException {
        try (OverflowDeviceStore store = open()) {
            collect(store, 1, 0);
            Path copy = Files.createDirectory(directory.path().resolve("devices.db.part"));
            Files.createFile(copy.resolve("in-the-way"));
            store.check(LONG_OUTAGE);
            assertThat(store.status().place()).isEqualTo(Place.MEMORY);
            assertThat(store.status().fault()).contains("devices.db");
            collect(store, 2, 1);
            store.check(LONG_OUTAGE);
            Files.delete(copy.resolve("in-the-way"));
            Files.delete(copy);
            store.check(LONG_OUTAGE);
            assertThat(store.status().place()).isEqualTo(Place.DISK);
            assertThat(store.status().fault()).isEmpty();
            assertThat(store.outbox().ledger()).isEqualTo(new Ledger(4, 0, 4, 0, 0, 0));
        }
    }

    @Test
    void fullDisk_sendsTheStoreBackToMemory_withTheTransactionThatMetIt() throws SQLException, IOException {
        try (OverflowDeviceStore store = open()) {
            collect(store, 1, 0);
            store.check(LONG_OUTAGE);
            limitFile(store);
            int minute = 1;
            while (store.status().place() == Place.DISK) {
                collect(store, 1, minute++);
            }
            assertThat(store.status().fault()).contains("no space left");
            assertThat(store.outbox().count(RecordKind.METRICS))
                    .as("nothing lost, nothing twice")
                    .isEqualTo(minute);
            assertThat(store.outbox().ledger().balanced()).isTrue();
            assertThat(file).as("kept until a newer one replaces it").exists();
            store.check(LONG_OUTAGE);
            assertThat(store.status().place()).as("the disk can be used again").isEqualTo(Place.DISK);
            assertThat(store.outbox().count(RecordKind.METRICS)).isEqualTo(minute);
            sendAll(store);
        }
        assertThat(files()).isEmpty();
    }

    /// SQLite's own limit of pages stands for a full disk: it gives the same result code.
    private static void limitFile(OverflowDeviceStore store) {
        long pages = store.database().number("PRAGMA page_count");
        store.database().number("PRAGMA max_page_count = " + (pages + 5));
    }

    @Test
    void whatAFailedDiskHasKept_isDeletedWhenEverythingIsSent() throws IOException {
        try (OverflowDeviceStore store = open()) {
            collect(store, 1, 0);
            store.check(LONG_OUTAGE);
            limitFile(store);
            int minute = 1;
            while (store.status().place() == Place.DISK) {
                collect(store, 1, minute++);
            }
            sendAll(store);
            store.check(NO_OUTAGE);
            assertThat(store.status().fault()).isEmpty();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void changesOfPlaceUnderLoad_loseNothing_andKeepTheOrder() throws InterruptedException {
        AtomicInteger collected = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        try (OverflowDeviceStore store = open()) {
            Thread collector = Thread.ofPlatform().start(() -> {
                while (!stop.get()) {
                    collect(store, 1, collected.getAndIncrement());
                }
            });
            int sent = 0;
            long last = 0;
            for (int round = 0; round < 30; round++) {
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> store.outbox().count(RecordKind.METRICS) > 0);
                store.check(round % 2 == 0 ? LONG_OUTAGE : NO_OUTAGE);
                List<QueuedRecord> next = store.outbox().peek(RecordKind.METRICS, 1_000_000, Long.MAX_VALUE);
                for (QueuedRecord record : next) {
                    assertThat(record.id()).isGreaterThan(last);
                    last = record.id();
                }
                sent += store.outbox()
                        .forget(next.stream().map(QueuedRecord::id).toList(), NOON);
            }
            stop.set(true);
            collector.join();
            assertThat(sent + store.outbox().count(RecordKind.METRICS)).isEqualTo(collected.get());
            assertThat(store.outbox().ledger().balanced()).isTrue();
            assertThat(store.status().spills()).isPositive();
        }
    }

    @Test
    void damagedSpill_isSentAsFarAsItCanBeRead() throws IOException, SQLException {
        try (OverflowDeviceStore store = open()) {
            for (int minute = 0; minute < 300; minute++) {
                collect(store, minute % 7, minute);
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        int harmed = 0;
        for (int page = bytes.length / 4096 - 1; page > 0 && harmed < 3; page--) {
            String text = new String(bytes, page * 4096, 4096, StandardCharsets.ISO_8859_1);
            // A leaf of the queue's table.
            if (bytes[page * 4096] == 0x0D && text.contains("metrics")) {
                Arrays.fill(bytes, page * 4096, page * 4096 + 4096, (byte) 0x5A);
                harmed++;
            }
        }
        Files.write(file, bytes);
        try (OverflowDeviceStore store = open()) {
            Damage damage = store.damage().orElseThrow();
            int there =
                    store.outbox().count(RecordKind.METRICS) + store.outbox().count(RecordKind.DEVICE);
            assertThat(damage.kept()).isEqualTo(there).isGreaterThan(200);
            assertThat(damage.lost()).isPresent();
            assertThat(damage.between().orElseThrow().from().orElseThrow()).isBetween(NOON, NOON.plusSeconds(300 * 60));
            assertThat(damage.kept() + damage.lost().orElseThrow()).isEqualTo(307);
            assertThat(store.outbox().ledger().balanced()).isTrue();
            assertThat(store.outbox().ledger().dropped())
                    .isEqualTo(damage.lost().orElseThrow());
            collect(store, 1, 999);
        }
    }

    @Test
    void spillIsADatabaseLikeAnyOther() throws SQLException {
        try (OverflowDeviceStore store = open()) {
            collect(store, 1, 0);
            store.check(LONG_OUTAGE);
            try (Connection connection = DatabaseFile.openOwn(file);
                    Statement statement = connection.createStatement()) {
                assertThat(statement.executeQuery("PRAGMA journal_mode").getString(1))
                        .isEqualTo("wal");
                assertThat(statement.executeQuery("PRAGMA integrity_check").getString(1))
                        .isEqualTo("ok");
            }
            sendAll(store);
        }
    }
}
