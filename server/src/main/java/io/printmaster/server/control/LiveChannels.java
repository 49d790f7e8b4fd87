package io.printmaster.server.control;

import io.printmaster.model.AgentId;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.auth.Require;
import io.printmaster.server.http.Faults;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.http.Route;
import io.printmaster.server.store.Channels.Held;
import io.printmaster.server.store.Commands.Command;
import io.printmaster.server.store.Store;
import io.printmaster.wire.Frame;
import io.printmaster.wire.Heartbeat;
import io.printmaster.wire.HeartbeatAnswer;
import io.printmaster.wire.JobReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The live channels that this process holds (WIRE, section 7). What other processes need to know of them is in the
/// database: which process holds an agent's channel, and which commands wait. Thread-safe.
public final class LiveChannels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveChannels.class);
    /// Tokens ended in another process are looked for this far back, so that its clock may be wrong.
    private static final Duration REVOKED_SINCE = Duration.ofHours(2);
    /// An older connection is dead after this time in any case.
    private static final Duration REPLACED_SINCE = Duration.ofSeconds(90);

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final int AT_ONCE = 500;

    private final Parts parts;
    private final Map<AgentId, AgentChannel> channels = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean lookAgain = new AtomicBoolean();
    private volatile boolean draining;
    private int ticks;
    private @Nullable ScheduledExecutorService timer;

    /// What the channels work with.
    ///
    /// @param faults which exceptions are expected
    /// @param server names this process, and no other one ever
    /// @param nanos  monotonic
    public record Parts(
            Store store,
            CommandDesk desk,
            HeartbeatIntake heartbeats,
            Faults faults,
            String server,
            Clock clock,
            LongSupplier nanos) {}

    /// Starts nothing.
    public LiveChannels(Parts parts) {
        this.parts = parts;
    }

    /// The line of the route table.
    public List<Route> routes() {
        return List.of(Route.api("GET", "/api/v1/agents/ws", Require.liveAgent(), this::open));
    }

    /// Begins to ping, and to look for commands every second.
    @SuppressWarnings("FutureReturnValueIgnored") // the task tells of its own faults
    public void start() {
        parts.desk.whenAsked(this::look);
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("live").daemon().factory());
        timer.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /// How many are open in this process.
    public int count() {
        return channels.size();
    }

    private Response open(Request request) {
        if (!request.asksForWebSocket() || request.method().equals("HEAD")) {
            throw HttpProblem.of(426, "upgrade_required", "This address speaks WebSocket only.");
        }
        if (draining) {
            throw HttpProblem.busy("draining", "The server is shutting down; try again.", Duration.ofSeconds(2));
        }
        Caller.Agent agent = request.principal(Caller.Agent.class);
        Held held = new Held(
                agent.tenant(), agent.id(), parts.server, UUID.randomUUID().toString());
        return Response.channel(new AgentChannel(this, agent, held, request.remoteAddress(), parts.nanos));
    }

    void opened(AgentChannel channel) {
        AgentId agent = channel.agent().id();
        AgentChannel older = channels.put(agent, channel);
        if (older != null) {
            older.goodbye(Frame.CLOSE_REPLACED, "replaced by a newer connection");
        }
        if (draining) {
            goodbye(channel);
            return;
        }
        parts.store.write(tx -> {
            tx.channels().opened(channel.held(), now());
            // What was sent on a connection that broke may never have arrived; the agent does an id once.
            tx.commands().sendAgain(channel.agent().tenant(), agent);
            return true;
        });
        LOG.atDebug().addKeyValue("agent_id", agent).log("Live channel open");
        look();
    }

    void closed(AgentChannel channel) {
        boolean newest = channels.remove(channel.agent().id(), channel);
        if (!newest || draining) {
            return;
        }
        try {
            parts.store.write(tx -> {
                tx.channels().closed(channel.held());
                return true;
            });
        } catch (RuntimeException e) {
            // A row too many does no harm: commands go out with the next heartbeat.
            LOG.atDebug().setCause(e).log("End of a live channel not noted");
        }
    }

    HeartbeatAnswer heartbeat(AgentChannel channel, Heartbeat heartbeat) {
        return parts.heartbeats.take(channel.agent(), heartbeat, channel.address());
    }

    void reported(AgentChannel channel, JobReport report) {
        parts.store.write(tx -> {
            parts.desk.report(tx, channel.agent(), report, channel.address());
            return true;
        });
    }

    HttpProblem problem(RuntimeException fault) {
        if (fault instanceof HttpProblem problem) {
            return problem;
        }
        return parts.faults.problem(fault).orElseGet(() -> {
            LOG.atError().setCause(fault).log("Message of a live channel failed");
            return HttpProblem.of(500, "internal", "Something went wrong here.");
        });
    }

    Instant now() {
        return parts.clock.instant();
    }

    private void tick() {
        try {
            channels.values().forEach(AgentChannel::tick);
            ticks++;
            if (!channels.isEmpty()) {
                look();
            }
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Tending live channels failed");
        }
    }

    /// Looks for what waits for agents connected here, on a thread of its own; never twice at the same time.
    private void look() {
        lookAgain.set(true);
        if (channels.isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual().name("live-look").start(() -> {
            try {
                while (lookAgain.getAndSet(false)) {
                    deliver();
                    if (ticks % 2 == 0) {
                        letGo();
                    }
                }
            } catch (RuntimeException e) {
                LOG.atDebug().setCause(e).log("Waiting commands not seen, next look in a second");
            } finally {
                looking.set(false);
            }
        });
    }

    private void deliver() {
        Instant now = now();
        List<Command> waiting = parts.store.read(tx -> tx.commands().waiting(parts.server, now, AT_ONCE));
        List<Command> here =
                waiting.stream().filter(c -> channels.containsKey(c.agent())).toList();
        if (here.isEmpty()) {
            return;
        }
        List<Command> ours = parts.store.write(tx -> {
            List<Command> claimed = new ArrayList<>();
            for (Command command : here) {
                if (tx.commands().claim(command, parts.server, now)) {
                    claimed.add(command);
                }
            }
            return claimed;
        });
        for (Command command : ours) {
            AgentChannel channel = channels.get(command.agent());
            // Otherwise it is sent again over the agent's next connection, or in the answer to its next heartbeat.
            if (channel != null && channel.send(new Frame.Command(CommandDesk.order(command)))) {
                LOG.atDebug()
                        .addKeyValue("agent_id", command.agent())
                        .addKeyValue("command", command.name())
                        .log("Command sent");
            }
        }
    }

    /// Ends the connections whose token was ended, and those that another process has a newer one of.
    private void letGo() {
        Instant now = now();
        record Changes(List<String> revoked, List<Held> opened) {}
        Changes changes = parts.store.read(tx -> new Changes(
                tx.agentTokens().revokedSince(now.minus(REVOKED_SINCE)),
                tx.channels().openedSince(now.minus(REPLACED_SINCE))));
        if (!changes.revoked.isEmpty()) {
            Set<String> revoked = new HashSet<>(changes.revoked);
            channels.values().stream()
                    .filter(c -> revoked.contains(c.agent().tokenId()))
                    .forEach(c -> c.goodbye(Frame.CLOSE_REVOKED, "the token is no longer valid"));
        }
        for (Held newest : changes.opened) {
            AgentChannel channel = channels.get(newest.agent());
            boolean elsewhere = !newest.server().equals(parts.server);
            if (channel != null && elsewhere) {
                channel.goodbye(Frame.CLOSE_REPLACED, "replaced by a newer connection");
            }
        }
    }

    private static void goodbye(AgentChannel channel) {
        channel.goodbye(1012, "the server restarts; come back in your own time");
    }

    /// Tells every agent to come back later, waits a little for their goodbyes, and cuts the rest.
    @Override
    public void close() {
        draining = true;
        if (timer != null) {
            timer.shutdownNow();
        }
        channels.values().forEach(LiveChannels::goodbye);
        try {
            parts.store.write(tx -> {
                tx.channels().clear(parts.server);
                return true;
            });
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("End of the live channels not noted");
        }
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        try {
            while (!channels.isEmpty() && System.nanoTime() - end < 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channels.values().forEach(AgentChannel::cut);
    }
}
