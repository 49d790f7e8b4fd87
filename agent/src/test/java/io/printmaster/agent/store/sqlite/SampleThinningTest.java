package io.printmaster.agent.store.sqlite;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static io.printmaster.agent.store.TestPrinters.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.model.Condition;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SampleThinningTest {
    private static final int FIVE_MINUTES = 300;

    private SqliteDeviceStore store = open(new QueueBounds(4_000, 8_000));

    private static SqliteDeviceStore open(QueueBounds bounds) {
        return new SqliteDeviceStore(
                DatabaseFile.openMemory("devices.db", Schema.DEVICES), false, Optional.empty(), bounds);
    }

    @AfterEach
    void close() {
        assertThat(store.outbox().ledger().balanced()).isTrue();
        store.close();
    }

    private void samples(int printer, int from, int to) {
        for (int i = from; i < to; i++) {
            Instant at = NOON.plusSeconds((long) FIVE_MINUTES * i);
            store.outbox().enqueue(reading(printer, i, at).sample(), at);
        }
    }

    private List<String> waiting() {
        return store.outbox().peek(RecordKind.METRICS, 100_000, Long.MAX_VALUE).stream()
                .map(record -> new String(record.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void whileThereIsRoom_everySampleIsKept() {
        samples(1, 0, 12);

        assertThat(store.outbox().count(RecordKind.METRICS)).isEqualTo(12);
    }

    @Test
    void aboveTheFirstBound_oneSampleAnHourIsKept_andTheNewestAlways() {
        samples(1, 0, 12 * 12);

        assertThat(store.outbox().ledger().dropped()).isZero();
        assertThat(store.outbox().ledger().coalesced()).isGreaterThan(80);
        List<String> hours = waiting().stream()
                .map(json -> json.replaceAll(".*T(\\d\\d):.*", "$1"))
                .distinct()
                .toList();
        assertThat(hours).as("every hour has one").hasSize(12);
        assertThat(waiting().getLast()).contains("\"page_count\":143");
    }

    @Test
    void aboveTheSecondBound_whatWaitsIsThinnedToADay_beforeAnythingIsDropped() {
        samples(1, 0, 12 * 24 * 20);

        assertThat(store.outbox().ledger().dropped()).isZero();
        assertThat(store.outbox().count(RecordKind.METRICS)).isLessThan(60);
        assertThat(waiting().stream()
                        .map(json -> json.replaceAll(".*(2026-\\d\\d-\\d\\d)T.*", "$1"))
                        .distinct())
                .as("every day has one")
                .hasSize(21);
    }

    @Test
    void whatCannotBeThinned_isDroppedFromTheOldestOn_andCounted() {
        for (int printer = 0; printer < 100; printer++) {
            samples(printer, 0, 1);
        }

        assertThat(store.outbox().ledger().dropped()).isPositive();
        assertThat(store.outbox().ledger().coalesced()).isZero();
        assertThat(waiting().getLast()).contains("SN00099");
        assertThat(waiting().getFirst()).doesNotContain("SN00000");
    }

    @Test
    void everyChangeOfStatus_waits_andWhatSaysTheSameIsReplaced() {
        PrinterStatus[] statuses = {
            PrinterStatus.IDLE, PrinterStatus.IDLE, PrinterStatus.DOWN, PrinterStatus.IDLE, PrinterStatus.IDLE
        };
        for (PrinterStatus status : statuses) {
            store.outbox().enqueue(with(status), NOON);
        }

        List<String> told = new ArrayList<>();
        for (QueuedRecord record : store.outbox().peek(RecordKind.DEVICE, 99, Long.MAX_VALUE)) {
            told.add(
                    new String(record.payload(), StandardCharsets.UTF_8).replaceAll(".*\"status\":\"(\\w+)\".*", "$1"));
        }
        assertThat(told).containsExactly("idle", "down", "idle");
        assertThat(store.outbox().ledger().coalesced()).isEqualTo(2);
    }

    @Test
    void changesOfStatus_giveWayBeforeSamplesAreDropped() {
        for (int i = 0; i < 100; i++) {
            store.outbox().enqueue(with(i % 2 == 0 ? PrinterStatus.IDLE : PrinterStatus.DOWN), NOON);
        }
        samples(2, 0, 1);

        assertThat(store.outbox().ledger().dropped()).isZero();
        assertThat(store.outbox().count(RecordKind.DEVICE)).isLessThan(40);
        assertThat(store.outbox().count(RecordKind.METRICS)).isEqualTo(1);
    }

    private static Printer with(PrinterStatus status) {
        Printer printer = reading(1, 1, NOON).printer();
        return new Printer(
                printer.key(),
                printer.identity(),
                printer.network(),
                new Condition(status, Set.of(), List.of(), ""),
                printer.inventory(),
                printer.provenance());
    }
}
