package io.printmaster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Heartbeats a second that a server takes, started by the launcher, each stored and audited in a durable commit before
/// it is answered; then how long they take at half of that and at 2,500 a second: `Heartbeats [CONNECTIONS [AGENTS
/// [SECONDS]]]`. Only on Linux, in the repository's root.
public final class Heartbeats {
    private static final String ROW = "%-42s %10s %9s %9s%n";

    private Heartbeats() {}

    /// Prints a table on standard output.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int connections = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 128;
        int agents = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 512;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "bench-heartbeats-");
        try (BenchServer server = BenchServer.start(directory.resolve("data"), Optional.empty());
                LoadProcess load = LoadProcess.start(
                        HeartbeatLoad.class, server.port(), server.authority(), connections, agents)) {
            load.await();
            load.order(seconds, 0); // warms up
            System.out.printf(ROW, connections + " connections, " + agents + " agents", "a second", "p50 ms", "p99 ms");
            Map<String, Long> before = ThreadCosts.of(server.pid());
            long own = ProcessCost.of(load.pid()).processorTime().toMillis();
            IngestLoad.Result most = IngestLoad.Result.of(load.order(seconds, 0));
            print("as fast as they are answered", most);
            Map<String, Long> costs = ThreadCosts.since(before, ThreadCosts.of(server.pid()));
            own = ProcessCost.of(load.pid()).processorTime().toMillis() - own;
            print("at half of that", IngestLoad.Result.of(load.order(seconds, most.speed() / 2)));
            print("at 2,500 a second", IngestLoad.Result.of(load.order(seconds, 2_500)));
            System.out.printf("%nProcessor time of a heartbeat, microseconds, of both cores:%n");
            costs.forEach((kind, millis) ->
                    System.out.printf("%-42s %10.1f%n", "server: " + kind, millis * 1e3 / most.rows()));
            System.out.printf("%-42s %10.1f%n", "load generator", own * 1e3 / most.rows());
        } finally {
            BenchServer.delete(directory);
        }
    }

    private static void print(String what, IngestLoad.Result result) {
        System.out.printf(
                ROW,
                what,
                "%.0f".formatted(result.speed()),
                "%.1f".formatted(result.p50() / 1e6),
                "%.1f".formatted(result.p99() / 1e6));
    }
}
