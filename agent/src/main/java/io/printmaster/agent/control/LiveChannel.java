package io.printmaster.agent.control;

import io.printmaster.agent.send.LiveOpening;
import io.printmaster.agent.send.LiveSocket;
import io.printmaster.agent.send.Outcome;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.upload.Line;
import io.printmaster.agent.upload.LiveRoute;
import io.printmaster.agent.upload.Loop;
import io.printmaster.wire.Frame;
import io.printmaster.wire.Heartbeat;
import io.printmaster.wire.HeartbeatAnswer;
import io.printmaster.wire.JobReport;
import io.printmaster.wire.WireException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the live channel open while the server offers it (WIRE, section 7): heartbeats go over it, commands come over
/// it. While it is away everything goes by HTTP, so its faults never stop anything else. Thread-safe.
///
/// It has one virtual thread, which sleeps between pings.
public final class LiveChannel implements LiveRoute, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LiveChannel.class);
    private static final Duration PING_EVERY = Duration.ofSeconds(25);
    private static final Duration DEAD_AFTER = Duration.ofSeconds(60);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration NOT_OFFERED = Duration.ofMinutes(30);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Line line;
    private final Pace pace;
    private final Commands commands;
    private final Runnable heartbeatNow;
    private final Backoff backoff;
    private final Loop loop;
    private volatile @Nullable Session session;
    private boolean refusalTold;

    /// Starts nothing.
    ///
    /// @param chores       what commands do, by their names
    /// @param heartbeatNow called when the server should hear something by HTTP at once
    public LiveChannel(Line line, Pace pace, Map<String, Chore> chores, Runnable heartbeatNow) {
        this.line = line;
        this.pace = pace;
        this.heartbeatNow = heartbeatNow;
        this.commands = new Commands(chores, pace, line::clockSkew);
        this.commands.tellTo(this::tell);
        this.backoff = new Backoff(pace.nanos(), pace.random());
        this.loop = new Loop("live", this::step);
    }

    /// One connection.
    private final class Session implements LiveSocket.Listener {
        final int generation = line.generation();
        final long openedAt = pace.nanos().getAsLong();
        volatile long heardAt = openedAt;
        volatile @Nullable LiveSocket socket;
        volatile @Nullable CompletableFuture<Frame> answer;
        long pingedAt = openedAt;

        @Override
        public void heard() {
            heardAt = pace.nanos().getAsLong();
        }

        @Override
        public void text(String message) {
            try {
                switch (Frame.fromJson(message)) {
                    case Frame.Pong pong -> settle(pong);
                    case Frame.Fault fault -> settle(fault);
                    case Frame.Command(var order) -> commands.accept(order);
                    case Frame.SettingsChanged changed -> heartbeatNow.run();
                    case Frame.Beat beat -> {}
                    case Frame.Job job -> {}
                    case Frame.Other other -> {}
                }
            } catch (WireException e) {
                log.atDebug().addKeyValue("error", e.detail()).log("Message on the live channel not understood");
            }
        }

        private void settle(Frame frame) {
            CompletableFuture<Frame> waiting = answer;
            if (waiting != null) {
                waiting.complete(frame);
            }
        }

        @Override
        public void closed(int code, String reason) {
            ended(this, code, reason);
        }

        boolean send(Frame frame) {
            LiveSocket open = socket;
            return open != null && open.send(frame.toJson(pace.clock().instant()));
        }

        void cut() {
            LiveSocket open = socket;
            if (open != null) {
                open.cut();
            }
        }
    }

    /// Takes heartbeats over from now on, where it is open.
    public void start() {
        line.use(this);
        loop.start(Duration.ZERO);
    }

    /// Looks at once whether the server offers the channel.
    public void wake() {
        loop.wake();
    }

    /// Tries again after that time at the latest.
    public void wakeWithin(Duration time) {
        loop.wakeWithin(time);
    }

    /// Whether it is open.
    public boolean open() {
        return session != null;
    }

    Duration step() throws InterruptedException {
        Session open = session;
        if (open != null) {
            return tend(open);
        }
        if (!line.offersLive()) {
            return LOOK_AGAIN;
        }
        Duration rest = backoff.rest();
        return rest.isPositive() ? rest : connect();
    }

    private Duration tend(Session open) {
        long now = pace.nanos().getAsLong();
        if (line.generation() != open.generation) {
            open.cut();
        } else if (now - open.heardAt > DEAD_AFTER.toNanos()) {
            log.atWarn().log("Live channel gives no sign of life, cut");
            open.cut();
        } else if (now - open.pingedAt >= PING_EVERY.toNanos()) {
            open.pingedAt = now;
            LiveSocket socket = open.socket;
            if (socket != null) {
                socket.ping();
            }
        }
        long due = Math.min(open.pingedAt + PING_EVERY.toNanos(), open.heardAt + DEAD_AFTER.toNanos());
        return Duration.ofNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(100), due - now));
    }

    private Duration connect() throws InterruptedException {
        Session fresh = new Session();
        // Before it opens: what ends at once must find its session.
        session = fresh;
        boolean opened = false;
        try {
            switch (line.openLive(fresh)) {
                case LiveOpening.Open(LiveSocket socket) -> {
                    fresh.socket = socket;
                    opened = true;
                    refusalTold = false;
                    log.atInfo().log("Live channel open");
                    commands.untold().forEach(this::tell);
                }
                case LiveOpening.Refused(int status) -> refused(status);
                case LiveOpening.Failed(String detail) -> {
                    log.atDebug().addKeyValue("error", detail).log("Live channel not opened");
                    backoff.failed();
                }
            }
        } finally {
            if (!opened) {
                session = null;
            }
        }
        Session now = session;
        return now == null ? backoff.rest() : PING_EVERY;
    }

    private void refused(int status) {
        switch (status) {
            case 401, 403 -> {
                backoff.failed();
                heartbeatNow.run(); // it finds out what is wrong with the token
            }
            case 408, 425, 429, 500, 502, 503, 504 -> backoff.failed();
            default -> {
                if (!refusalTold) {
                    log.atWarn()
                            .addKeyValue("status", status)
                            .log("Live channel refused, perhaps by a proxy; heartbeats go by HTTP");
                }
                refusalTold = true;
                backoff.restFor(NOT_OFFERED);
            }
        }
    }

    private void ended(Session gone, int code, String reason) {
        if (session != gone) {
            return;
        }
        session = null;
        Duration lived = Duration.ofNanos(pace.nanos().getAsLong() - gone.openedAt);
        log.atInfo().addKeyValue("code", code).addKeyValue("reason", reason).log("Live channel closed");
        backoff.ended(code, lived);
        CompletableFuture<Frame> waiting = gone.answer;
        if (waiting != null) {
            waiting.cancel(false);
        }
        if (code == Frame.CLOSE_REVOKED) {
            heartbeatNow.run();
        }
        loop.wake();
    }

    private void tell(JobReport report) {
        Session open = session;
        if (open != null && open.send(new Frame.Job(report))) {
            commands.told(report);
        } else if (report.state() != JobReport.State.RUNNING) {
            heartbeatNow.run();
        }
    }

    @Override
    public Optional<Outcome<HeartbeatAnswer>> heartbeat(Heartbeat heartbeat) throws InterruptedException {
        Session open = session;
        if (open == null) {
            return Optional.empty();
        }
        CompletableFuture<Frame> answer = new CompletableFuture<>();
        open.answer = answer;
        if (!open.send(new Frame.Beat(heartbeat))) {
            return Optional.empty();
        }
        try {
            return read(answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            log.atDebug().log("No answer on the live channel, cut");
            open.cut();
            return Optional.empty();
        } catch (ExecutionException | CancellationException e) {
            return Optional.empty();
        } finally {
            open.answer = null;
        }
    }

    /// A server that is merely busy is not asked the same by HTTP; any other fault HTTP tells more exactly.
    private static Optional<Outcome<HeartbeatAnswer>> read(Frame frame) {
        return switch (frame) {
            case Frame.Pong(HeartbeatAnswer answer) -> Optional.of(new Outcome.Accepted<>(answer));
            case Frame.Fault(String code, String detail)
            when code.equals("busy") || code.startsWith("store_") ->
                Optional.of(new Outcome.RetryLater<>(Outcome.Trouble.BUSY, Duration.ZERO, detail));
            default -> Optional.empty();
        };
    }

    @Override
    public List<JobReport> untold() {
        return commands.untold();
    }

    @Override
    public void answered(List<JobReport> told, HeartbeatAnswer answer) {
        told.forEach(commands::told);
        answer.commands().forEach(commands::accept);
        if (session == null && line.offersLive()) {
            loop.wake();
        }
    }

    /// Breaks off commands and says goodbye, without waiting.
    public void stop() {
        loop.stop();
        commands.close();
        Session open = session;
        LiveSocket socket = open == null ? null : open.socket;
        if (socket != null) {
            socket.close("the agent stops");
        }
    }

    @Override
    public void close() {
        stop();
        loop.close();
    }
}
