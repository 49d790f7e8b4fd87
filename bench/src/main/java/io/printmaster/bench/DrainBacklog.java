package io.printmaster.bench;

import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.sqlite.DataDirectory;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import io.printmaster.agent.upload.UploadStatistics;
import io.printmaster.model.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// How fast a backlog goes from the agent's file through HTTPS into the server's SQLite, agent and server in one
/// process.
///
/// Arguments: printers (1000), samples of each (288: a day of an outage, one in five minutes).
public final class DrainBacklog {
    private DrainBacklog() {}

    /// Runs it in a directory of its own, which it leaves in place.
    public static void main(String[] arguments) throws Exception {
        int printers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        int samples = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 288;
        Path directory = Files.createTempDirectory("drain-backlog");
        try (DataDirectory own = DataDirectory.take(Files.createDirectory(directory.resolve("agent")));
                SqliteDeviceStore store = SqliteDeviceStore.inFile(own, Clock.systemUTC());
                BenchSite site =
                        BenchSite.start(Files.createDirectory(directory.resolve("server")), store, Clock.systemUTC())) {
            fill(store, printers, samples);
            long began = System.nanoTime();
            while (store.outbox().count(RecordKind.METRICS) > 0) {
                site.uploads.round();
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            UploadStatistics told = site.uploads.statistics();
            System.out.printf(
                    "%d records in %.1f s: %.0f a second; %d requests, %.1f MB, on the wire %.1f MB%n",
                    told.records(),
                    took.toMillis() / 1e3,
                    told.records() / (took.toNanos() / 1e9),
                    told.batches(),
                    told.bytes() / 1e6,
                    told.wireBytes() / 1e6);
            told.newest().stream().limit(5).forEach(System.out::println);
            System.out.println(store.outbox().ledger());
        }
    }

    private static void fill(DeviceStore store, int printers, int samples) {
        OfficeFleet fleet = new OfficeFleet(Clock.systemUTC(), true);
        Instant start = OfficeFleet.MIDNIGHT;
        long began = System.nanoTime();
        for (int i = 0; i < samples; i++) {
            Instant at = start.plus(Duration.ofMinutes(5L * i));
            boolean first = i == 0;
            store.transaction(() -> {
                for (int printer = 0; printer < printers; printer++) {
                    Reading reading = fleet.reading(printer, at);
                    if (first) {
                        store.outbox().enqueue(reading.printer(), at);
                    }
                    store.outbox().enqueue(reading.sample(), at);
                }
                return true;
            });
        }
        System.out.printf("%d samples queued in %.1f s%n", printers * samples, (System.nanoTime() - began) / 1e9);
    }
}
