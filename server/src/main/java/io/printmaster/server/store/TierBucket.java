package io.printmaster.server.store;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// What a device counted in an hour, a day or a month.
///
/// @param start     first moment of the bucket
/// @param firstAt   time of its first sample
/// @param lastAt    time of its last sample
/// @param samples   how many there were
/// @param resets    how many of them showed that a counter began anew
/// @param unit      what `total` counts, as in Meters
/// @param counters  by name, also those that were last told before the bucket
/// @param tonerLast percent by name of the last sample that told any
/// @param tonerMin  the lowest percent by name
/// @param tonerAt   time of the sample of tonerLast
public record TierBucket(
        Instant start,
        Instant firstAt,
        Instant lastAt,
        long samples,
        long resets,
        String unit,
        Map<String, Count> counters,
        Map<String, Integer> tonerLast,
        Map<String, Integer> tonerMin,
        Optional<Instant> tonerAt) {

    /// A counter in a bucket.
    ///
    /// @param first the first value told in the bucket; empty when none was
    /// @param last  the value at the end of the bucket
    /// @param pages what was counted in the bucket, from the value before it on; never negative
    public record Count(OptionalLong first, long last, long pages) {
        /// Whether it was told within the bucket.
        public boolean told() {
            return first.isPresent();
        }
    }

    /// Copies, sorts by name.
    public TierBucket {
        counters = Collections.unmodifiableSortedMap(new TreeMap<>(counters));
        tonerLast = Collections.unmodifiableSortedMap(new TreeMap<>(tonerLast));
        tonerMin = Collections.unmodifiableSortedMap(new TreeMap<>(tonerMin));
    }

    /// What a counter counted in the bucket; 0 when it is not known.
    public long pages(String counter) {
        Count count = counters.get(counter);
        return count == null ? 0 : count.pages;
    }
}
