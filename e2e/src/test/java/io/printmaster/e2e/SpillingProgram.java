package io.printmaster.e2e;

import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.sqlite.DataDirectory;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore;
import io.printmaster.agent.store.sqlite.OverflowLimits;
import io.printmaster.model.Meters;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program to be killed: the agent's real store, which collects without end and goes to the disk and back all the
/// time. It says on its standard output what is on the disk for good, one line each: `kept FIRST LAST` are the numbers
/// of the samples that wait there now.
final class SpillingProgram {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final OverflowDeviceStore store;
    private int next;

    private SpillingProgram(OverflowDeviceStore store) {
        this.store = store;
    }

    /// Runs until it is killed.
    ///
    /// @param words the data directory, and with how many samples each round goes to the disk
    public static void main(String[] words) {
        DataDirectory directory = DataDirectory.take(Path.of(words[0]));
        OverflowDeviceStore store = OverflowDeviceStore.open(
                directory, new OverflowLimits(50_000_000, Duration.ofMinutes(10), 1_000_000), Clock.systemUTC());
        SpillingProgram program = new SpillingProgram(store);
        // What an earlier run has left is sent; samples are counted on from it.
        program.next = program.sendAll() + 1;
        System.out.println("begins " + program.next);
        for (; ; ) {
            program.round(Integer.parseInt(words[1]));
        }
    }

    private void round(int samples) {
        for (int i = 0; i < samples; i++) {
            collect();
        }
        store.check(Duration.ofHours(1));
        int first = next - samples;
        System.out.println("kept " + first + " " + (next - 1));
        for (int i = 0; i < 100; i++) {
            collect();
            System.out.println("kept " + first + " " + (next - 1));
        }
        System.out.println("kept 0 0");
        sendAll();
        store.check(Duration.ZERO);
        System.out.println("memory");
    }

    /// A sample whose total is its number.
    private void collect() {
        int number = next++;
        Reading canned = CannedPrinters.reading(number % 50, START.plusSeconds(number));
        Reading reading =
                new Reading(canned.printer(), new Meters(Map.of("total", (long) number), "impressions"), canned.at());
        Sighting sighting = new Sighting(
                InetAddress.getLoopbackAddress(), 161, Sighting.Door.SNMP, "community 1", reading.at(), Map.of());
        store.transaction(() -> {
            store.printers().put(new KnownPrinter(reading, sighting, Optional.of(reading.at())));
            store.outbox().enqueue(reading.sample(), reading.at());
            return true;
        });
    }

    private int sendAll() {
        List<QueuedRecord> all = store.outbox().peek(RecordKind.METRICS, Integer.MAX_VALUE, Long.MAX_VALUE);
        store.outbox().forget(all.stream().map(QueuedRecord::id).toList(), START);
        return all.isEmpty() ? next : (int) KilledStoreTest.total(all.getLast());
    }
}
