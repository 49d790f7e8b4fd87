package io.printmaster.agent.control;

import io.printmaster.agent.send.Pace;
import io.printmaster.model.Text;
import io.printmaster.wire.CommandOrder;
import io.printmaster.wire.JobReport;
import io.printmaster.wire.JobReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what the server asks for. A command may arrive more than once and by either way: each id is done once, and told
/// of again. Thread-safe.
final class Commands implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Commands.class);
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(1);
    private static final int MAX_KNOWN = 200;
    private static final int MAX_RUNNING = 8;

    private final Map<String, Chore> chores;
    private final Pace pace;
    private final Supplier<Optional<Duration>> serverAhead;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    /// The latest of each, the eldest first.
    private final Map<String, JobReport> known = new LinkedHashMap<>();
    /// The server has not heard these.
    private final Map<String, JobReport> untold = new LinkedHashMap<>();

    private volatile Consumer<JobReport> teller = report -> {};
    private boolean closed;

    /// @param chores      by the name of the command
    /// @param serverAhead how far the server's clock is ahead of ours; empty when not known
    Commands(Map<String, Chore> chores, Pace pace, Supplier<Optional<Duration>> serverAhead) {
        this.chores = Map.copyOf(chores);
        this.pace = pace;
        this.serverAhead = serverAhead;
    }

    /// Who brings reports to the server at once, where that is possible, and then says [#told].
    void tellTo(Consumer<JobReport> way) {
        teller = way;
    }

    /// Takes a command.
    void accept(CommandOrder order) {
        JobReport before;
        synchronized (this) {
            before = known.get(order.id());
        }
        if (before != null) {
            report(before);
            return;
        }
        Chore chore = chores.get(order.command());
        if (chore == null) {
            refuse(order, "This agent does not know the command " + Text.clean(order.command(), 64) + ".");
        } else if (order.expiresAt().filter(at -> !serverTime().isBefore(at)).isPresent()) {
            refuse(order, "The command came too late.");
        } else if (running.size() >= MAX_RUNNING) {
            refuse(order, "The agent has too much to do.");
        } else {
            begin(order, chore);
        }
    }

    private Instant serverTime() {
        return pace.clock().instant().plus(serverAhead.get().orElse(Duration.ZERO));
    }

    private void refuse(CommandOrder order, String why) {
        log.atWarn()
                .addKeyValue("command", Text.clean(order.command(), 64))
                .addKeyValue("reason", why)
                .log("Command not done");
        report(JobReport.of(order.id(), order.command(), State.FAILED, why));
    }

    private void begin(CommandOrder order, Chore chore) {
        log.atInfo().addKeyValue("command", order.command()).log("Server asks");
        report(JobReport.of(order.id(), order.command(), State.RUNNING, "The agent begins."));
        Thread thread = Thread.ofVirtual().name("command").unstarted(() -> run(order, chore));
        synchronized (this) {
            if (closed) {
                return;
            }
            running.add(thread);
        }
        thread.start();
    }

    private void run(CommandOrder order, Chore chore) {
        try {
            Chore.Result result = chore.run(progress(order));
            log.atInfo()
                    .addKeyValue("command", order.command())
                    .addKeyValue("result", result.message())
                    .log("Command done");
            report(JobReport.of(
                    order.id(), order.command(), result.ok() ? State.DONE : State.FAILED, result.message()));
        } catch (InterruptedException e) {
            log.atDebug().log("Command broken off, the agent stops");
        } catch (RuntimeException e) {
            log.atError().setCause(e).addKeyValue("command", order.command()).log("Command failed");
            report(JobReport.of(order.id(), order.command(), State.FAILED, "The agent could not do it; see its log."));
        } finally {
            running.remove(Thread.currentThread());
        }
    }

    /// At most one a second goes out.
    private Consumer<Chore.Progress> progress(CommandOrder order) {
        long[] last = {pace.nanos().getAsLong()};
        return p -> {
            long now = pace.nanos().getAsLong();
            if (now - last[0] >= PROGRESS_EVERY.toNanos()) {
                last[0] = now;
                report(new JobReport(
                        order.id(), order.command(), State.RUNNING, p.done(), p.total(), p.found(), p.message()));
            }
        };
    }

    private void report(JobReport report) {
        synchronized (this) {
            // A result is never followed by a belated progress of the same command.
            JobReport before = known.get(report.id());
            if (before != null && before.state() != State.RUNNING && report.state() == State.RUNNING) {
                return;
            }
            known.put(report.id(), report);
            untold.put(report.id(), report);
            if (known.size() > MAX_KNOWN) {
                String eldest = known.keySet().iterator().next();
                known.remove(eldest);
                untold.remove(eldest);
            }
        }
        teller.accept(report);
    }

    /// What the server has not heard.
    synchronized List<JobReport> untold() {
        return new ArrayList<>(untold.values());
    }

    /// The server heard it.
    synchronized void told(JobReport report) {
        untold.remove(report.id(), report);
    }

    /// Breaks off what runs.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        running.forEach(Thread::interrupt);
    }
}
