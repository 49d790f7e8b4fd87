package io.printmaster.agent.discover;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The counts of a search while it runs: written by the one that searches, read by anybody.
final class FindTally {
    final AtomicLong asked = new AtomicLong();
    final AtomicLong answered = new AtomicLong();
    final AtomicLong found = new AtomicLong();
    final AtomicLong packets = new AtomicLong();

    private final Map<SkipReason, Long> skipped = new ConcurrentHashMap<>();
    private final long total;
    private volatile Duration left = Duration.ZERO;
    private volatile Duration elapsed = Duration.ZERO;
    private volatile boolean running = true;

    FindTally(long total) {
        this.total = total;
    }

    void skip(SkipReason reason, long count) {
        if (count > 0) {
            skipped.merge(reason, count, Long::sum);
        }
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
        return new FindProgress(
                running, total, asked.get(), answered.get(), found.get(), skipped, packets.get(), elapsed, left);
    }
}
