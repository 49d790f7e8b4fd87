package io.printmaster.agent.snmp;

import io.printmaster.agent.snmp.SnmpOutcome.Answer;
import io.printmaster.agent.snmp.SnmpOutcome.Reason;
import io.printmaster.agent.snmp.SnmpOutcome.Refused;
import io.printmaster.agent.snmp.SnmpOutcome.Timeout;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// One conversation with one device: never more than one request outstanding, paced, bounded in time,
/// rows and bytes, and with a way around the usual failings of firmware (a missing name that fails a
/// whole v1 request, no GETBULK, answers too big, walks that run in circles).
///
/// Blocks; meant for a virtual thread. Not thread-safe.
public final class SnmpSession {
    /// Names in one GET: safe for a reply below 1400 octets.
    private static final int MAX_NAMES = 26;
    /// After so many missing names a v1 device is asked by GETNEXT, which a missing name does not fail.
    private static final int MAX_REMOVALS = 3;

    private final SnmpClient client;
    private final SnmpTarget target;
    private final SessionLimits limits;
    private final InstantSource clock;
    private final Instant deadline;
    private Instant nextAllowed = Instant.MIN;
    private boolean bulk;
    private int requests;
    private int answers;
    private long bytes;

    /// A conversation that starts now.
    public SnmpSession(SnmpClient client, SnmpTarget target, SessionLimits limits, InstantSource clock) {
        this.client = client;
        this.target = target;
        this.limits = limits;
        this.clock = clock;
        this.deadline = clock.instant().plus(limits.maxTime());
        this.bulk = target.credential().knowsBulk();
    }

    /// The values of these very instances; what the device does not have is not in the map.
    public Map<Oid, SnmpValue> get(List<Oid> names) throws SessionEnded, InterruptedException {
        Map<Oid, SnmpValue> found = new HashMap<>();
        for (int from = 0; from < names.size(); from += MAX_NAMES) {
            getSome(new ArrayList<>(names.subList(from, Math.min(names.size(), from + MAX_NAMES))), found);
        }
        return found;
    }

    /// Walks several columns side by side. For each column the rows by index, in order; a column that
    /// the device does not have is empty, one that breaks off (loop, limit, error) holds what came till
    /// then.
    public Map<Oid, NavigableMap<Oid, SnmpValue>> columns(List<Oid> columns) throws SessionEnded, InterruptedException {
        return new ColumnWalk(this, columns, limits).walk();
    }

    /// How many requests were sent, retries not counted.
    public int requests() {
        return requests;
    }

    /// How many of them were answered, refusals included.
    public int answers() {
        return answers;
    }

    boolean bulk() {
        return bulk;
    }

    void noMoreBulk() {
        bulk = false;
    }

    boolean spent() {
        return bytes > limits.maxBytes();
    }

    private void getSome(List<Oid> names, Map<Oid, SnmpValue> found) throws SessionEnded, InterruptedException {
        int asked = names.size();
        while (!names.isEmpty()) {
            switch (ask(new SnmpRequest.Get(names))) {
                case Answer answer -> {
                    keep(answer, names, found);
                    return;
                }
                case Timeout t -> throw silent();
                case Refused refused
                when mentions(refused, names) && asked - names.size() < MAX_REMOVALS ->
                    names.remove(refused.index() - 1);
                case Refused refused
                when refused.reason() == Reason.NO_SUCH_NAME -> {
                    getByNext(names, found);
                    return;
                }
                case Refused refused -> {
                    getHalves(names, found);
                    return;
                }
            }
        }
    }

    private void getHalves(List<Oid> names, Map<Oid, SnmpValue> found) throws SessionEnded, InterruptedException {
        if (names.size() > 1) {
            int half = names.size() / 2;
            getSome(new ArrayList<>(names.subList(0, half)), found);
            getSome(new ArrayList<>(names.subList(half, names.size())), found);
        }
    }

    private void getByNext(List<Oid> names, Map<Oid, SnmpValue> found) throws SessionEnded, InterruptedException {
        List<Oid> left = new ArrayList<>(names);
        while (!left.isEmpty()) {
            List<Oid> before = left.stream().map(Oid::predecessor).toList();
            switch (ask(new SnmpRequest.GetNext(before))) {
                case Answer answer -> {
                    keep(answer, left, found);
                    return;
                }
                case Timeout t -> throw silent();
                case Refused refused when mentions(refused, left) -> left.remove(refused.index() - 1);
                case Refused refused -> {
                    return;
                }
            }
        }
    }

    private static boolean mentions(Refused refused, List<Oid> names) {
        return refused.index() >= 1 && refused.index() <= names.size();
    }

    private static void keep(Answer answer, List<Oid> names, Map<Oid, SnmpValue> found) {
        for (VarBind binding : answer.bindings()) {
            if (!binding.value().isAbsent() && names.contains(binding.oid())) {
                found.put(binding.oid(), binding.value());
            }
        }
    }

    /// Sends one request in its turn. Refusals that hold for the whole device end the conversation.
    SnmpOutcome ask(SnmpRequest request) throws SessionEnded, InterruptedException {
        waitForTurn();
        requests++;
        SnmpOutcome outcome = await(client.send(target, request));
        nextAllowed = clock.instant().plus(limits.pause());
        switch (outcome) {
            case Answer answer -> {
                answers++;
                answer.bindings().forEach(b -> bytes += ColumnWalk.size(b));
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

    SessionEnded silent() {
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
