package io.printmaster.bench;

import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.sqlite.DataDirectory;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore.Place;
import io.printmaster.agent.store.sqlite.OverflowLimits;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// How long whoever records a reading waits while a full store goes from memory to the disk, and back again.
///
/// Arguments: megabytes in memory (50), rounds (3), directory to spill to (a temporary one). Recorders write without a
/// pause, far more than a survey does; what was recorded is compared with what comes out.
public final class ModeSwitchPause {
    private static final int RECORDERS = 4;
    private static final int PRINTERS = 1_000;
    private static final int PAGE = 500;
    private static final int STREAM = 20_000;

    private final OverflowDeviceStore store;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean news = new AtomicBoolean(true);
    private final AtomicLong recorded = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private final Map<String, Instant> last = new HashMap<>();
    private long sent;

    private ModeSwitchPause(OverflowDeviceStore store) {
        this.store = store;
    }

    /// Runs it.
    public static void main(String[] arguments) throws Exception {
        int megabytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        Path folder = arguments.length > 2 ? Path.of(arguments[2]) : Files.createTempDirectory("mode-switch");
        OverflowLimits limits = new OverflowLimits(1_000_000L * megabytes, Duration.ofMinutes(10), Integer.MAX_VALUE);
        try (DataDirectory directory = DataDirectory.take(folder);
                OverflowDeviceStore store = OverflowDeviceStore.open(directory, limits, Clock.systemUTC())) {
            new ModeSwitchPause(store).run(rounds);
        }
    }

    private void run(int rounds) throws InterruptedException {
        List<Thread> recorders = IntStream.range(0, RECORDERS)
                .mapToObj(n -> Thread.ofPlatform().name("recorder-" + n).unstarted(() -> record(n)))
                .toList();
        recorders.forEach(Thread::start);
        System.out.println(
                "| round | records in memory | longest wait, filling | spilling | on the disk | returning |");
        System.out.println("|---|---|---|---|---|---|");
        for (int round = 1; round <= rounds; round++) {
            String filling = longest();
            while (store.status().place() == Place.MEMORY) {
                TimeUnit.MILLISECONDS.sleep(50);
                filling = longest();
                store.check(Duration.ZERO);
            }
            String spilling = longest();
            int waiting = store.outbox().count(RecordKind.METRICS);
            // What nobody would send is recorded all the same: so the queue can become empty.
            news.set(false);
            while (store.outbox().count(RecordKind.METRICS) > 0) {
                drain();
            }
            String onDisk = longest();
            store.check(Duration.ZERO);
            String returning = longest();
            if (store.status().place() != Place.MEMORY) {
                throw new IllegalStateException("an empty queue stays on the disk");
            }
            news.set(true);
            System.out.printf(
                    "| %d | %d | %s | %s | %s | %s |%n", round, waiting, filling, spilling, onDisk, returning);
        }
        over.set(true);
        for (Thread recorder : recorders) {
            recorder.join();
        }
        while (store.outbox().count(RecordKind.METRICS) > 0) {
            drain();
        }
        System.out.printf(
                "%d readings recorded, %d samples came out, in the order of each printer; %s%n",
                recorded.get(), sent, store.outbox().ledger());
        if (recorded.get() != sent) {
            throw new IllegalStateException("samples were lost");
        }
    }

    /// Since the last question, of all who wait no more.
    private String longest() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(100);
        return "%.0f ms".formatted(longestNanos.getAndSet(0) / 1e6);
    }

    private void record(int recorder) {
        OfficeFleet fleet = new OfficeFleet(Clock.systemUTC(), false);
        for (int round = 0; !over.get(); round++) {
            Instant at = OfficeFleet.MIDNIGHT.plus(Duration.ofMinutes(round));
            for (int printer = recorder; printer < PRINTERS && !over.get(); printer += RECORDERS) {
                Reading reading = fleet.reading(printer, at);
                Sighting sighting =
                        new Sighting(InetAddress.getLoopbackAddress(), 161, Sighting.Door.SNMP, "public", at, Map.of());
                long began = System.nanoTime();
                store.transaction(() -> {
                    store.printers().put(new KnownPrinter(reading, sighting, Optional.of(at)));
                    if (news.get()) {
                        store.outbox().enqueue(reading.sample(), at);
                        recorded.incrementAndGet();
                    }
                    return true;
                });
                longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
            }
        }
    }

    /// As the upload does it: a stream's records are read in small pages, and forgotten together.
    private void drain() {
        List<Long> ids = new ArrayList<>();
        List<QueuedRecord> page = List.of();
        do {
            long after = page.isEmpty() ? 0 : page.getLast().id();
            page = store.outbox().after(RecordKind.METRICS, after, PAGE, Long.MAX_VALUE);
            page.forEach(this::comesOut);
            page.forEach(record -> ids.add(record.id()));
        } while (!page.isEmpty() && ids.size() < STREAM);
        sent += store.outbox().forget(ids, Instant.now());
    }

    private void comesOut(QueuedRecord record) {
        Instant before = last.put(record.printer().toString(), record.queuedAt());
        if (before != null && !before.isBefore(record.queuedAt())) {
            throw new IllegalStateException(record.printer() + " is out of order at " + record.queuedAt());
        }
    }
}
