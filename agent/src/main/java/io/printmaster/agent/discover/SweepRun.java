package io.printmaster.agent.discover;

import io.printmaster.agent.snmp.SnmpRequest;
import io.printmaster.agent.snmp.SnmpTarget;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// One search of an [SnmpSweep]: whom it asks, and when. For one thread.
///
/// The first round is always complete. The re-sends have up to one and a quarter times its time, or the rest
/// of the aim where that is more: first those within 256 addresses of somebody who is there, then the
/// others. So a /24 gets every round in full, and a /16 as much as fits.
final class SweepRun implements SweepWire.Ear {
    private static final long AIM_NANOS = TimeUnit.SECONDS.toNanos(85);

    /// More targets than this are split by whether somebody near them is there.
    private static final int SMALL = 1024;

    /// An SNMPv3 user costs a discovery, a first request, and perhaps one more after the clocks were compared.
    private static final int PACKETS_OF_A_USER = 3;

    private static final Duration LEAST_FOR_A_USER = Duration.ofSeconds(2);

    /// All talks end by themselves long before.
    private static final long LONGEST_TALK_NANOS = TimeUnit.MINUTES.toNanos(5);

    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final SnmpSweep.Setup setup;
    private final SweepSettings settings;
    private final FindTally tally;
    private final SweepTargets targets;
    private final SweepHearing hearing;
    private final SweepWire wire;
    private final SweepEstimate estimate;
    private final BitSet asked;
    private final BitSet onLink = new BitSet();
    private final long started;
    private final long pauseNanos;
    private long resendUntil = Long.MAX_VALUE;

    SweepRun(SnmpSweep.Setup setup, SweepTargets targets, Consumer<Sighting> found, FindTally tally, SweepLine line) {
        this.setup = setup;
        this.settings = setup.settings();
        this.tally = tally;
        this.targets = targets;
        this.started = now();
        this.pauseNanos = settings.patience().toNanos() / 8;
        this.asked = new BitSet(targets.size());
        int places = targets.size() + targets.networks().size();
        RequestIds ids = new RequestIds(Math.max(1, places), targets.maxAsks(), setup.random());
        this.hearing = new SweepHearing(setup, targets, ids, found, tally);
        this.wire = new SweepWire(
                line, setup.tools().datagrams(), ids, settings, setup.time().nanos(), this);
        for (int place = 0; place < targets.size(); place++) {
            InetAddress address = targets.address(place).orElse(null);
            if (address == null) {
                hearing.skip(place, SkipReason.UNKNOWN_NAME);
            } else if (setup.reach().excluded().test(address)) {
                hearing.skip(place, SkipReason.EXCLUDED);
            } else {
                onLink.set(place, targets.isOnLink(address));
            }
        }
        List<Integer> passes = IntStream.rangeClosed(0, settings.resends())
                .map(this::passes)
                .boxed()
                .toList();
        this.estimate = new SweepEstimate(settings, targets.size(), onLink.cardinality(), passes);
    }

    /// How many things are asked in a round, one after the other.
    private int passes(int round) {
        return targets.sets().stream()
                .mapToInt(set -> set.round(round, round == settings.resends()).size())
                .max()
                .orElse(0);
    }

    FindSummary go() throws InterruptedException {
        boolean called = settings.broadcast() && callEverybody();
        if (called) {
            listen(pauseNanos);
        }
        int rounds = settings.resends() + 1;
        for (int round = 0; round < rounds && hearing.unsettled() > 0; round++) {
            if (round == 1) {
                long first = now() - started;
                resendUntil = started + Math.max(AIM_NANOS, first * 9 / 4);
            }
            if (round > 0) {
                // An answer to an earlier round still counts in a later one, so only the last wait is whole.
                listen(pauseNanos);
            }
            round(round, round == rounds - 1);
        }
        if (called || !asked.isEmpty()) {
            lastWait();
        }
        return new FindSummary(
                targets.size(),
                hearing.answered(),
                tally.found.get(),
                hearing.refusals(),
                tally.packets.get(),
                Duration.ofNanos(now() - started));
    }

    /// As CUPS does it: one GET for each community to the broadcast address of every attached network. Not
    /// where that would reach somebody who is to be left alone, or to be asked with other credentials.
    private boolean callEverybody() throws InterruptedException {
        boolean any = false;
        for (OwnNetworks.Network network : targets.networks()) {
            Optional<AskSet> asks = targets.asksThroughout(network);
            boolean wanted = setup.reach().beyondTargets() || targets.overlaps(network);
            if (asks.isPresent() && network.broadcast().isPresent() && wanted && nobodyIsExcluded(network)) {
                int place = hearing.calling(asks.get());
                for (int ask : asks.get().toEverybody()) {
                    any |= send(network.broadcast().get(), asks.get(), ask, place, SweepWire.Reach.ON_LINK);
                }
            }
        }
        return any;
    }

    private boolean nobodyIsExcluded(OwnNetworks.Network network) {
        return network.isSmall()
                && network.addresses()
                        .noneMatch(address -> setup.reach().excluded().test(address));
    }

    private void round(int round, boolean last) throws InterruptedException {
        int passes = passes(round);
        estimate.round(round);
        if (round == 0) {
            knownFirst(last);
        }
        Set<InetAddress> absent = round == 0 ? Set.of() : absent();
        boolean split = round > 0 && targets.size() > SMALL;
        for (boolean live : split ? List.of(true, false) : List.of(true)) {
            for (int pass = 0; pass < passes; pass++) {
                // Who does not even answer the kernel is asked once more at the very end.
                boolean alsoAbsent = round == settings.resends() && pass == 0;
                IntPredicate wanted = place -> !hearing.isSettled(place)
                        && (round > 0 || !asked.get(place) || settings.resends() == 0)
                        && (!split || live == isLive(place))
                        && (alsoAbsent || !onLink.get(place) || !isIn(absent, place));
                pass(round, last, pass, wanted);
            }
        }
    }

    /// Those that the kernel has heard of are there; everybody else may be.
    private void knownFirst(boolean last) throws InterruptedException {
        if (!settings.neighbours()) {
            return;
        }
        for (InetAddress address : setup.tools().neighbours().get().present()) {
            int place = targets.place(address);
            if (place >= 0 && !hearing.isSettled(place)) {
                AskSet asks = targets.asks(address);
                ask(place, address, asks, asks.round(0, last).getFirst(), reach(place));
            }
        }
    }

    private Set<InetAddress> absent() {
        return settings.neighbours() && !onLink.isEmpty()
                ? new HashSet<>(setup.tools().neighbours().get().absent())
                : Set.of();
    }

    private boolean isIn(Set<InetAddress> addresses, int place) {
        return !addresses.isEmpty()
                && targets.address(place).filter(addresses::contains).isPresent();
    }

    private boolean isLive(int place) {
        return targets.address(place).filter(hearing::isLive).isPresent();
    }

    /// Asks everybody who is wanted one thing.
    private void pass(int round, boolean last, int pass, IntPredicate wanted) throws InterruptedException {
        SweepRound order = new SweepRound(targets.size(), onLink::get, wanted, setup.random());
        for (SweepRound.Step step = order.next(wire); step != null; step = order.next(wire)) {
            if (round > 0 && now() - resendUntil > 0) {
                return;
            }
            serveTalks();
            InetAddress address = targets.address(step.place()).orElseThrow();
            AskSet asks = targets.asks(address);
            List<Integer> turn = asks.round(round, last);
            if (pass < turn.size()) {
                ask(step.place(), address, asks, turn.get(pass), step.reach());
            }
            estimate.at(pass, order.seen());
        }
    }

    private void ask(int place, InetAddress address, AskSet asks, int ask, SweepWire.Reach reach)
            throws InterruptedException {
        if (!asked.get(place)) {
            asked.set(place);
            tally.asked.incrementAndGet();
        }
        if (!send(address, asks, ask, place, reach)) {
            hearing.skip(place, SkipReason.UNREACHABLE);
        }
    }

    private boolean send(InetAddress address, AskSet asks, int ask, int place, SweepWire.Reach reach)
            throws InterruptedException {
        boolean sent = wire.send(wire.datagram(asks, ask, place), address, reach);
        if (sent) {
            tally.packets.incrementAndGet();
        }
        return sent;
    }

    /// Devices that have said something come before anybody else.
    private void serveTalks() throws InterruptedException {
        for (Talks.Turn turn = hearing.talks().next();
                turn != null;
                turn = hearing.talks().next()) {
            Talks.Talk talk = turn.talk();
            SweepWire.Reach reach = targets.isOnLink(talk.address) ? SweepWire.Reach.ON_LINK : SweepWire.Reach.ROUTED;
            switch (turn) {
                case Talks.ByAsk(var _, int ask) ->
                    send(talk.address, talk.asks, ask, hearing.place(talk.address, talk.asks), reach);
                case Talks.ByUser user -> tryUser(user, reach);
            }
        }
    }

    private void tryUser(Talks.ByUser turn, SweepWire.Reach reach) throws InterruptedException {
        for (int i = 0; i < PACKETS_OF_A_USER; i++) {
            wire.listenUntil(wire.due(reach));
            wire.spend(reach);
            tally.packets.incrementAndGet();
        }
        SnmpTarget target = new SnmpTarget(
                turn.talk().address,
                settings.port(),
                turn.talk().asks.users().get(turn.user()),
                userTimeout(settings.patience()),
                0);
        var _ = setup.tools()
                .client()
                .send(target, new SnmpRequest.Get(Candidates.PROBE))
                .thenAccept(outcome -> hearing.userReplied(turn, outcome));
    }

    /// Keys are made and clocks compared before the answer comes.
    private static Duration userTimeout(Duration patience) {
        Duration twice = patience.multipliedBy(2);
        return twice.compareTo(LEAST_FOR_A_USER) < 0 ? LEAST_FOR_A_USER : twice;
    }

    private void listen(long nanos) throws InterruptedException {
        long end = now() + nanos;
        for (long now = now(); end - now > 0; now = now()) {
            serveTalks();
            wire.listenUntil(Math.min(end - now, BREATH_NANOS) + now);
        }
    }

    private void lastWait() throws InterruptedException {
        estimate.waiting();
        listen(settings.patience().toNanos());
        long end = now() + LONGEST_TALK_NANOS;
        while (!hearing.talks().isEmpty() && end - now() > 0) {
            listen(BREATH_NANOS);
        }
    }

    private SweepWire.Reach reach(int place) {
        return onLink.get(place) ? SweepWire.Reach.ON_LINK : SweepWire.Reach.ROUTED;
    }

    @Override
    public void heard(SweepLine.Heard heard) {
        hearing.heard(heard);
    }

    @Override
    public void tick(long now) {
        hearing.tick(now);
        long resendNanos = resendUntil == Long.MAX_VALUE ? Long.MAX_VALUE : resendUntil - now;
        tally.time(Duration.ofNanos(now - started), estimate.left(hearing.unsettled(), resendNanos));
    }

    private long now() {
        return setup.time().nanos().getAsLong();
    }
}
