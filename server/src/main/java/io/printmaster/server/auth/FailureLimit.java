package io.printmaster.server.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Counts failures by name (an address, a token id, an account) and says when there were too many. Only failures
/// cost anything, so that a correct proof is never locked out by somebody else's guesses. Remembers a bounded
/// number of names, the longest quiet ones go first. Thread-safe.
final class FailureLimit {
    private static final int MAX_NAMES = 10_000;

    private final Clock clock;
    private final int burst;
    private final Duration oneBack;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_NAMES;
        }
    };

    private record Bucket(double used, Instant at) {}

    /// @param burst   failures allowed at once
    /// @param oneBack how long until one of them is forgiven
    FailureLimit(Clock clock, int burst, Duration oneBack) {
        this.clock = clock;
        this.burst = burst;
        this.oneBack = oneBack;
    }

    /// How long to wait; empty when there were not too many.
    synchronized Optional<Duration> wait(String name) {
        double used = used(name);
        if (used < burst) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) Math.ceil((used - burst + 1) * oneBack.toMillis())));
    }

    /// Notes a failure.
    synchronized void failed(String name) {
        buckets.put(name, new Bucket(Math.min(used(name) + 1, burst + 1.0), clock.instant()));
    }

    /// Forgets the failures of a name that proved itself.
    synchronized void succeeded(String name) {
        buckets.remove(name);
    }

    private double used(String name) {
        Bucket bucket = buckets.get(name);
        if (bucket == null) {
            return 0;
        }
        double forgiven = (double) Duration.between(bucket.at, clock.instant()).toMillis() / oneBack.toMillis();
        return Math.max(0, bucket.used - Math.max(0, forgiven));
    }
}
