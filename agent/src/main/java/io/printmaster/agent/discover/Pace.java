package io.printmaster.agent.discover;

/// When the next packet may leave: never more than so many within any one second, however the clock is laid
/// over them, and evenly spaced as far as the machine keeps up. Not thread-safe.
///
/// Times are those of a clock such as [System#nanoTime].
final class Pace {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /// So much of a delay is made up for by packets close to each other.
    private static final long CREDIT_NANOS = 20_000_000L;

    private final long spacingNanos;
    private final long[] departures;
    private int oldest;
    private int count;
    private long even;

    /// @param perSecond the limit
    /// @param spacing   packets are this far apart as packets a second; above `perSecond` it allows for bursts
    Pace(int perSecond, int spacing, long now) {
        this.departures = new long[perSecond];
        this.spacingNanos = SECOND_NANOS / spacing;
        this.even = now;
    }

    /// The moment for the next packet; may lie in the past.
    long due() {
        boolean full = count == departures.length;
        long window = full ? departures[oldest] + SECOND_NANOS : even;
        return window - even > 0 ? window : even;
    }

    /// A packet has left.
    void left(long now) {
        int free = (oldest + count) % departures.length;
        departures[free] = now;
        if (count < departures.length) {
            count++;
        } else {
            oldest = (oldest + 1) % departures.length;
        }
        long earliest = now - CREDIT_NANOS;
        even = (even - earliest < 0 ? earliest : even) + spacingNanos;
    }
}
