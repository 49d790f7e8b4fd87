package io.printmaster.agent.discover;

import java.time.Instant;
import java.time.InstantSource;

/// When the next packet may leave: evenly spaced, with a little credit for lost time but no bursts. Not
/// thread-safe.
final class Pace {
    private static final int CREDIT_MILLIS = 20;

    private final InstantSource clock;
    private final long spacingNanos;
    private Instant next;

    Pace(int packetsPerSecond, InstantSource clock) {
        this.clock = clock;
        this.spacingNanos = 1_000_000_000L / packetsPerSecond;
        this.next = clock.instant();
    }

    /// The moment for the next packet; never so far back that the rate is exceeded over a second.
    Instant next() {
        Instant earliest = clock.instant().minusMillis(CREDIT_MILLIS);
        Instant due = next.isBefore(earliest) ? earliest : next;
        next = due.plusNanos(spacingNanos);
        return due;
    }
}
