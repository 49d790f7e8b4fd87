package io.printmaster.agent.discover;

import io.printmaster.agent.snmp.SnmpClient;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.agent.snmp.SnmpRequest;
import io.printmaster.agent.snmp.SnmpTarget;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Finds SNMP devices: asks everybody first, in random order and below a packet rate, and only then
/// waits; silent addresses are asked again in further rounds. The time for N silent addresses is N by
/// rate plus one short wait a round, not N times a timeout.
///
/// Thread-safe; each search keeps its own state. Memory: a few bits an address and what answers within
/// one wait.
public final class SnmpSweep implements Finder {
    private static final long MIN_PAUSE_NANOS = 1_000_000;

    private final SnmpClient client;
    private final SweepSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// A sweep through this client.
    public SnmpSweep(SnmpClient client, SweepSettings settings, InstantSource clock, RandomGenerator random) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public FindSummary find(TargetList targets, Consumer<Sighting> found) throws InterruptedException {
        return new Run(targets, found).go();
    }

    /// What came back from one address.
    private record Reply(int position, InetAddress address, SnmpCredential credential, SnmpOutcome outcome) {}

    /// One search.
    private final class Run {
        private final TargetList targets;
        private final Consumer<Sighting> found;
        private final LinkedBlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
        private final BitSet answered;
        private final NavigableMap<Integer, FindSummary.Refusal> refused = new TreeMap<>();
        private final Pace pace;
        private final Instant started = clock.instant();
        private long candidates;
        private long packets;

        private Run(TargetList targets, Consumer<Sighting> found) {
            this.targets = targets;
            this.found = found;
            this.answered = new BitSet((int) targets.size());
            this.pace = new Pace(OnLink.rate(targets, settings), clock);
        }

        private FindSummary go() throws InterruptedException {
            for (int round = 0; round <= settings.resends(); round++) {
                for (SnmpCredential credential : settings.credentials()) {
                    sendToSilent(credential);
                }
                // An answer to an earlier round still counts in a later one, so only the last wait is whole.
                boolean last = round == settings.resends();
                listenUntil(clock.instant()
                        .plus(last ? settings.patience() : settings.patience().dividedBy(2)));
            }
            refused.keySet().removeIf(answered::get);
            return new FindSummary(
                    targets.size(),
                    answered.cardinality() + (long) refused.size(),
                    candidates,
                    refused.values().stream().limit(FindSummary.MAX_REFUSALS).toList(),
                    packets,
                    Duration.between(started, clock.instant()));
        }

        private void sendToSilent(SnmpCredential credential) throws InterruptedException {
            int size = (int) targets.size();
            Permutation order = new Permutation(size, random);
            for (int i = 0; i < size; i++) {
                int position = order.next();
                if (!answered.get(position)) {
                    listenUntil(pace.next());
                    send(position, credential);
                }
            }
        }

        private void send(int position, SnmpCredential credential) {
            InetAddress address;
            try {
                address = targets.address(position);
            } catch (UnknownHostException e) {
                return;
            }
            SnmpTarget target = new SnmpTarget(address, settings.port(), credential, lifetime(), 0);
            packets++;
            var _ = client.send(target, new SnmpRequest.Get(Candidates.PROBE)).thenAccept(outcome -> {
                if (!(outcome instanceof SnmpOutcome.Timeout)) {
                    replies.add(new Reply(position, address, credential, outcome));
                }
            });
        }

        /// An answer to an earlier round counts as well, so a request lives as long as there may be a
        /// later one.
        private Duration lifetime() {
            Duration life = settings.patience().multipliedBy(2);
            return life.compareTo(Duration.ofMinutes(1)) > 0 ? Duration.ofMinutes(1) : life;
        }

        private void listenUntil(Instant end) throws InterruptedException {
            while (true) {
                long nanos = Duration.between(clock.instant(), end).toNanos();
                // Sleeping for less costs more than it waits; a later packet makes up for it.
                Reply reply = nanos > MIN_PAUSE_NANOS ? replies.poll(nanos, TimeUnit.NANOSECONDS) : replies.poll();
                if (reply == null) {
                    if (nanos <= MIN_PAUSE_NANOS) {
                        return;
                    }
                } else {
                    hear(reply);
                }
            }
        }

        private void hear(Reply reply) {
            switch (reply.outcome()) {
                case SnmpOutcome.Answer answer -> heard(reply, answer);
                case SnmpOutcome.Refused r -> {
                    switch (r.reason()) {
                        case NO_SUCH_NAME, TOO_BIG, DEVICE_ERROR -> heard(reply, new SnmpOutcome.Answer(List.of()));
                        case WRONG_CREDENTIALS, UNSUPPORTED ->
                            refused.put(
                                    reply.position(),
                                    new FindSummary.Refusal(
                                            reply.address(), reply.credential().name(), r.detail()));
                        case NOT_SENT, CLOSED -> {}
                    }
                }
                case SnmpOutcome.Timeout t -> {}
            }
        }

        private void heard(Reply reply, SnmpOutcome.Answer answer) {
            if (answered.get(reply.position())) {
                return;
            }
            answered.set(reply.position());
            if (Candidates.mayBePrinter(answer)) {
                candidates++;
                found.accept(new Sighting(
                        reply.address(),
                        settings.port(),
                        Sighting.Door.SNMP,
                        reply.credential().name(),
                        clock.instant(),
                        Candidates.hints(answer)));
            }
        }
    }
}
