package io.printmaster.bench;

import io.printmaster.agent.read.ReadCounts;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.read.ReadSettings;
import io.printmaster.agent.read.SnmpPrinterReader;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.snmp4j.Snmp4jClient;
import io.printmaster.model.Sighting;
import io.printmaster.program.Secret;
import io.printmaster.simulator.SimulatedPrinter;
import io.printmaster.simulator.SimulatedSite;
import io.printmaster.simulator.SitePlan;
import io.printmaster.simulator.profile.Profile;
import io.printmaster.simulator.profile.Profiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Reads simulated printers with our reader, as a whole and then their state, and beside it walks the same tables
/// of the same printers with net-snmp's `snmpbulkwalk`, so many processes at a time. Prints times, requests and
/// ratios.
///
/// Arguments: the number of printers (1000), how many are read at a time (64, the agent's default), how many
/// processes walk at a time (16). Simulator and readers share the machine's cores.
public final class ReadingSideBySide {
    private static final String WALKER = "snmpbulkwalk";
    /// What our reader reads of the standard, too.
    private static final List<String> SUBTREES =
            List.of("1.3.6.1.2.1.1", "1.3.6.1.2.1.2.2.1", "1.3.6.1.2.1.25.3", "1.3.6.1.2.1.43");

    private final SimulatedSite site;

    private ReadingSideBySide(SimulatedSite site) {
        this.site = site;
    }

    /// One job for one printer.
    private interface Job {
        void run(SimulatedPrinter printer) throws IOException, InterruptedException;
    }

    /// What came of a run.
    private record Run(String what, Duration time, double requests) {
        double perSecond(int printers) {
            return printers / (time.toNanos() / 1e9);
        }
    }

    /// Runs the comparison.
    ///
    /// @throws IOException when the simulated printers cannot be started
    public static void main(String[] args) throws IOException, InterruptedException {
        int printers = Arguments.number(args, 0, 1000);
        int readers = Arguments.number(args, 1, 64);
        int walkers = Arguments.number(args, 2, 16);
        // snmpbulkwalk needs GETBULK, so printers without it are left out for both.
        List<Profile> profiles = Profiles.all().stream()
                .filter(Predicate.not(Profile::v1Only).and(Profile::bulk))
                .toList();
        SitePlan plan =
                SitePlan.of(printers, Clock.systemUTC()).profiles(profiles).network("127.41.0.0/16");
        try (SimulatedSite site = SimulatedSite.start(plan)) {
            new ReadingSideBySide(site).compare(readers, walkers);
        }
    }

    private void compare(int readers, int walkers) throws IOException, InterruptedException {
        List<Run> runs = new ArrayList<>(ours(readers));
        if (isInstalled()) {
            runs.add(timed(WALKER + ", " + walkers + " processes", walkers, ReadingSideBySide::walk));
        } else {
            System.out.println(WALKER + " is not installed; its line is left out");
        }
        System.out.println("| way | time | printers/s | requests a printer | time against the first |");
        System.out.println("|---|---|---|---|---|");
        double first = runs.getFirst().time().toNanos();
        for (Run run : runs) {
            System.out.printf(
                    "| %s | %.1f s | %.0f | %.1f | %.2f |%n",
                    run.what(),
                    run.time().toMillis() / 1000.0,
                    run.perSecond(site.printers().size()),
                    run.requests(),
                    run.time().toNanos() / first);
        }
        int busiest = site.printers().stream()
                .mapToInt(SimulatedPrinter::busiestSecond)
                .max()
                .orElse(0);
        System.out.println("most requests that one printer got in one second: " + busiest
                + (isInstalled() ? " (" + WALKER + " included)" : ""));
    }

    private List<Run> ours(int readers) throws IOException, InterruptedException {
        SnmpCredential credential =
                new SnmpCredential.Community("site", SnmpCredential.Version.V2C, new Secret("public"));
        try (Snmp4jClient client = new Snmp4jClient()) {
            client.start();
            SnmpPrinterReader reader = new SnmpPrinterReader(
                    client, Map.of(credential.name(), credential), ReadSettings.DEFAULT, Clock.systemUTC());
            AtomicInteger unread = new AtomicInteger();
            Job read = printer -> {
                Sighting sighting = new Sighting(
                        printer.address(),
                        printer.port(),
                        Sighting.Door.SNMP,
                        credential.name(),
                        Clock.systemUTC().instant(),
                        Map.of());
                if (!(reader.read(sighting) instanceof ReadOutcome.Read)) {
                    unread.incrementAndGet();
                }
            };
            Run whole = timed("our reader, everything, " + readers + " at a time", readers, read);
            ReadCounts counts = reader.counts();
            System.out.printf("requests a printer, everything, by our own count: %.1f%n", counts.requestsPerReading());
            Run state = timed("our reader, the state, " + readers + " at a time", readers, read);
            System.out.printf(
                    "requests a printer, the state, by our own count: %.1f%n",
                    reader.counts().since(counts).requestsPerReading());
            System.out.println("not read: " + unread.get());
            return List.of(whole, state);
        }
    }

    private Run timed(String what, int atATime, Job job) throws InterruptedException {
        long requestsBefore = site.requests();
        long start = System.nanoTime();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(atATime, Thread.ofVirtual().factory())) {
            List<Future<?>> jobs = new ArrayList<>();
            for (SimulatedPrinter printer : site.printers()) {
                jobs.add(threads.submit(() -> {
                    job.run(printer);
                    return null;
                }));
            }
            for (Future<?> each : jobs) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(what + " failed", e.getCause());
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        double requests =
                (double) (site.requests() - requestsBefore) / site.printers().size();
        return new Run(what, time, requests);
    }

    private static void walk(SimulatedPrinter printer) throws IOException, InterruptedException {
        for (String subtree : SUBTREES) {
            run(WALKER, "-v2c", "-cpublic", "-On", "-t1", "-r2", target(printer), subtree);
        }
    }

    private static String target(SimulatedPrinter printer) {
        return printer.address().getHostAddress() + ":" + printer.port();
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            run(WALKER, "-V");
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
    }
}
