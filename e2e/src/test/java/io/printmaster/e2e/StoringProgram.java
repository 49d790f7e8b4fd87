package io.printmaster.e2e;

import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.store.StoreFault;
import io.printmaster.agent.store.sqlite.DataDirectory;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore;
import io.printmaster.agent.store.sqlite.OverflowLimits;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A program whose disk fails: the agent's real store during an outage, which collects a sample every few milliseconds
/// and says where it is: `place PLACE collected N balanced B`.
final class StoringProgram {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private StoringProgram() {}

    /// Runs until it is killed.
    ///
    /// @param words the data directory
    public static void main(String[] words) throws InterruptedException {
        DataDirectory directory = DataDirectory.take(Path.of(words[0]));
        OverflowDeviceStore store = OverflowDeviceStore.open(
                directory, new OverflowLimits(50_000_000, Duration.ofMinutes(10), 1_000_000), Clock.systemUTC());
        for (int number = 0; ; number++) {
            try {
                collect(store, number);
                store.check(Duration.ofHours(1));
                Ledger ledger = store.outbox().ledger();
                System.out.println("place " + store.status().place().word() + " collected " + ledger.collected()
                        + " balanced " + ledger.balanced() + " dropped " + ledger.dropped());
            } catch (StoreFault e) {
                System.out.println("fault " + e.kind() + " " + e.getMessage());
            }
            // Without a pause nobody could read along.
            Thread.sleep(5);
        }
    }

    private static void collect(OverflowDeviceStore store, int number) {
        Reading reading = CannedPrinters.reading(number % 50, START.plusSeconds(number));
        Sighting sighting = new Sighting(
                InetAddress.getLoopbackAddress(), 161, Sighting.Door.SNMP, "community 1", reading.at(), Map.of());
        store.transaction(() -> {
            store.printers().put(new KnownPrinter(reading, sighting, Optional.of(reading.at())));
            store.outbox().enqueue(reading.sample(), reading.at());
            return true;
        });
    }
}
