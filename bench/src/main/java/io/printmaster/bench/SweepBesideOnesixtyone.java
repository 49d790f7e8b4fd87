package io.printmaster.bench;

import io.printmaster.agent.discover.CredentialBook;
import io.printmaster.agent.discover.FindProgress;
import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Reach;
import io.printmaster.agent.discover.SnmpSweep;
import io.printmaster.agent.discover.SweepSettings;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.snmp4j.Snmp4jClient;
import io.printmaster.agent.snmp.snmp4j.Snmp4jDatagrams;
import io.printmaster.program.Secret;
import io.printmaster.simulator.SimulatedSite;
import io.printmaster.simulator.SitePlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// The sweep beside Debian's `onesixtyone`, one after the other over the same simulated printers on the
/// loopback network: `SweepBesideOnesixtyone [CIDR [PRINTERS [RATE]]]`. `onesixtyone` asks every address
/// once, by SNMPv1; the sweep asks silent addresses up to five times, by SNMPv1, v2c and v3, and tells
/// printers from the rest.
public final class SweepBesideOnesixtyone {
    private static final Path ONESIXTYONE = Path.of("/usr/bin/onesixtyone");
    private static final String ROW = "%-34s %8s %10s %12s %10s%n";

    private SweepBesideOnesixtyone() {}

    private record Result(String name, int found, double seconds, long packets) {}

    /// Prints the table on standard output.
    public static void main(String[] arguments) throws Exception {
        String network = arguments.length > 0 ? arguments[0] : "127.97.0.0/20";
        int printers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        int rate = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1000;
        try (SimulatedSite site = SimulatedSite.start(
                SitePlan.of(printers, Clock.systemUTC()).network(network).spread(true))) {
            List<Result> sweep = sweep(network, site.port(), rate);
            Result ours = sweep.getLast();
            System.out.printf(ROW, network + ", " + printers + " printers", "found", "seconds", "packets/s", "ratio");
            sweep.forEach(result -> print(result, ours));
            if (Files.isExecutable(ONESIXTYONE)) {
                // Whole milliseconds between packets are what it can be told.
                print(onesixtyone(network, site.port(), Math.max(1, 1000 / rate)), ours);
                print(onesixtyone(network, site.port(), 10), ours);
            } else {
                System.out.println(
                        "onesixtyone is not installed (apt-get install onesixtyone); nothing to compare with");
            }
        }
    }

    private static void print(Result result, Result ours) {
        System.out.printf(
                ROW,
                result.name,
                result.found,
                "%.1f".formatted(result.seconds),
                "%.0f".formatted(result.packets / result.seconds),
                "%.2f".formatted(result.seconds / ours.seconds));
    }

    private static List<Result> sweep(String network, int port, int rate) throws Exception {
        List<SnmpCredential> credentials = List.of(
                new SnmpCredential.Community("v2c", SnmpCredential.Version.V2C, new Secret("public")),
                new SnmpCredential.Community("v1", SnmpCredential.Version.V1, new Secret("public")));
        try (Snmp4jClient client = new Snmp4jClient()) {
            client.start();
            SnmpSweep sweep = new SnmpSweep(new SnmpSweep.Setup(
                    SnmpSweep.Tools.ofThisMachine(client, new Snmp4jDatagrams()),
                    new SweepSettings(
                            port, CredentialBook.of(credentials), rate, 300, 2, Duration.ofSeconds(1), false, false),
                    Reach.TARGETS,
                    new SnmpSweep.Time(Clock.systemUTC(), System::nanoTime),
                    new Random(1)));
            AtomicReference<FindProgress> last = new AtomicReference<>(FindProgress.NONE);
            FindSummary summary = sweep.find(
                    TargetList.parse(List.of(network), TargetList.DEFAULT_MAX_ADDRESSES),
                    sighting -> last.set(sweep.progress().orElse(FindProgress.NONE)));
            int found = (int) summary.candidates();
            FindProgress then = Objects.requireNonNullElse(last.get(), FindProgress.NONE);
            return List.of(
                    new Result("sweep, until the last was found", found, seconds(then.elapsed()), then.packets()),
                    new Result("sweep, three rounds", found, seconds(summary.elapsed()), summary.packets()));
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Result onesixtyone(String network, int port, int millis) throws IOException, InterruptedException {
        long started = System.nanoTime();
        Process process = new ProcessBuilder(
                        ONESIXTYONE.toString(),
                        "-p",
                        Integer.toString(port),
                        "-w",
                        Integer.toString(millis),
                        network,
                        "public")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        Set<String> found = new HashSet<>();
        for (String line : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            if (line.startsWith("127.")) {
                found.add(line.substring(0, line.indexOf(' ')));
            }
        }
        process.waitFor();
        double seconds = (System.nanoTime() - started) / 1e9;
        long addresses = TargetList.parse(List.of(network), TargetList.DEFAULT_MAX_ADDRESSES)
                .size();
        return new Result("onesixtyone, one round, -w " + millis, found.size(), seconds, addresses);
    }
}
