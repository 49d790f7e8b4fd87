package io.printmaster.agent.store.sqlite;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static io.printmaster.agent.store.TestPrinters.known;
import static io.printmaster.agent.store.TestPrinters.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore.Place;
import io.printmaster.model.Condition;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A spill that is larger than what memory is meant to hold: it is never taken into memory as a whole.
class LongSpillTest extends DataDirectoryFixture {
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final Duration LONG_OUTAGE = Duration.ofMinutes(11);
    private static final int PRINTERS = 10;
    private static final long MEMORY = 200_000;
    private static final OverflowLimits LIMITS = new OverflowLimits(MEMORY, Duration.ofMinutes(10), 100_000);
    private static final Pattern TOTAL = Pattern.compile("\"page_count\":(\\d+)");

    /// Fills it on the disk: a sample of each printer in each stretch of time, and another state if that is asked for.
    private static void collect(OverflowDeviceStore store, int samples, Duration every, boolean states) {
        for (int i = 0; i < samples; i++) {
            Instant at = NOON.plus(every.multipliedBy(i));
            int pages = 1_000 + i;
            store.transaction(() -> {
                for (int printer = 0; printer < PRINTERS; printer++) {
                    store.printers().put(known(printer, pages, at));
                    if (states) {
                        store.outbox()
                                .enqueue(inState(reading(printer, pages, at).printer(), pages), at);
                    }
                    store.outbox().enqueue(reading(printer, pages, at).sample(), at);
                }
                return true;
            });
            if (i == 0) {
                store.check(LONG_OUTAGE);
                assertThat(store.status().place()).isEqualTo(Place.DISK);
            }
        }
    }

    private static Printer inState(Printer printer, int number) {
        PrinterStatus status = number % 2 == 0 ? PrinterStatus.IDLE : PrinterStatus.DOWN;
        return new Printer(
                printer.key(),
                printer.identity(),
                printer.network(),
                new Condition(status, Set.of(), List.of(), "Ready"),
                printer.inventory(),
                printer.provenance());
    }

    private static void sendAll(OverflowDeviceStore store) {
        for (RecordKind kind : RecordKind.values()) {
            store.outbox()
                    .forget(
                            store.outbox().peek(kind, 1_000_000, Long.MAX_VALUE).stream()
                                    .map(QueuedRecord::id)
                                    .toList(),
                            NOON);
        }
    }

    private static long bytes(OverflowDeviceStore store) {
        return store.database().number("PRAGMA page_count") * store.database().number("PRAGMA page_size");
    }

    @Test
    void returnToMemory_takesWhatIsAliveOnly_andLeavesTheFreePages() throws IOException {
        try (OverflowDeviceStore store = OverflowDeviceStore.open(directory, LIMITS, CLOCK)) {
            collect(store, 800, Duration.ofMinutes(5), true);
            long onDisk = bytes(store);
            sendAll(store);
            Ledger ledger = store.outbox().ledger();

            store.check(Duration.ZERO);

            assertThat(store.status().place()).isEqualTo(Place.MEMORY);
            assertThat(file).doesNotExist();
            assertThat(onDisk).isGreaterThan(5 * MEMORY);
            assertThat(bytes(store)).isLessThan(MEMORY);
            assertThat(store.printers().count()).isEqualTo(PRINTERS);
            assertThat(store.outbox().ledger()).isEqualTo(ledger);
            assertThat(store.database().number("PRAGMA foreign_keys")).isOne();
            store.outbox().enqueue(reading(1, 9_999, NOON.plusSeconds(1)).sample(), NOON);
            assertThat(store.outbox()
                            .peek(RecordKind.METRICS, 1, 9_999)
                            .getFirst()
                            .id())
                    .as("a number is never used twice")
                    .isEqualTo(8_001);
        }
    }

    @Test
    void diskFails_hourlySamplesAreThinnedWhileTheyAreTakenOver() {
        failsWith(1_000, Duration.ofHours(1), false);
    }

    @Test
    void diskFails_samplesOfWeeksAreThinnedAsWell_untilTheyFit() {
        failsWith(300, Duration.ofDays(10), true);
    }

    private void failsWith(int samples, Duration every, boolean states) {
        try (OverflowDeviceStore store = OverflowDeviceStore.open(directory, LIMITS, CLOCK)) {
            collect(store, samples, every, states);
            assertThat(SampleThinning.size(store.database())).isGreaterThan(2 * MEMORY);
            long pages = store.database().number("PRAGMA page_count");
            store.database().number("PRAGMA max_page_count = " + pages);
            int more = 0;
            while (store.status().place() == Place.DISK) {
                Instant at = NOON.plus(every.multipliedBy(samples + more));
                store.outbox()
                        .enqueue(
                                reading(more % PRINTERS, 1_000 + samples + more, at)
                                        .sample(),
                                at);
                more++;
            }
            assertThat(SampleThinning.size(store.database())).isLessThan(MEMORY + 1_000);
            assertThat(store.outbox().count(RecordKind.DEVICE)).isEqualTo(states ? PRINTERS : 0);
            Ledger ledger = store.outbox().ledger();
            assertThat(ledger.balanced()).as(ledger.toString()).isTrue();
            assertThat(ledger.dropped()).as(ledger.toString()).isZero();
            assertThat(ledger.coalesced()).isPositive();
            totalsRise(store);
            sendAll(store);
        }
    }

    /// What is left of each printer is in order, and its last total is there.
    private static void totalsRise(OverflowDeviceStore store) {
        Map<String, Long> last = new HashMap<>();
        List<QueuedRecord> records = store.outbox().peek(RecordKind.METRICS, 1_000_000, Long.MAX_VALUE);
        for (QueuedRecord record : records) {
            Matcher total = TOTAL.matcher(new String(record.payload(), StandardCharsets.UTF_8));
            assertThat(total.find()).isTrue();
            long now = Long.parseLong(total.group(1));
            Long before = last.put(record.printer().toString(), now);
            assertThat(before == null || before < now).isTrue();
        }
        store.database().each("SELECT printer_key, detail FROM metrics", row -> {
            Matcher total = TOTAL.matcher(row.getString(2));
            assertThat(total.find()).isTrue();
            assertThat(last.get(row.getString(1))).isGreaterThanOrEqualTo(Long.parseLong(total.group(1)));
            return true;
        });
    }

    @Test
    void queueLeftUnderOtherLimits_isNotThinned_asLongAsItDoesNotGrow() {
        assertThat(QueueBounds.inFile(50_000_000, 0)).isEqualTo(QueueBounds.IN_FILE);
        assertThat(QueueBounds.ofOtherLimits(50_000_000, 300_000_000))
                .as("restarts may have brought it there")
                .isFalse();
        assertThat(QueueBounds.ofOtherLimits(50_000_000, 2_000_000_000)).isTrue();
        assertThat(QueueBounds.inFile(50_000_000, 2_000_000_000).most()).isBetween(2_000_000_000L, 2_040_000_000L);
        assertThat(QueueBounds.inFile(1_000_000_000, 0)).isEqualTo(QueueBounds.inMemory(1_000_000_000));
    }
}
