package io.printmaster.simulator.run;

import io.printmaster.program.ExitCode;
import io.printmaster.simulator.fleet.Fleet;
import io.printmaster.simulator.fleet.FleetPlan;
import io.printmaster.simulator.fleet.FleetTally;
import io.printmaster.wire.JoinString;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `printmaster simulate fleet`: lets many agents work against a server, and says what came of it.
@Command(
        name = "fleet",
        description = {
            "Agents that join a server and work like real ones, without printers to read, until Ctrl-C.",
            "For load tests of a server of your own; a line about the last seconds goes to standard error, the sum to"
                    + " standard output at the end."
        },
        mixinStandardHelpOptions = true)
final class FleetCommand implements Callable<Integer> {
    private static final int SCHEMA_VERSION = 1;
    private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--join",
            required = true,
            paramLabel = "STRING",
            description = "From 'server join-token create --uses N', with at least as many uses as agents.")
    private String join;

    @Option(names = "--agents", paramLabel = "N", description = "How many agents; default 200.")
    private @Nullable Integer agents;

    @Option(names = "--printers", paramLabel = "N", description = "Printers of each agent; default 40.")
    private @Nullable Integer printers;

    @Option(
            names = "--changing",
            paramLabel = "SHARE",
            description = "Share of the printers that have printed at each upload, 0 to 1; default 0.33.")
    private @Nullable Double changing;

    @Option(names = "--heartbeat", paramLabel = "SECONDS", description = "Pause between heartbeats; default 60.")
    private @Nullable Double heartbeat;

    @Option(
            names = "--upload",
            paramLabel = "SECONDS",
            description = "Pause between uploads; 0 uploads without a pause; default 300.")
    private @Nullable Double upload;

    @Option(names = "--connections", paramLabel = "N", description = "Connections that the agents share; default 64.")
    private @Nullable Integer connections;

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            description = "What the agents' ids begin with; the same again joins the same agents again.")
    private @Nullable String prefix;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed gives the same values; default 1.")
    private @Nullable Long seed;

    @Option(names = "--duration", paramLabel = "SECONDS", description = "Ends by itself after that; default never.")
    private @Nullable Long duration;

    @Option(names = "--json", description = "The sum as JSON.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated before it runs a command.
    FleetCommand() {}

    @Override
    public Integer call() throws Exception {
        FleetPlan plan;
        try {
            plan = plan();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        Thread onSignal = new Thread(() -> end(stop, told), "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try (Fleet fleet = Fleet.start(plan, Clock.systemUTC(), System::nanoTime)) {
            long began = System.nanoTime();
            watch(fleet, stop, began);
            FleetTally.Snapshot sum = fleet.snapshot();
            Duration ran = Duration.ofNanos(System.nanoTime() - began);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? json(fleet, sum, ran) : text(fleet, sum, ran));
            out.flush();
            fleet.fault().ifPresent(fault -> say("first refusal: " + fault));
            return fleet.lost() == 0 ? ExitCode.OK : ExitCode.PARTIAL;
        } catch (IOException e) {
            say("printmaster: " + e.getMessage() + " (" + plan.join().server() + ")");
            return ExitCode.SERVER_UNREACHABLE;
        } finally {
            told.countDown();
        }
    }

    /// A signal ends the work; the process stays until the sum was told.
    private static void end(CountDownLatch stop, CountDownLatch told) {
        stop.countDown();
        try {
            told.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FleetPlan plan() {
        FleetPlan usual = FleetPlan.of(JoinString.parse(join));
        return new FleetPlan(
                usual.join(),
                agents == null ? usual.agents() : agents,
                printers == null ? usual.printers() : printers,
                changing == null ? usual.changing() : changing,
                heartbeat == null ? usual.heartbeat() : seconds(heartbeat),
                upload == null ? usual.upload() : seconds(upload),
                connections == null ? usual.connections() : connections,
                prefix == null ? usual.prefix() : prefix,
                seed == null ? usual.seed() : seed);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private void watch(Fleet fleet, CountDownLatch stop, long began) throws InterruptedException {
        long left = duration == null ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(duration);
        FleetTally.Snapshot before = fleet.snapshot();
        while (left > 0 && !stop.await(Math.min(left, REPORT_EVERY.toNanos()), TimeUnit.NANOSECONDS)) {
            FleetTally.Snapshot now = fleet.snapshot();
            say("%d of %d agents joined, %d requests/s, %d records/s stored, median %d ms, p99 %d ms"
                    .formatted(
                            fleet.joined(),
                            fleet.agents(),
                            (now.requests() - before.requests()) / REPORT_EVERY.toSeconds(),
                            (now.stored() - before.stored()) / REPORT_EVERY.toSeconds(),
                            now.median().toMillis(),
                            now.p99().toMillis()));
            before = now;
            left = duration == null ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(duration) - (System.nanoTime() - began);
        }
    }

    private void say(String line) {
        PrintWriter talk = spec.commandLine().getErr();
        talk.println(line);
        talk.flush();
    }

    private static String text(Fleet fleet, FleetTally.Snapshot sum, Duration ran) {
        return String.format(
                Locale.ROOT,
                "%d of %d agents joined; %d requests in %.1f s (%.0f/s), answers %s; %d records sent, %d stored"
                        + " (%.0f/s); %d bytes sent; median %.1f ms, p99 %.1f ms, longest %.1f ms",
                fleet.joined(),
                fleet.agents(),
                sum.requests(),
                ran.toMillis() / 1e3,
                perSecond(sum.requests(), ran),
                new TreeMap<>(sum.answers()),
                sum.records(),
                sum.stored(),
                perSecond(sum.stored(), ran),
                sum.bytes(),
                millis(sum.median()),
                millis(sum.p99()),
                millis(sum.longest()));
    }

    private static String json(Fleet fleet, FleetTally.Snapshot sum, Duration ran) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("schema_version", SCHEMA_VERSION)
                .put("agents", fleet.agents())
                .put("joined", fleet.joined())
                .put("refused", fleet.lost())
                .put("seconds", ran.toMillis() / 1e3)
                .put("requests", sum.requests())
                .put("records", sum.records())
                .put("stored", sum.stored())
                .put("stored_per_second", Math.round(perSecond(sum.stored(), ran)))
                .put("bytes", sum.bytes())
                .put("median_ms", millis(sum.median()))
                .put("p99_ms", millis(sum.p99()))
                .put("longest_ms", millis(sum.longest()));
        ObjectNode answers = node.putObject("answers");
        new TreeMap<>(sum.answers()).forEach(answers::put);
        return node.toString();
    }

    private static double perSecond(long count, Duration ran) {
        return count * 1e9 / Math.max(1, ran.toNanos());
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
