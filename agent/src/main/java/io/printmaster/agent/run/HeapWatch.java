package io.printmaster.agent.run;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Keeps the heap near what is alive in it.
///
/// The serial collector lets its old part grow to the limit of the heap before it looks for garbage there, and a cycle
/// at a thousand printers leaves tens of megabytes of readings that are long sent. A low limit instead would end the
/// agent at a large site. One thread at a time.
final class HeapWatch {
    private static final Duration WHILE_BUSY = Duration.ofMillis(10);
    private static final Duration USUALLY = Duration.ofMillis(500);
    private static final long LEAST_BYTES = 22L << 20;
    /// What may have been allocated since the last small collection, and is nobody's fault.
    private static final long YOUNG_BYTES = 5L << 20;

    private final BooleanSupplier busy;
    private final LongSupplier used;
    private final Runnable collect;
    private long limit = LEAST_BYTES;
    private boolean wasBusy;

    /// @param busy    whether much is being allocated
    /// @param used    bytes of the heap, garbage included
    /// @param collect looks for garbage in all of the heap, and is done when it returns
    HeapWatch(BooleanSupplier busy, LongSupplier used, Runnable collect) {
        this.busy = busy;
        this.used = used;
        this.collect = collect;
    }

    /// Watches the heap of this program.
    static HeapWatch ofThisProgram(BooleanSupplier busy) {
        Runtime java = Runtime.getRuntime();
        return new HeapWatch(busy, () -> java.totalMemory() - java.freeMemory(), java::gc);
    }

    /// Collects when a quarter more than was alive the last time is used, and when the work is done: what is alive then
    /// is little, and the system gets the rest back.
    ///
    /// @return after which time to look again
    Duration look() {
        boolean isBusy = busy.getAsBoolean();
        if (used.getAsLong() > limit || (wasBusy && !isBusy)) {
            collect.run();
            long alive = used.getAsLong();
            limit = Math.max(LEAST_BYTES, alive + alive / 4 + YOUNG_BYTES);
        }
        wasBusy = isBusy;
        return isBusy ? WHILE_BUSY : USUALLY;
    }
}
