package io.printmaster.agent.discover;

import io.printmaster.agent.snmp.EngineId;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpDatagram;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.model.Sighting;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Makes sense of what comes back to a sweep: who is there, by which credential, and who does not let us
/// in. For one thread, but for [#userReplied].
final class SweepHearing implements SweepWire.Ear {
    private final SnmpSweep.Setup setup;
    private final SweepTargets targets;
    private final RequestIds ids;
    private final Consumer<Sighting> found;
    private final FindTally tally;
    private final Talks talks;

    private final BitSet settled;
    private final Set<InetAddress> heard = new HashSet<>();
    private final Set<InetAddress> told = new HashSet<>();
    private final Set<Long> liveNetworks = new HashSet<>();
    private final Map<InetAddress, FindSummary.Refusal> refused = new LinkedHashMap<>();
    private final List<AskSet> calls = new ArrayList<>();
    private final ConcurrentLinkedQueue<UserReply> userReplies = new ConcurrentLinkedQueue<>();

    /// What came of trying a user of SNMPv3.
    record UserReply(Talks.ByUser turn, SnmpOutcome outcome) {}

    SweepHearing(
            SnmpSweep.Setup setup, SweepTargets targets, RequestIds ids, Consumer<Sighting> found, FindTally tally) {
        this.setup = setup;
        this.targets = targets;
        this.ids = ids;
        this.found = found;
        this.tally = tally;
        this.talks = new Talks(setup.settings().patience().toNanos());
        this.settled = new BitSet(targets.size());
    }

    /// A call to everybody on a network goes out with these asks.
    ///
    /// @return the place that its answers come back by
    int calling(AskSet asks) {
        calls.add(asks);
        return targets.size() + calls.size() - 1;
    }

    /// The place by which an address is asked, also when it is no target but answered a call.
    int place(InetAddress address, AskSet asks) {
        int place = targets.place(address);
        return place >= 0 ? place : targets.size() + calls.indexOf(asks);
    }

    /// Whether nothing more is to be asked there.
    boolean isSettled(int place) {
        return settled.get(place);
    }

    /// Nothing is to be asked there, and why.
    void skip(int place, SkipReason reason) {
        if (!settled.get(place)) {
            settled.set(place);
            tally.skip(reason, 1);
        }
    }

    /// Whether somebody within the same 256 addresses has said something.
    boolean isLive(InetAddress address) {
        return address instanceof Inet4Address && liveNetworks.contains(OwnNetworks.number(address) >> 8);
    }

    int unsettled() {
        return targets.size() - settled.cardinality();
    }

    Talks talks() {
        return talks;
    }

    List<FindSummary.Refusal> refusals() {
        refused.keySet().removeAll(told);
        return refused.values().stream().limit(FindSummary.MAX_REFUSALS).toList();
    }

    int answered() {
        return heard.size();
    }

    @Override
    public void heard(SweepLine.Heard datagram) {
        switch (setup.tools().datagrams().read(datagram.datagram())) {
            case SnmpDatagram.Response(int id, SnmpOutcome outcome) ->
                ids.meaning(id).ifPresent(meaning -> answered(meaning, datagram.from(), outcome));
            case SnmpDatagram.Report(int id, EngineId engine) ->
                ids.meaning(id).ifPresent(meaning -> reported(meaning, datagram.from(), engine));
            case SnmpDatagram.Notification _, SnmpDatagram.Unclear _ -> {}
        }
    }

    /// Whom an answer is about: the address that was asked, whatever address it came from; after a call to
    /// everybody, the sender.
    private InetAddress source(RequestIds.Meaning meaning, InetAddress from) {
        return meaning.place() < targets.size()
                ? targets.address(meaning.place()).orElse(from)
                : from;
    }

    /// Whether a device that answered a call to everybody counts.
    private boolean counts(RequestIds.Meaning meaning, InetAddress address) {
        if (meaning.place() < targets.size()) {
            return true;
        }
        boolean called = meaning.place() - targets.size() < calls.size();
        boolean wanted = setup.reach().beyondTargets() || targets.place(address) >= 0;
        return called && wanted && !setup.reach().excluded().test(address);
    }

    private void answered(RequestIds.Meaning meaning, InetAddress from, SnmpOutcome outcome) {
        InetAddress address = source(meaning, from);
        AskSet asks = targets.asks(address);
        boolean known =
                meaning.ask() < asks.asks().size() && asks.asks().get(meaning.ask()) instanceof AskSet.ByCommunity;
        if (!known || told.contains(address) || !counts(meaning, address)) {
            return;
        }
        alive(address);
        switch (outcome) {
            case SnmpOutcome.Answer answer -> understood(address, asks, meaning.ask(), answer);
            case SnmpOutcome.Refused(var reason, int _, String detail) -> {
                switch (reason) {
                    // As good as an answer: it is there, and lets this credential in.
                    case NO_SUCH_NAME, TOO_BIG, DEVICE_ERROR ->
                        understood(address, asks, meaning.ask(), new SnmpOutcome.Answer(List.of()));
                    case WRONG_CREDENTIALS, UNSUPPORTED ->
                        refuse(address, credential(asks, meaning.ask()).name(), detail);
                    case NOT_SENT, CLOSED -> {}
                }
            }
            case SnmpOutcome.Timeout _ -> {}
        }
    }

    private void understood(InetAddress address, AskSet asks, int ask, SnmpOutcome.Answer answer) {
        settle(address);
        OptionalInt better = asks.better(ask);
        if (better.isEmpty()) {
            tell(address, credential(asks, ask), answer);
        } else {
            talks.answered(address, asks, ask, answer, better.getAsInt(), now());
        }
    }

    private void reported(RequestIds.Meaning meaning, InetAddress from, EngineId engine) {
        InetAddress address = source(meaning, from);
        AskSet asks = targets.asks(address);
        boolean known = meaning.place() < targets.size()
                && meaning.ask() < asks.asks().size()
                && asks.asks().get(meaning.ask()) instanceof AskSet.Engine;
        if (known && !told.contains(address) && !refused.containsKey(address)) {
            alive(address);
            settle(address);
            talks.reported(address, asks, engine, now());
        }
    }

    /// Somebody is there.
    private void alive(InetAddress address) {
        if (!heard.add(address)) {
            return;
        }
        tally.answered.incrementAndGet();
        if (address instanceof Inet4Address) {
            liveNetworks.add(OwnNetworks.number(address) >> 8);
        }
    }

    /// No more questions but those of a talk.
    private void settle(InetAddress address) {
        int place = targets.place(address);
        if (place >= 0) {
            settled.set(place);
        }
    }

    private void tell(InetAddress address, SnmpCredential credential, SnmpOutcome.Answer answer) {
        talks.end(address);
        if (!told.add(address)) {
            return;
        }
        if (!Candidates.mayBePrinter(answer)) {
            tally.skip(SkipReason.NO_PRINTER, 1);
            return;
        }
        tally.found.incrementAndGet();
        found.accept(new Sighting(
                address,
                setup.settings().port(),
                Sighting.Door.SNMP,
                credential.name(),
                setup.time().clock().instant(),
                Candidates.hints(answer)));
    }

    private void refuse(InetAddress address, String credential, String why) {
        if (refused.put(address, new FindSummary.Refusal(address, credential, why)) == null) {
            tally.skip(SkipReason.REFUSED, 1);
        }
    }

    private static SnmpCredential credential(AskSet asks, int ask) {
        return switch (asks.asks().get(ask)) {
            case AskSet.ByCommunity(var community) -> community;
            case AskSet.Engine _ -> throw new IllegalArgumentException("the engine id needs no credential");
        };
    }

    /// What came of a user; any thread.
    void userReplied(Talks.ByUser turn, SnmpOutcome outcome) {
        userReplies.add(new UserReply(turn, outcome));
    }

    @Override
    public void tick(long now) {
        for (UserReply reply = userReplies.poll(); reply != null; reply = userReplies.poll()) {
            InetAddress address = reply.turn.talk().address;
            SnmpCredential.User user = reply.turn.talk().asks.users().get(reply.turn.user());
            switch (reply.outcome) {
                case SnmpOutcome.Answer answer -> tell(address, user, answer);
                case SnmpOutcome.Refused(var _, int _, String why) ->
                    talks.refused(reply.turn.talk(), reply.turn.user(), why, now);
                case SnmpOutcome.Timeout _ -> talks.refused(reply.turn.talk(), reply.turn.user(), "", now);
            }
        }
        for (Talks.Talk talk : talks.over(now)) {
            talk.told()
                    .ifPresentOrElse(
                            best -> tell(talk.address, credential(talk.asks, best.ask()), best.answer()),
                            () -> talk.engine().ifPresent(engine -> closed(talk, engine)));
        }
    }

    private void closed(Talks.Talk talk, EngineId engine) {
        boolean users = !talk.asks.users().isEmpty();
        if (Candidates.mayBePrinter(engine)) {
            String credential = users ? talk.asks.users().getLast().name() : "";
            refuse(talk.address, credential, EngineWords.reason(engine, users, talk.refusal()));
        } else {
            told.add(talk.address);
            tally.skip(SkipReason.NO_PRINTER, 1);
        }
    }

    private long now() {
        return setup.time().nanos().getAsLong();
    }
}
