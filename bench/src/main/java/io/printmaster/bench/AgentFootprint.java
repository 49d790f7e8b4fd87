package io.printmaster.bench;

import io.printmaster.simulator.SimulatedSite;
import io.printmaster.simulator.SitePlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a real agent costs at a site of simulated printers: started by the launcher, joined to a real server over TLS,
/// surveying and uploading with the default configuration. Prints memory, processor time and how soon it is ready.
///
/// Arguments: minutes of work (10), printers (1000), starts for the time until it is ready (5), and settings of
/// `[discovery]` that differ from the default, such as `interval=60` for more cycles in the same time. Options for the
/// agent's JVM to compare with come from `AGENT_JAVA_OPTIONS`. Only on Linux.
public final class AgentFootprint {
    private static final Duration SAMPLE_EVERY = Duration.ofMillis(250);
    private static final Pattern READY = Pattern.compile("Agent ready milliseconds=(\\d+)");
    private static final Pattern FINISHED = Pattern.compile("Scan finished .*?found=(\\d+)");
    private static final Pattern JOIN_STRING = Pattern.compile("pm1\\.[A-Za-z0-9_-]+");

    private final Path home;
    private final Path folder;
    private final List<String> settings;
    private final Map<String, String> environment;

    private AgentFootprint(Path home, Path folder, List<String> settings) {
        this.home = home;
        this.folder = folder;
        this.settings = settings;
        this.environment = Map.of("PRINTMASTER_JAVA_OPTIONS", System.getenv().getOrDefault("AGENT_JAVA_OPTIONS", ""));
    }

    /// A start: how long it took and what it cost until then.
    private record Start(long millis, Duration processorTime) {}

    /// One moment of the work.
    private record Moment(Duration since, ProcessCost cost) {}

    /// Runs the measurement.
    ///
    /// @throws IOException when a program or a printer cannot be started
    public static void main(String[] args) throws IOException, InterruptedException {
        int minutes = Arguments.number(args, 0, 10);
        int printers = Arguments.number(args, 1, 1000);
        int starts = Arguments.number(args, 2, 5);
        List<String> settings = Stream.of(args).skip(3).toList();
        Path folder = Files.createTempDirectory("footprint");
        try (SimulatedSite site =
                SimulatedSite.start(SitePlan.of(printers, Clock.systemUTC()).network("127.42.0.0/16"))) {
            new AgentFootprint(launcherHome(), folder, settings).measure(site, Duration.ofMinutes(minutes), starts);
        } finally {
            delete(folder);
        }
    }

    private static Path launcherHome() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(here.resolve("printmaster"))) {
            here = here.getParent();
            if (here == null) {
                throw new IllegalStateException("run this inside the repository");
            }
        }
        return here;
    }

    private void measure(SimulatedSite site, Duration time, int starts) throws IOException, InterruptedException {
        String url = "https://localhost:" + freePort();
        String data = folder.resolve("server").toString();
        List<String> run = List.of(
                "server",
                "run",
                "--data-dir",
                data,
                "--listen",
                url.substring("https://".length()),
                "--public-url",
                url);
        try (Launched server = Launched.start(home, folder.resolve("server.log"), Map.of(), run)) {
            server.await(Pattern.compile("Server listening"));
            String join = join(data, url);
            Path config = config(site);
            Launched.run(
                    home, folder.resolve("joined.log"), List.of("agent", "join", join, "--config", config.toString()));
            List<Start> started = new ArrayList<>();
            for (int i = 1; i < starts; i++) {
                try (Launched agent = agent(config, i)) {
                    started.add(ready(agent));
                }
            }
            try (Launched agent = agent(config, 0)) {
                started.add(ready(agent));
                work(agent, time, site.printers().size(), started);
            }
        }
    }

    private String join(String data, String url) throws IOException, InterruptedException {
        List<String> create = List.of("server", "join-token", "create", "--data-dir", data, "--public-url", url);
        return JOIN_STRING
                .matcher(Launched.run(home, folder.resolve("join.log"), create))
                .results()
                .findFirst()
                .orElseThrow()
                .group();
    }

    private Path config(SimulatedSite site) throws IOException {
        List<String> ends = Stream.of(
                        site.printers().getFirst(), site.printers().getLast())
                .map(printer -> printer.address().getHostAddress())
                .toList();
        return Files.writeString(folder.resolve("config.ini"), """
                [discovery]
                ranges = %s-%s
                %s

                [snmp]
                port = %d

                [storage]
                data_dir = %s
                """.formatted(
                ends.getFirst(), ends.getLast(), String.join("\n", settings), site.port(), folder.resolve("agent")));
    }

    private Launched agent(Path config, int start) throws IOException {
        return Launched.start(
                home,
                folder.resolve("agent-" + start + ".log"),
                environment,
                List.of("agent", "run", "--config", config.toString()));
    }

    private static Start ready(Launched agent) throws IOException, InterruptedException {
        long millis = Long.parseLong(agent.await(READY).group(1));
        return new Start(millis, ProcessCost.of(agent.pid()).processorTime());
    }

    private void work(Launched agent, Duration time, int printers, List<Start> starts)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<Moment> moments = new ArrayList<>();
        Duration since = Duration.ZERO;
        Duration firstCycle = time;
        while (since.compareTo(time) < 0) {
            TimeUnit.MILLISECONDS.sleep(SAMPLE_EVERY.toMillis());
            since = Duration.ofNanos(System.nanoTime() - began);
            moments.add(new Moment(since, ProcessCost.of(agent.pid())));
            if (firstCycle.equals(time)
                    && FINISHED.matcher(Files.readString(folder.resolve("agent-0.log")))
                            .find()) {
                firstCycle = since;
            }
        }
        String status = Launched.run(
                home,
                folder.resolve("status.log"),
                List.of(
                        "agent",
                        "status",
                        "--config",
                        folder.resolve("config.ini").toString()));
        System.out.println(status.strip());
        print(moments, firstCycle, starts, printers);
    }

    private static void print(List<Moment> moments, Duration firstCycle, List<Start> starts, int printers) {
        Moment last = moments.getLast();
        Moment settled = moments.stream()
                .filter(moment -> moment.since().compareTo(firstCycle) >= 0)
                .findFirst()
                .orElse(last);
        List<Start> sorted =
                starts.stream().sorted(Comparator.comparingLong(Start::millis)).toList();
        Start median = sorted.get(sorted.size() / 2);
        System.out.println();
        System.out.printf(
                "| an agent at %d printers, %d s | measured | aim |%n|---|---|---|%n",
                printers, last.since().toSeconds());
        row("RssAnon, most", mb(most(moments, ProcessCost::anonymousKb)), "80 MB, better 64");
        row("RssAnon, median", mb(median(moments, ProcessCost::anonymousKb)), "");
        row("RssAnon, end", mb(last.cost().anonymousKb()), "");
        row("RSS, most", mb(last.cost().mostKb()), "120 MB");
        row("RSS, most in the first cycle", mb(settled.cost().mostKb()), "");
        row("RSS, end", mb(last.cost().residentKb()), "");
        row("threads, end", Integer.toString(last.cost().threads()), "");
        row("of one core, start and first cycle included", share(Duration.ZERO, Duration.ZERO, last), "2 %");
        row(
                "of one core, after the first cycle",
                share(settled.since(), settled.cost().processorTime(), last),
                "");
        row(
                "processor time until the end of the first cycle",
                seconds(settled.cost().processorTime()),
                "");
        row("ready after, median of " + sorted.size(), median.millis() + " ms", "700 ms");
        row("ready after, best", sorted.getFirst().millis() + " ms", "");
        row(
                "processor time until ready, least",
                starts.stream()
                                .map(Start::processorTime)
                                .min(Comparator.naturalOrder())
                                .orElseThrow()
                                .toMillis() + " ms",
                "");
    }

    private static void row(String what, String measured, String aim) {
        System.out.printf("| %s | %s | %s |%n", what, measured, aim);
    }

    private static long most(List<Moment> moments, ToLongFunction<ProcessCost> of) {
        return moments.stream().map(Moment::cost).mapToLong(of).max().orElseThrow();
    }

    private static long median(List<Moment> moments, ToLongFunction<ProcessCost> of) {
        long[] sorted =
                moments.stream().map(Moment::cost).mapToLong(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static String mb(long kb) {
        return "%.1f MB".formatted(kb / 1024.0);
    }

    private static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }

    private static String share(Duration from, Duration usedBefore, Moment to) {
        double used = (double) to.cost().processorTime().minus(usedBefore).toMillis();
        return "%.2f %%"
                .formatted(100 * used / Math.max(1, to.since().minus(from).toMillis()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
