package io.printmaster.agent.discover;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// The counts of a search while it runs: written by the one that searches, read by anybody.
final class FindTally {
    final AtomicLong asked = new AtomicLong();
    final AtomicLong answered = new AtomicLong();
    final AtomicLong found = new AtomicLong();
    final AtomicLong packets = new AtomicLong();

    private final AtomicLongArray skipped = new AtomicLongArray(SkipReason.values().length);
    private final long total;
    private volatile Duration left = Duration.ZERO;
    private volatile Duration elapsed = Duration.ZERO;
    private volatile boolean running = true;

    FindTally(long total) {
        this.total = total;
    }

    void skip(SkipReason reason, long count) {
        skipped.addAndGet(reason.ordinal(), count);
    }

    void time(Duration sofar, Duration estimate) {
        elapsed = sofar;
        left = estimate;
    }

    void stop() {
        running = false;
        left = Duration.ZERO;
    }

    FindProgress progress() {
        Map<SkipReason, Long> reasons = new EnumMap<>(SkipReason.class);
        for (SkipReason reason : SkipReason.values()) {
            long count = skipped.get(reason.ordinal());
            if (count > 0) {
                reasons.put(reason, count);
            }
        }
        return new FindProgress(
                running,
                total,
                asked.get(),
                answered.get(),
                found.get(),
                reasons,
                packets.get(),
                elapsed,
                left);
    }
}
