package io.printmaster.server.control;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.model.Text;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.store.AgentRow;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.Commands.Command;
import io.printmaster.server.store.Commands.Progress;
import io.printmaster.server.store.Commands.State;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.Tx;
import io.printmaster.wire.CommandOrder;
import io.printmaster.wire.JobReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Takes commands from people, hands them to agents and keeps what came of them; every request and every result is
/// audited in the same commit. Holds no state of its own, so that any process may be asked. Thread-safe.
public final class CommandDesk {
    /// An agent that does not begin in this time is not to begin at all.
    static final Duration LIFE = Duration.ofMinutes(10);
    /// A running command that nothing is heard of for so long is given up.
    static final Duration SILENCE = Duration.ofMinutes(15);

    private static final Set<String> KNOWN = Set.of(CommandOrder.SCAN_NOW, CommandOrder.UPLOAD_NOW);
    private static final int SHOWN = 10;
    private static final int AT_ONCE = 500;

    private final Store store;
    private final Clock clock;
    private final RandomGenerator random;
    private volatile Runnable asked = () -> {};

    /// @param random of ids; need not be secret
    public CommandDesk(Store store, Clock clock, RandomGenerator random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /// What to do in this process as soon as a command was asked for.
    void whenAsked(Runnable then) {
        asked = then;
    }

    /// Asks an agent for something. While the same is already under way, that is returned.
    ///
    /// @throws HttpProblem 404 for an agent that the person may not know of, 422 `unknown_command`, 409
    ///     `agent_revoked`
    public Command ask(Caller.Person person, AgentId agent, String name, String address) {
        if (!KNOWN.contains(name)) {
            throw HttpProblem.of(422, "unknown_command", "Agents know the commands scan_now and upload_now.");
        }
        Instant now = clock.instant();
        Command command = store.write(tx -> {
            AgentRow row = known(tx, person, agent).orElseThrow(HttpProblem::notFound);
            if (row.revokedAt().isPresent()) {
                throw HttpProblem.of(409, "agent_revoked", "This agent was revoked and takes no commands.");
            }
            Optional<Command> underWay = tx.commands().recent(person.scope(), agent, AT_ONCE).stream()
                    .filter(c -> c.name().equals(name) && c.state().open())
                    .filter(c -> c.state() == State.RUNNING || now.isBefore(c.expiresAt()))
                    .findFirst();
            return underWay.orElseGet(() -> add(tx, fresh(row.tenant(), agent, name, person, now), address));
        });
        asked.run();
        return command;
    }

    private Command fresh(TenantId tenant, AgentId agent, String name, Caller.Person person, Instant now) {
        return new Command(
                tenant,
                agent,
                newId(now),
                name,
                "{}",
                person.user().name(),
                now,
                now.plus(LIFE),
                State.PENDING,
                Progress.NONE,
                "",
                "",
                now);
    }

    /// UUIDv7 (RFC 9562).
    private String newId(Instant now) {
        long high = now.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
        long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    private static Command add(Tx tx, Command command, String address) {
        tx.commands().add(command);
        tx.audit()
                .add(new Audit.Entry(
                        command.createdAt(),
                        command.tenant(),
                        command.agent().value(),
                        command.createdBy(),
                        "command",
                        "Asked for " + command.name(),
                        address));
        return command;
    }

    private static Optional<AgentRow> known(Tx tx, Caller.Person person, AgentId agent) {
        return tx.agents().find(agent).filter(row -> person.scope().covers(row.tenant()));
    }

    /// The agent, if the person may know of it.
    public Optional<AgentRow> agent(Caller.Person person, AgentId agent) {
        return store.read(tx -> known(tx, person, agent));
    }

    /// One command.
    public Optional<Command> find(Caller.Person person, AgentId agent, String id) {
        return store.read(tx -> tx.commands().find(person.scope(), agent, id));
    }

    /// An agent's latest commands, newest first.
    public List<Command> recent(Caller.Person person, AgentId agent) {
        return store.read(tx -> tx.commands().recent(person.scope(), agent, SHOWN));
    }

    /// Takes what an agent says of its commands and, for an agent without a live channel, says what it shall do.
    ///
    /// @param give whether to say it
    public List<CommandOrder> exchange(
            Tx tx, Caller.Agent agent, List<JobReport> reports, String address, boolean give) {
        reports.forEach(report -> report(tx, agent, report, address));
        if (!give) {
            return List.of();
        }
        Instant now = clock.instant();
        return tx.commands().unbegun(agent.tenant(), agent.id(), now, SHOWN).stream()
                .map(command -> {
                    tx.commands().claim(command, "heartbeat", now);
                    return order(command);
                })
                .toList();
    }

    static CommandOrder order(Command command) {
        return new CommandOrder(
                command.id(), command.name(), CommandOrder.argsOf(command.args()), Optional.of(command.expiresAt()));
    }

    void report(Tx tx, Caller.Agent agent, JobReport report, String address) {
        State state = switch (report.state()) {
            case RUNNING -> State.RUNNING;
            case DONE -> State.DONE;
            case FAILED -> State.FAILED;
        };
        Optional<Command> before = tx.commands().find(new Scope.Only(agent.tenant()), agent.id(), report.id());
        if (before.isEmpty()) {
            return;
        }
        String message = Text.clean(report.message(), 500);
        Progress progress = new Progress(report.done(), report.total(), report.found(), message);
        String result = state.open() ? "" : message;
        boolean changed =
                tx.commands().report(agent.tenant(), agent.id(), report.id(), state, progress, result, clock.instant());
        if (changed && !state.open()) {
            ended(tx, before.get(), state, message, address);
        }
    }

    private void ended(Tx tx, Command command, State state, String result, String address) {
        tx.audit()
                .add(new Audit.Entry(
                        clock.instant(),
                        command.tenant(),
                        command.agent().value(),
                        "",
                        "command_result",
                        command.name() + " asked by " + command.createdBy() + " " + state.word() + ": " + result,
                        address));
    }

    /// Gives up what nothing came of. To be called now and then, by one process.
    ///
    /// @return how many
    public int sweep() {
        Instant now = clock.instant();
        List<Command> overdue = store.read(tx -> tx.commands().overdue(now, now.minus(SILENCE), AT_ONCE));
        if (overdue.isEmpty()) {
            return 0;
        }
        return store.write(tx -> {
            int count = 0;
            for (Command command : overdue) {
                String why = command.state() == State.RUNNING
                        ? "The agent began, and nothing was heard of it since."
                        : "The agent did not begin in time; it is not connected, or does not know this command.";
                if (tx.commands().expire(command, why, now)) {
                    ended(tx, command, State.EXPIRED, why, "");
                    count++;
                }
            }
            return count;
        });
    }
}
