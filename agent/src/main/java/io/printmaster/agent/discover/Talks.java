package io.printmaster.agent.discover;

import io.printmaster.agent.snmp.EngineId;
import io.printmaster.agent.snmp.SnmpOutcome;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The devices that have said something and are asked a little more before it is clear how they are spoken
/// to: one that answered SNMPv1 may know v2c as well, one that only told its engine id may have lost our
/// other packets. For one thread.
final class Talks {
    /// How often what is missing is asked for.
    private static final int TRIES = 2;

    private final Map<InetAddress, Talk> open = new HashMap<>();
    private final Deque<Turn> urgent = new ArrayDeque<>();
    private final long patienceNanos;

    Talks(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /// One device.
    static final class Talk {
        final InetAddress address;
        final AskSet asks;
        private final List<Integer> missing;
        private int heardBy = -1;
        private SnmpOutcome.@Nullable Answer answer;
        private @Nullable EngineId engine;
        private String refusal = "";
        private int tries;
        private long deadline;
        private boolean withUsers;

        private Talk(InetAddress address, AskSet asks, List<Integer> missing) {
            this.address = address;
            this.asks = asks;
            this.missing = new ArrayList<>(missing);
        }

        /// By which ask it is known, and what it said; empty when it only told its engine id.
        Optional<Told> told() {
            SnmpOutcome.Answer said = answer;
            return said == null ? Optional.empty() : Optional.of(new Told(heardBy, said));
        }

        Optional<EngineId> engine() {
            return Optional.ofNullable(engine);
        }

        /// Why none of the users got in, or empty.
        String refusal() {
            return refusal;
        }
    }

    /// An answer.
    record Told(int ask, SnmpOutcome.Answer answer) {}

    /// What is to be asked next, before anybody else is.
    sealed interface Turn {
        Talk talk();
    }

    /// By a datagram.
    record ByAsk(Talk talk, int ask) implements Turn {}

    /// By a user of SNMPv3.
    record ByUser(Talk talk, int user) implements Turn {}

    /// A device answered in a version that is not the best one configured: the better ones are asked for.
    void answered(InetAddress address, AskSet asks, int ask, SnmpOutcome.Answer answer, int better, long now) {
        Talk talk = open.get(address);
        if (talk == null) {
            talk = new Talk(address, asks, List.of(better));
            open.put(address, talk);
            again(talk, now);
        } else {
            talk.missing.clear();
            talk.missing.add(better);
        }
        if (talk.heardBy < 0 || ask < talk.heardBy) {
            talk.heardBy = ask;
            talk.answer = answer;
        }
    }

    /// A device told its engine id.
    void reported(InetAddress address, AskSet asks, EngineId engine, long now) {
        if (open.containsKey(address)) {
            return;
        }
        Talk talk = new Talk(address, asks, asks.communities());
        talk.engine = engine;
        open.put(address, talk);
        talk.withUsers = !asks.users().isEmpty();
        if (talk.withUsers) {
            talk.deadline = Long.MAX_VALUE;
            urgent.add(new ByUser(talk, 0));
        } else {
            again(talk, now);
        }
    }

    /// A user did not get in: the next one, and after the last the communities.
    void refused(Talk talk, int user, String why, long now) {
        if (open.get(talk.address) != talk) {
            return;
        }
        if (!why.isEmpty()) {
            talk.refusal = why;
        }
        if (user + 1 < talk.asks.users().size()) {
            urgent.add(new ByUser(talk, user + 1));
        } else {
            talk.withUsers = false;
            again(talk, now);
        }
    }

    private void again(Talk talk, long now) {
        talk.tries++;
        talk.missing.forEach(ask -> urgent.add(new ByAsk(talk, ask)));
        talk.deadline = now + (talk.missing.isEmpty() ? 0 : patienceNanos / TRIES * talk.tries);
    }

    /// Nothing more is to be asked of it.
    void end(InetAddress address) {
        open.remove(address);
    }

    /// The next turn of a device that is still of interest.
    @Nullable
    Turn next() {
        Turn turn = urgent.poll();
        while (turn != null && open.get(turn.talk().address) != turn.talk()) {
            turn = urgent.poll();
        }
        return turn;
    }

    /// Those whose time is over, whatever is known of them; the others are asked again.
    List<Talk> over(long now) {
        List<Talk> over = new ArrayList<>();
        for (Talk talk : List.copyOf(open.values())) {
            if (!talk.withUsers && talk.deadline - now <= 0) {
                if (talk.tries >= TRIES || talk.missing.isEmpty()) {
                    open.remove(talk.address);
                    over.add(talk);
                } else {
                    again(talk, now);
                }
            }
        }
        return over;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }
}
