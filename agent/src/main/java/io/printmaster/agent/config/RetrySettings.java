package io.printmaster.agent.config;

import java.time.Duration;

/// How often a failed request is tried again (seed, "Retry Logic with Exponential Backoff"). Immutable.
///
/// @param attempts `retry_attempts`: tries in all, the first included, 1 to 20
/// @param backoff  `retry_backoff`: pause before the second try, doubled before each further one, 1 s to 5 min
public record RetrySettings(int attempts, Duration backoff) {}
