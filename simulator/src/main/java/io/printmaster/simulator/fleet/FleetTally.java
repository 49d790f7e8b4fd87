package io.printmaster.simulator.fleet;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// What came of a fleet's requests. Thread-safe.
public final class FleetTally {
    private static final long LONGEST_MICROS = Duration.ofMinutes(10).toNanos() / 1_000;

    private final Histogram latency = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final Map<String, Long> statuses = new TreeMap<>();
    private long records;
    private long stored;
    private long bytes;

    /// Everything so far.
    ///
    /// @param answers  how often each status came, `200` or `timeout`, `cut`, `error`
    /// @param records  sent in batches that were answered
    /// @param stored   of those, stored according to the receipts
    /// @param bytes    of request bodies as they went over the line
    /// @param median   between sending and the whole answer
    public record Snapshot(
            Map<String, Long> answers,
            long records,
            long stored,
            long bytes,
            Duration median,
            Duration p99,
            Duration longest) {

        /// Copies.
        public Snapshot {
            answers = Map.copyOf(answers);
        }

        /// Requests that were answered or failed.
        public long requests() {
            return answers.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    synchronized void answered(String status, long nanos, long bodyBytes) {
        latency.recordValue(Math.min(nanos / 1_000, LONGEST_MICROS));
        statuses.merge(status, 1L, Long::sum);
        bytes += bodyBytes;
    }

    synchronized void batch(int sent, int storedOfIt) {
        records += sent;
        stored += storedOfIt;
    }

    /// The state now.
    public synchronized Snapshot snapshot() {
        return new Snapshot(
                statuses,
                records,
                stored,
                bytes,
                at(latency.getValueAtPercentile(50)),
                at(latency.getValueAtPercentile(99)),
                at(latency.getMaxValue()));
    }

    private static Duration at(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }
}
