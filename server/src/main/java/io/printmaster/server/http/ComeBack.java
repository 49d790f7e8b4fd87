package io.printmaster.server.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/// When whoever finds the server full may come again: soon at first, and the later the longer it has been full. Each
/// try costs a handshake, so that thousands of agents that soon try again could keep a server full that would be free
/// without them. Thread-safe.
final class ComeBack {
    static final Duration FIRST = Duration.ofSeconds(2);
    static final Duration LONGEST = Duration.ofMinutes(1);
    /// Full for so long, the wait doubles; not full for so long, it is [#FIRST] again.
    static final Duration STEP = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private long since;
    private long last;

    /// @param nanos monotonic
    ComeBack(LongSupplier nanos) {
        this.nanos = nanos;
        this.last = nanos.getAsLong() - STEP.toNanos();
    }

    /// Notes that one was refused, and says when it may come again.
    synchronized Duration refused() {
        long now = nanos.getAsLong();
        if (now - last >= STEP.toNanos()) {
            since = now;
        }
        last = now;
        long doublings = Math.min(10, (now - since) / STEP.toNanos());
        Duration wait = FIRST.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
