package io.printmaster.agent.send;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How often and after which pauses a request is repeated (seed, "Retry Logic": 5 attempts; 1, 2, 4, 8, 16 s).
///
/// Pauses lie between attempts, with full jitter so that a thousand agents do not come back in step. Pure; the caller
/// brings chance and sleeps itself, which is why this is not Failsafe: that takes neither and sleeps on its own clock.
///
/// @param attempts 1 to 20, the first one counted
/// @param first    the longest pause before the second attempt; doubles with each, up to 5 min
public record RetryPolicy(int attempts, Duration first) {
    /// The seed's.
    public static final RetryPolicy SEED = new RetryPolicy(5, Duration.ofSeconds(1));

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /// No repetition.
    public static final RetryPolicy ONCE = new RetryPolicy(1, Duration.ofSeconds(1));

    /// Checks.
    ///
    /// @throws IllegalArgumentException when a number is outside the above, or the pause not above zero
    public RetryPolicy {
        if (attempts < 1 || attempts > 20 || first.isNegative() || first.isZero()) {
            throw new IllegalArgumentException("a retry policy needs 1 to 20 attempts and a pause above zero");
        }
    }

    /// The pause after a failed attempt.
    ///
    /// @param attempt the one that failed, from 1
    /// @param floor   what the server asked for at the least; the jitter comes on top, for it asked many the same
    Duration pause(int attempt, Duration floor, RandomGenerator random) {
        long longest = Math.min(LONGEST.toMillis(), first.toMillis() << Math.min(attempt - 1, 20));
        return floor.plusMillis(random.nextLong(longest + 1));
    }
}
