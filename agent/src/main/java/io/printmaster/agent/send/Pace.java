package io.printmaster.agent.send;

import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Time and chance, given to whatever waits or retries, so that tests bring their own.
///
/// @param clock   wall clock, for times that people and servers see
/// @param nanos   monotonic clock, for lengths
/// @param random  thread-safe
public record Pace(Clock clock, LongSupplier nanos, Sleeper sleeper, RandomGenerator random) {}
