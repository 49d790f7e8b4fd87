package io.printmaster.server.control;

import io.printmaster.server.auth.Caller;
import io.printmaster.server.http.Channel;
import io.printmaster.server.http.ChannelHandler;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.store.Channels.Held;
import io.printmaster.wire.Frame;
import io.printmaster.wire.WireException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One agent's connection. Thread-safe.
final class AgentChannel implements ChannelHandler {
    static final Duration PING_EVERY = Duration.ofSeconds(25);
    static final Duration DEAD_AFTER = Duration.ofSeconds(60);
    /// Who is told to go and stays is cut off.
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    /// Messages that an agent may send at once, and per second in the long run: more than any agent of ours ever does.
    private static final int BURST = 100;

    private static final int PER_SECOND = 10;
    private static final Logger LOG = LoggerFactory.getLogger(AgentChannel.class);

    private final LiveChannels all;
    private final Caller.Agent agent;
    private final Held held;
    private final String address;
    private final LongSupplier nanos;

    private volatile @Nullable Channel channel;
    private volatile long heardAt;
    private long pingedAt;
    private long goodbyeAt;
    private boolean goodbye;
    /// Touched by one message at a time.
    private double allowance = BURST;

    private long allowanceAt;

    AgentChannel(LiveChannels all, Caller.Agent agent, Held held, String address, LongSupplier nanos) {
        this.all = all;
        this.agent = agent;
        this.held = held;
        this.address = address;
        this.nanos = nanos;
        this.heardAt = nanos.getAsLong();
        this.pingedAt = heardAt;
        this.allowanceAt = heardAt;
    }

    Caller.Agent agent() {
        return agent;
    }

    Held held() {
        return held;
    }

    String address() {
        return address;
    }

    @Override
    public void opened(Channel opened) {
        channel = opened;
        heardAt = nanos.getAsLong();
        all.opened(this);
    }

    @Override
    public void heard() {
        heardAt = nanos.getAsLong();
    }

    @Override
    public void text(String message) {
        if (!mayGoOn()) {
            goodbye(1008, "too many messages");
            return;
        }
        try {
            switch (Frame.fromJson(message)) {
                case Frame.Beat(var heartbeat) -> send(new Frame.Pong(all.heartbeat(this, heartbeat)));
                case Frame.Job(var report) -> all.reported(this, report);
                case Frame.Fault(String code, String detail) ->
                    LOG.atDebug()
                            .addKeyValue("agent_id", agent.id())
                            .addKeyValue("code", code)
                            .addKeyValue("detail", detail)
                            .log("Agent reports a fault");
                case Frame.Pong pong -> {}
                case Frame.Command command -> {}
                case Frame.SettingsChanged changed -> {}
                case Frame.Other other -> {}
            }
        } catch (WireException e) {
            send(new Frame.Fault("malformed", e.detail()));
        } catch (RuntimeException e) {
            HttpProblem problem = all.problem(e);
            send(new Frame.Fault(problem.code(), problem.detail()));
        }
    }

    private boolean mayGoOn() {
        long now = nanos.getAsLong();
        allowance = Math.min(BURST, allowance + (now - allowanceAt) / 1e9 * PER_SECOND) - 1;
        allowanceAt = now;
        return allowance >= 0;
    }

    @Override
    public void closed(String reason) {
        LOG.atDebug()
                .addKeyValue("agent_id", agent.id())
                .addKeyValue("reason", reason)
                .log("Live channel closed");
        all.closed(this);
    }

    boolean send(Frame frame) {
        Channel open = channel;
        return open != null && open.send(frame.toJson(all.now()));
    }

    /// Tells the agent to go; see to it with [#tick].
    synchronized void goodbye(int code, String reason) {
        Channel open = channel;
        if (open != null && !goodbye) {
            goodbye = true;
            goodbyeAt = nanos.getAsLong();
            open.close(code, reason);
        }
    }

    /// To be called every second: pings, and cuts what is dead or does not go.
    synchronized void tick() {
        Channel open = channel;
        if (open == null) {
            return;
        }
        long now = nanos.getAsLong();
        if (goodbye && now - goodbyeAt > LAST_WORDS.toNanos()) {
            open.cut();
        } else if (now - heardAt > DEAD_AFTER.toNanos()) {
            LOG.atInfo().addKeyValue("agent_id", agent.id()).log("Live channel gives no sign of life, cut");
            open.cut();
        } else if (now - pingedAt > PING_EVERY.toNanos()) {
            pingedAt = now;
            open.ping();
        }
    }

    void cut() {
        Channel open = channel;
        if (open != null) {
            open.cut();
        }
    }
}
