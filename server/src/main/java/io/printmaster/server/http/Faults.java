package io.printmaster.server.http;

import java.util.Optional;

/// Says which faults of other rooms are expected, such as a store that is too busy (503). Must be thread-safe.
@FunctionalInterface
public interface Faults {

    /// The answer for a fault; empty for an unexpected one, which is logged and answered as 500.
    Optional<HttpProblem> problem(Throwable fault);
}
