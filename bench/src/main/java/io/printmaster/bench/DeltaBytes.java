package io.printmaster.bench;

import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import io.printmaster.agent.survey.Survey;
import io.printmaster.agent.survey.SurveySettings;
import io.printmaster.agent.upload.UploadStatistics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/// What a fleet costs on the line: everything once, a cycle in which nothing changed, a day in which nobody prints, a
/// working day. The real survey, store, encodings, compression and server; the printers are [OfficeFleet]'s.
///
/// Argument: printers (1000). Bytes are those of the bodies as they go out; headers and TLS add some 300 to a request.
public final class DeltaBytes {
    private static final Duration CYCLE = Duration.ofMinutes(5);
    private static final int CYCLES_A_DAY = 288;

    private Instant now = OfficeFleet.MIDNIGHT;
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private DeltaBytes() {}

    /// Prints a table; the exit code is 1 when one of the two aims is missed.
    public static void main(String[] arguments) throws Exception {
        int printers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        Path directory = Files.createTempDirectory("delta-bytes");
        long quiet = new DeltaBytes().run(printers, false, Files.createDirectory(directory.resolve("quiet")));
        long busy = new DeltaBytes().run(printers, true, Files.createDirectory(directory.resolve("busy")));
        boolean reached = quiet == 0 && busy <= 15_000L * printers;
        System.out.println(reached ? "aims reached" : "AIMS MISSED");
        if (!reached) {
            System.exit(1);
        }
    }

    private long run(int printers, boolean busy, Path directory) throws Exception {
        try (DeviceStore store = SqliteDeviceStore.inMemory();
                BenchSite site = BenchSite.start(directory, store, clock)) {
            Survey survey = new Survey(
                    List.of((targets, found) -> {
                        OfficeFleet.sightings(printers, now).forEach(found);
                        return new FindSummary(1, 1, 1, List.of(), 1, Duration.ZERO);
                    }),
                    new OfficeFleet(clock, busy),
                    store,
                    new SurveySettings(128, Duration.ofDays(1), Duration.ofHours(1)),
                    clock);
            String day = busy ? "working day" : "day on which nobody prints";
            long full = cycles(1, survey, site, day + ", the first cycle: everything");
            long next = cycles(1, survey, site, "the cycle after it");
            long all = cycles(CYCLES_A_DAY, survey, site, "the " + CYCLES_A_DAY + " cycles of a " + day);
            System.out.printf(
                    Locale.ROOT,
                    "%s; the cycle after the first is %.2f %% of it%n%n",
                    survey.delta(),
                    100.0 * next / full);
            return busy ? all : next;
        }
    }

    private long cycles(int count, Survey survey, BenchSite site, String what) throws InterruptedException {
        UploadStatistics before = site.uploads.statistics();
        TargetList nowhere = TargetList.parse(List.of("10.255.0.0/30"), 10);
        for (int i = 0; i < count; i++) {
            survey.run(nowhere);
            site.uploads.round();
            now = now.plus(CYCLE);
        }
        UploadStatistics after = site.uploads.statistics();
        long wire = after.wireBytes() - before.wireBytes();
        System.out.printf(
                Locale.ROOT,
                "%-55s %7d records %4d requests %12d bytes, gzip %10d%n",
                what,
                after.records() - before.records(),
                after.batches() - before.batches(),
                after.bytes() - before.bytes(),
                wire);
        return wire;
    }
}
