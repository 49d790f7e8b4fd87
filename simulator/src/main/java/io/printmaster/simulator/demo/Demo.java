package io.printmaster.simulator.demo;

import io.printmaster.simulator.SimulatedSite;
import io.printmaster.simulator.SitePlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A server, an agent and simulated printers on this machine, as real processes over real sockets and TLS. The printers
/// live in this process. One thread runs it; [#stop] may come from any other.
public final class Demo {
    private static final Duration SERVER_PATIENCE = Duration.ofSeconds(60);
    private static final Duration END_PATIENCE = Duration.ofSeconds(8);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final String NETWORK = "127.77.0.0/16";
    /// So that pages and toner move while somebody watches.
    private static final double PACE = 60;

    private static final String USER = "admin";
    private static final String AGENT_CONFIG = "config.ini";

    private final DemoPlan plan;
    private final Clock clock;
    private final Consumer<String> talk;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Deque<Child> children = new ArrayDeque<>();
    private @Nullable SimulatedSite site;
    private @Nullable Folder folder;

    /// Starts nothing yet.
    ///
    /// @param clock what the printers' values move with
    /// @param talk told what happens, a line at a time
    public Demo(DemoPlan plan, Clock clock, Consumer<String> talk) {
        this.plan = plan;
        this.clock = clock;
        this.talk = talk;
    }

    /// Starts everything and comes back when the agent runs; the first devices follow within seconds.
    ///
    /// @throws DemoException when a program fails; [#end] is still due
    public DemoRunning start() throws IOException, InterruptedException, DemoException {
        Folder data = Folder.make(plan);
        folder = data;
        Path logs = Files.createDirectory(data.path().resolve("logs"));
        Programs programs = new Programs(plan.launcher(), logs);
        SimulatedSite printers = SimulatedSite.start(
                SitePlan.of(plan.printers(), clock).network(NETWORK).pace(PACE));
        site = printers;
        talk.accept(plan.printers() + " printers answer SNMP on port " + printers.port());

        int port = plan.port() == 0 ? freePort() : plan.port();
        URI page = URI.create("https://localhost:" + port);
        List<String> where = List.of("--data-dir", data.path().resolve("server").toString());
        List<String> reached = List.of("--public-url", page.toString());
        Child server = programs.start("server", words("server run --listen 127.0.0.1:" + port, where, reached));
        children.push(server);
        try (Readiness readiness = Readiness.create()) {
            readiness.await(URI.create("https://127.0.0.1:" + port), server, SERVER_PATIENCE);
        }
        talk.accept("the server is ready at " + page);
        JsonNode admin = programs.ask(words("server admin create --json --name " + USER, where, List.of()));
        JsonNode join = programs.ask(words("server join-token create --json", where, reached));
        int pagePort = freePort();
        Files.writeString(data.path().resolve(AGENT_CONFIG), AgentConfig.of(printers, pagePort));
        startAgent(programs, data.path(), text(join, "join_string"));
        talk.accept("the agent has joined the server and looks for printers");
        URI agentPage = URI.create("http://127.0.0.1:" + pagePort + "/");
        return new DemoRunning(
                page, agentPage, USER, text(admin, "password"), plan.printers(), data.path(), data.kept());
    }

    private static List<String> words(String command, List<String> where, List<String> reached) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(where);
        words.addAll(reached);
        return words;
    }

    private void startAgent(Programs programs, Path data, String join)
            throws IOException, InterruptedException, DemoException {
        Path config = data.resolve(AGENT_CONFIG);
        String folder = data.resolve("agent").toString();
        programs.run(List.of("agent", "join", join, "--config", config.toString(), "--data-dir", folder));
        children.push(
                programs.start("agent", List.of("agent", "run", "--config", config.toString(), "--data-dir", folder)));
    }

    private static String text(JsonNode answer, String field) throws DemoException {
        JsonNode value = answer.get(field);
        if (value == null || !value.isString()) {
            throw new DemoException("the server's answer has no field " + field);
        }
        return value.stringValue();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Comes back after [#stop].
    ///
    /// @throws DemoException when a program ends by itself before that
    public void watch() throws InterruptedException, DemoException {
        while (!stop.await(0, TimeUnit.MILLISECONDS)) {
            for (Child child : children) {
                // Ctrl-C reaches the programs too, and perhaps before it reaches this one.
                if (child.ended(LOOK_EVERY) && !stop.await(1, TimeUnit.SECONDS)) {
                    throw child.death();
                }
            }
        }
    }

    /// Lets [#watch] come back.
    public void stop() {
        stop.countDown();
    }

    /// Ends the programs, the agent first, frees the printers' addresses and deletes what is not kept.
    public void end() throws IOException, InterruptedException {
        stop.countDown();
        children.forEach(Child::askToEnd);
        for (Child child : children) {
            child.awaitEnd(END_PATIENCE);
        }
        children.clear();
        if (site != null) {
            site.close();
        }
        if (folder != null) {
            folder.close();
        }
    }
}
