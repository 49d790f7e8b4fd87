package io.printmaster.agent.snmp;

import io.printmaster.agent.snmp.SnmpOutcome.Answer;
import io.printmaster.agent.snmp.SnmpOutcome.Reason;
import io.printmaster.agent.snmp.SnmpOutcome.Refused;
import io.printmaster.agent.snmp.SnmpOutcome.Timeout;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;

/// One conversation with one device: never more than one request outstanding, paced, bounded in time, requests,
/// rows and bytes, and with a way around the usual failings of firmware (a missing name that fails a whole v1
/// request, no GETBULK, answers too big, walks that run in circles). What it learns of them is in [#manners].
///
/// Blocks; meant for a virtual thread. Not thread-safe.
public final class SnmpSession {
    /// After so many missing names a v1 device is asked by GETNEXT, which a missing name does not fail.
    private static final int MAX_REMOVALS = 2;

    private final SnmpClient client;
    private final SnmpTarget target;
    private final SessionLimits limits;
    private final InstantSource clock;
    private final Instant deadline;
    private Instant nextAllowed = Instant.MIN;
    private SnmpManners manners;
    private boolean bulkProven;
    private int removals;
    private int requests;
    private int answers;
    private long bytes;

    /// A conversation that starts now, with a device of which nothing is known.
    public SnmpSession(SnmpClient client, SnmpTarget target, SessionLimits limits, InstantSource clock) {
        this(client, target, SnmpManners.of(target.credential()), limits, clock);
    }

    /// A conversation that starts now.
    ///
    /// @param manners what an earlier conversation learnt
    public SnmpSession(
            SnmpClient client, SnmpTarget target, SnmpManners manners, SessionLimits limits, InstantSource clock) {
        this.client = client;
        this.target = target;
        this.manners = manners;
        this.limits = limits;
        this.clock = clock;
        this.deadline = clock.instant().plus(limits.maxTime());
    }

    /// The values of these very instances; what the device does not have is not in the map.
    public Map<Oid, SnmpValue> get(List<Oid> names) throws SessionEnded, InterruptedException {
        Map<Oid, SnmpValue> found = new HashMap<>();
        Deque<List<Oid>> left = new ArrayDeque<>();
        left.push(List.copyOf(new LinkedHashSet<>(names)));
        while (!left.isEmpty() && !spent()) {
            List<Oid> some = left.pop();
            if (some.size() > manners.maxVariables()) {
                left.push(some.subList(manners.maxVariables(), some.size()));
                some = some.subList(0, manners.maxVariables());
            }
            if (!some.isEmpty()) {
                getSome(some, found).forEach(left::push);
            }
        }
        return found;
    }

    /// @return what has to be asked for again, in such parts
    private List<List<Oid>> getSome(List<Oid> names, Map<Oid, SnmpValue> found)
            throws SessionEnded, InterruptedException {
        boolean exact = manners.exactGet();
        SnmpRequest request = exact
                ? new SnmpRequest.Get(names)
                : new SnmpRequest.GetNext(names.stream().map(Oid::predecessor).toList());
        return switch (ask(request)) {
            case Answer answer -> {
                keep(answer, names, found);
                yield List.of();
            }
            case Timeout t -> throw silent();
            case Refused refused -> again(refused, names, exact);
        };
    }

    private List<List<Oid>> again(Refused refused, List<Oid> names, boolean exact) {
        if (names.size() == 1) {
            return List.of();
        }
        int half = names.size() / 2;
        if (refused.reason() == Reason.TOO_BIG) {
            manners = manners.afterTooBig(names.size());
            return List.of(names);
        }
        if (refused.index() < 1 || refused.index() > names.size()) {
            return List.of(names.subList(half, names.size()), names.subList(0, half));
        }
        Oid named = names.get(refused.index() - 1);
        if (refused.reason() == Reason.NO_SUCH_NAME && !exact) {
            // Nothing lies behind this name, so nothing lies behind those after it.
            return List.of(names.stream().filter(n -> n.compareTo(named) < 0).toList());
        }
        if (refused.reason() == Reason.NO_SUCH_NAME && ++removals >= MAX_REMOVALS) {
            manners = manners.withoutExactGet();
        }
        return List.of(names.stream().filter(n -> !n.equals(named)).toList());
    }

    private static void keep(Answer answer, List<Oid> names, Map<Oid, SnmpValue> found) {
        List<VarBind> bindings = answer.bindings();
        for (int i = 0; i < bindings.size(); i++) {
            VarBind binding = bindings.get(i);
            if (!binding.value().isAbsent() && isAmong(names, i, binding.oid())) {
                found.put(binding.oid(), binding.value());
            }
        }
    }

    /// Mostly a value stands where its name stood in the request, but not every device keeps to that.
    private static boolean isAmong(List<Oid> names, int place, Oid name) {
        return (place < names.size() && names.get(place).equals(name)) || names.contains(name);
    }

    /// As below, for columns of which nothing is known beforehand.
    public Map<Oid, NavigableMap<Oid, SnmpValue>> columns(List<Oid> columns) throws SessionEnded, InterruptedException {
        return columns(columns, Map.of(), column -> limits.maxRows());
    }

    /// Walks several columns side by side. For each column the rows by index, in order; a column that the device
    /// does not have is empty, one that breaks off (loop, limit, error) holds what came till then.
    ///
    /// @param usualRows how many rows a column likely has, where that is known: not a limit, it only
    ///      fills the requests
    ///                  better
    /// @param maxRows   of each column; never more than the conversation's own limit
    public Map<Oid, NavigableMap<Oid, SnmpValue>> columns(
            List<Oid> columns, Map<Oid, Integer> usualRows, ToIntFunction<Oid> maxRows)
            throws SessionEnded, InterruptedException {
        Columns walked =
                new Columns(columns, usualRows, column -> Math.min(maxRows.applyAsInt(column), limits.maxRows()));
        while (walked.isOpen() && !spent()) {
            if (manners.bulk()) {
                bulk(new BulkStep(walked, manners.maxVariables(), limits.maxReplyBytes()));
            } else {
                next(new NextStep(walked, manners.maxVariables()));
            }
        }
        return walked.result();
    }

    private void bulk(BulkStep step) throws SessionEnded, InterruptedException {
        switch (ask(step.request())) {
            case Answer answer -> {
                bulkProven = true;
                if (!step.take(answer.bindings())) {
                    manners = manners.withoutBulk();
                }
            }
            case Timeout t -> manners = manners.withoutBulk();
            case Refused refused
            when refused.reason() == Reason.TOO_BIG && step.variables() > 1 ->
                manners = manners.afterTooBig(step.variables());
            case Refused refused -> manners = manners.withoutBulk();
        }
    }

    private void next(NextStep step) throws SessionEnded, InterruptedException {
        switch (ask(step.request())) {
            case Answer answer -> step.take(answer.bindings());
            case Timeout t -> throw silent();
            case Refused refused
            when refused.reason() == Reason.TOO_BIG && step.variables() > 1 ->
                manners = manners.afterTooBig(step.variables());
            case Refused refused when refused.reason() == Reason.NO_SUCH_NAME -> step.nothingFrom(refused.index());
            case Refused refused -> step.fails(refused.index());
        }
    }

    /// What this conversation has learnt.
    public SnmpManners manners() {
        return manners;
    }

    /// How many requests were sent, retries not counted.
    public int requests() {
        return requests;
    }

    /// How many of them were answered, refusals included.
    public int answers() {
        return answers;
    }

    private boolean spent() {
        return bytes > limits.maxBytes() || requests >= limits.maxRequests();
    }

    /// Sends one request in its turn. Refusals that hold for the whole device end the conversation.
    private SnmpOutcome ask(SnmpRequest request) throws SessionEnded, InterruptedException {
        waitForTurn();
        requests++;
        // A device that ignores GETBULK shall not cost the whole patience, for there is another way.
        boolean trial = request instanceof SnmpRequest.GetBulk && !bulkProven;
        SnmpOutcome outcome = await(client.send(trial ? target.withRetries(0) : target, request));
        nextAllowed = clock.instant().plus(limits.pause());
        switch (outcome) {
            case Answer answer -> {
                answers++;
                answer.bindings().forEach(b -> bytes += b.approximateBytes());
            }
            case Timeout t -> {}
            case Refused refused -> {
                switch (refused.reason()) {
                    case NO_SUCH_NAME, TOO_BIG, DEVICE_ERROR -> answers++;
                    case WRONG_CREDENTIALS, UNSUPPORTED, NOT_SENT, CLOSED ->
                        throw new SessionEnded(SessionEnded.Kind.REFUSED, refused.detail());
                }
            }
        }
        return outcome;
    }

    private SessionEnded silent() {
        return new SessionEnded(SessionEnded.Kind.SILENT, "no answer after " + answers + " answered requests");
    }

    private void waitForTurn() throws SessionEnded, InterruptedException {
        Instant now = clock.instant();
        if (now.isAfter(deadline)) {
            throw new SessionEnded(
                    SessionEnded.Kind.OUT_OF_TIME,
                    "not read completely within " + limits.maxTime().toSeconds() + " s");
        }
        if (now.isBefore(nextAllowed)) {
            Thread.sleep(Duration.between(now, nextAllowed));
        }
    }

    private static SnmpOutcome await(Future<SnmpOutcome> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an SNMP client must not complete with an exception", e);
        }
    }
}
