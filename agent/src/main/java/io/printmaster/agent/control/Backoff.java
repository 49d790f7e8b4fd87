package io.printmaster.agent.control;

import io.printmaster.wire.Frame;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// When the live channel may be tried again: 5 s doubling to 5 min, with full jitter, so that ten thousand agents
/// do not come back in step. Times are monotonic. Thread-safe.
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /// A channel that lived so long worked.
    private static final Duration WORKED = Duration.ofMinutes(1);
    /// A server that restarts says goodbye to everybody at the same moment.
    private static final Duration AFTER_RESTART = Duration.ofSeconds(30);
    /// Where two agents have the same identity, they push each other out: not every 5 s.
    private static final int REPLACED_COUNTS = 5;

    private static final int SERVICE_RESTART = 1012;

    private final LongSupplier nanos;
    private final RandomGenerator random;
    private int failures;
    private long notBefore;

    Backoff(LongSupplier nanos, RandomGenerator random) {
        this.nanos = nanos;
        this.random = random;
        this.notBefore = nanos.getAsLong();
    }

    /// How long from now; zero when it may be tried.
    synchronized Duration rest() {
        return Duration.ofNanos(Math.max(0, notBefore - nanos.getAsLong()));
    }

    /// An attempt did not open it.
    synchronized void failed() {
        long longest = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures, 10));
        failures++;
        jitter(Duration.ofMillis(longest));
    }

    /// It was open and is gone.
    synchronized void ended(int code, Duration lived) {
        if (lived.compareTo(WORKED) >= 0) {
            failures = 0;
        }
        if (code == SERVICE_RESTART) {
            jitter(AFTER_RESTART);
            return;
        }
        if (code == Frame.CLOSE_REPLACED) {
            failures = Math.max(failures, REPLACED_COUNTS);
        }
        failed();
    }

    /// Not for a long time; give or take a tenth.
    synchronized void restFor(Duration time) {
        notBefore = nanos.getAsLong() + time.toNanos() * 9 / 10 + random.nextLong(time.toNanos() / 5);
    }

    private void jitter(Duration longest) {
        notBefore = nanos.getAsLong() + random.nextLong(longest.toNanos() + 1);
    }
}
