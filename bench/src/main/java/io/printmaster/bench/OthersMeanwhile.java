package io.printmaster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// How long the heartbeats of others take while one caller sends bodies made to exhaust the server: `OthersMeanwhile
/// [PAIRS [SECONDS [RATE]]]`. Quiet and hostile seconds in turn, on a server that has warmed up at full speed; the
/// hostile caller has the lowest priority, as if it used a processor of its own. Only on Linux, in the repository's
/// root.
public final class OthersMeanwhile {
    private static final String ROW = "%-28s %9s %10s %10s %10s %10s %8s%n";

    /// Slow callers are timed while they hold their connections, not while they make them.
    private static final int CONNECTING_SECONDS = 5;

    private OthersMeanwhile() {}

    /// Prints a table on standard output.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        int rate = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 500;
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "bench-hostile-");
        try (BenchServer server = BenchServer.start(directory.resolve("data"), Optional.empty());
                LoadProcess others =
                        LoadProcess.start(HeartbeatLoad.class, server.port(), server.authority(), 16, 256);
                LoadProcess hostile =
                        LoadProcess.startBehindOthers(HostileLoad.class, server.port(), server.authority())) {
            others.await();
            hostile.await();
            others.order(3 * seconds, 0);
            for (HostileLoad.Kind kind : HostileLoad.Kind.values()) {
                hostile.tell(kind, seconds);
                others.order(seconds, rate);
                hostile.await();
            }
            System.out.printf(
                    ROW, "others at " + rate + " a second", "sent", "p50 quiet", "p50", "p99 quiet", "p99", "ratio");
            for (HostileLoad.Kind kind : HostileLoad.Kind.values()) {
                List<IngestLoad.Result> quiet = new ArrayList<>();
                List<IngestLoad.Result> meanwhile = new ArrayList<>();
                long sent = 0;
                for (int pair = 0; pair < pairs; pair++) {
                    quiet.add(IngestLoad.Result.of(others.order(seconds, rate)));
                    int before = kind == HostileLoad.Kind.SLOW ? CONNECTING_SECONDS : 0;
                    hostile.tell(kind, seconds + before);
                    TimeUnit.SECONDS.sleep(before);
                    meanwhile.add(IngestLoad.Result.of(others.order(seconds, rate)));
                    sent += hostile.await()[0];
                }
                print(kind.words, sent, quiet, meanwhile);
            }
        } finally {
            BenchServer.delete(directory);
        }
    }

    /// Of each its median over the pairs, and the median of the ratios of p99.
    private static void print(
            String what, long sent, List<IngestLoad.Result> quiet, List<IngestLoad.Result> meanwhile) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < quiet.size(); i++) {
            ratios.add((double) meanwhile.get(i).p99() / quiet.get(i).p99());
        }
        System.out.printf(
                ROW,
                what,
                sent,
                millis(quiet.stream().map(r -> (double) r.p50()).toList()),
                millis(meanwhile.stream().map(r -> (double) r.p50()).toList()),
                millis(quiet.stream().map(r -> (double) r.p99()).toList()),
                millis(meanwhile.stream().map(r -> (double) r.p99()).toList()),
                "%.2f".formatted(median(ratios)));
    }

    private static String millis(List<Double> nanos) {
        return "%.2f".formatted(median(nanos) / 1e6);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
