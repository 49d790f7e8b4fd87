package io.printmaster.agent.store.sqlite;

import java.time.Duration;

/// When memory is not the right place any more (seed, "Storage Strategy"). Immutable.
///
/// @param bytes   size of the database in memory
/// @param outage  how long the server may be away
/// @param devices device records that may wait
public record OverflowLimits(long bytes, Duration outage, int devices) {

    /// @throws IllegalArgumentException for limits that are not positive
    public OverflowLimits {
        if (bytes <= 0 || outage.isNegative() || outage.isZero() || devices <= 0) {
            throw new IllegalArgumentException("the limits of memory are more than nothing");
        }
    }
}
