package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.sqlite.DataDirectory;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore;
import io.printmaster.agent.store.sqlite.OverflowLimits;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Weeks without a server at the agent's real store, read every half hour: what it had to keep is compared with what
/// it gives out in the end.
final class MonthOfOutage {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration EVERY = Duration.ofMinutes(30);
    private static final int PAGE = 5_000;

    private final Path data;
    private final int printers;
    private final int days;
    private final long[] totals;
    private final long[] seenTotals;
    private final List<List<String>> statuses = new ArrayList<>();
    private final List<List<String>> seenStatuses = new ArrayList<>();
    private final List<BitSet> hours = new ArrayList<>();
    private final List<BitSet> seenHours = new ArrayList<>();
    private long mostBytes;
    private Ledger ledger = new Ledger(0, 0, 0, 0, 0, 0);

    MonthOfOutage(Path data, int printers, int days) {
        this.data = data;
        this.printers = printers;
        this.days = days;
        this.totals = new long[printers];
        this.seenTotals = new long[printers];
        for (int n = 0; n < printers; n++) {
            statuses.add(new ArrayList<>());
            seenStatuses.add(new ArrayList<>());
            hours.add(new BitSet());
            seenHours.add(new BitSet());
        }
    }

    /// What the spill took on the disk at its largest, its log included.
    long mostBytes() {
        return mostBytes;
    }

    void pass() throws IOException {
        VirtualTime time = new VirtualTime(START);
        try (DataDirectory held = DataDirectory.take(data);
                OverflowDeviceStore store = open(held, time)) {
            for (int cycle = 0; cycle < days * 48; cycle++) {
                for (int n = 0; n < printers; n++) {
                    read(store, n, time.instant());
                }
                time.pass(EVERY);
                store.check(Duration.between(START, time.instant()));
                mostBytes = Math.max(mostBytes, size("devices.db") + size("devices.db-wal"));
            }
            ledger = store.outbox().ledger();
            System.out.println("outage of " + days + " days: " + printers + " printers, " + mostBytes
                    + " bytes on the disk, " + store.outbox().count(RecordKind.METRICS) + " samples and "
                    + store.outbox().count(RecordKind.DEVICE) + " device records wait, " + ledger);
        }
    }

    private static OverflowDeviceStore open(DataDirectory held, VirtualTime time) {
        return OverflowDeviceStore.open(held, new OverflowLimits(50_000_000, Duration.ofMinutes(10), 1_000), time);
    }

    private long size(String name) throws IOException {
        Path file = data.resolve(name);
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /// As the survey takes a reading in: the printer's state, a device record when something changed, a sample.
    private void read(OverflowDeviceStore store, int n, Instant at) {
        Reading reading = CannedPrinters.reading(n, at);
        PrinterStatus status = reading.printer().condition().status();
        boolean silent = status == PrinterStatus.OFFLINE;
        boolean news = statuses.get(n).isEmpty() || !statuses.get(n).getLast().equals(status.word());
        if (silent && !news) {
            return;
        }
        long total = CannedPrinters.total(n, at);
        boolean moved = !silent && total != totals[n];
        Sighting sighting =
                new Sighting(InetAddress.getLoopbackAddress(), 161, Sighting.Door.SNMP, "community 1", at, Map.of());
        store.transaction(() -> {
            store.printers().put(new KnownPrinter(reading, sighting, Optional.of(at)));
            if (news || moved) {
                store.outbox().enqueue(reading.printer(), at);
            }
            if (!silent) {
                store.outbox().enqueue(reading.sample(), at);
            }
            return true;
        });
        if (news) {
            statuses.get(n).add(status.word());
        }
        if (!silent) {
            totals[n] = total;
            hours.get(n).set(hour(at));
        }
    }

    private static int hour(Instant at) {
        return (int) Duration.between(START, at).toHours();
    }

    /// Takes everything out, as the upload does it, from a store that was opened anew.
    void judge() {
        VirtualTime time = new VirtualTime(START.plus(Duration.ofDays(days)));
        try (DataDirectory held = DataDirectory.take(data);
                OverflowDeviceStore store = open(held, time)) {
            assertThat(store.damage()).isEmpty();
            for (RecordKind kind : RecordKind.values()) {
                for (List<QueuedRecord> page = page(store, kind); !page.isEmpty(); page = page(store, kind)) {
                    page.forEach(record -> seen(kind, record));
                    store.outbox().forget(page.stream().map(QueuedRecord::id).toList(), time.instant());
                }
            }
            assertThat(store.outbox().ledger().balanced()).isTrue();
        }
        assertThat(ledger.dropped()).isZero();
        assertThat(seenTotals).as("totals").isEqualTo(totals);
        for (int n = 0; n < printers; n++) {
            assertThat(seenStatuses.get(n))
                    .as("changes of status of printer %d", n)
                    .isEqualTo(statuses.get(n));
            assertThat(seenHours.get(n)).as("hours of printer %d", n).isEqualTo(hours.get(n));
        }
    }

    private static List<QueuedRecord> page(OverflowDeviceStore store, RecordKind kind) {
        return store.outbox().peek(kind, PAGE, Long.MAX_VALUE);
    }

    private void seen(RecordKind kind, QueuedRecord record) {
        JsonNode json = JSON.readTree(new String(record.payload(), StandardCharsets.UTF_8));
        String serial = json.path("serial").asString();
        int n = Integer.parseInt(serial.substring(serial.length() - 7));
        if (kind == RecordKind.DEVICE) {
            List<String> before = seenStatuses.get(n);
            String status = json.path("status").asString();
            if (before.isEmpty() || !before.getLast().equals(status)) {
                before.add(status);
            }
            return;
        }
        long total = json.at("/counters/total").asLong();
        assertThat(total).as("the total of printer %d never falls", n).isGreaterThanOrEqualTo(seenTotals[n]);
        seenTotals[n] = total;
        seenHours.get(n).set(hour(Instant.parse(json.path("timestamp").asString())));
    }
}
