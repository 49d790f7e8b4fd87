package io.printmaster.server.store.jdbc;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Since when something is under way. One thread begins and ends it, any may ask.
final class UnderWay {
    private static final long NOTHING = Long.MIN_VALUE;

    private final LongSupplier nanos;
    private volatile long since = NOTHING;

    /// @param nanos a clock that only runs forward
    UnderWay(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void begin() {
        since = nanos.getAsLong();
    }

    void end() {
        since = NOTHING;
    }

    /// Whether it began longer ago and has not ended.
    boolean lasts(long millis) {
        long begun = since;
        return begun != NOTHING && nanos.getAsLong() - begun > TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
