package io.printmaster.e2e;

import io.printmaster.agent.send.Pace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// A clock of the test's own, so that days pass in seconds: it moves when the test says so and when the product waits.
/// Wall clock and monotonic clock move together; only the wall clock can be stepped. Thread-safe.
final class VirtualTime extends Clock {
    private final Instant start;
    private final AtomicLong passedNanos = new AtomicLong();
    private final AtomicLong steppedNanos = new AtomicLong();

    VirtualTime(Instant start) {
        this.start = start;
    }

    /// Begins at nine in the morning, UTC, so many days ago: the office's hours are the same whenever the test runs.
    static VirtualTime atNine(int daysAgo) {
        return new VirtualTime(Instant.now()
                .truncatedTo(ChronoUnit.DAYS)
                .minus(daysAgo, ChronoUnit.DAYS)
                .plus(9, ChronoUnit.HOURS));
    }

    void pass(Duration time) {
        passedNanos.addAndGet(time.toNanos());
    }

    /// What an operator or a time server does to the wall clock.
    void step(Duration by) {
        steppedNanos.addAndGet(by.toNanos());
    }

    long nanos() {
        return passedNanos.get();
    }

    /// Time for the product: whoever sleeps lets it pass.
    ///
    /// @param clock what the product stamps by
    Pace pace(Clock clock, long seed) {
        return new Pace(clock, this::nanos, this::pass, new Random(seed));
    }

    @Override
    public Instant instant() {
        return start.plusNanos(passedNanos.get() + steppedNanos.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
