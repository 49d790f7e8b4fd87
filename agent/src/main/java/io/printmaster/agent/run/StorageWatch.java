package io.printmaster.agent.run;

import io.printmaster.agent.store.sqlite.OverflowDeviceStore;
import io.printmaster.agent.upload.ConnectionState;
import io.printmaster.agent.upload.Loop;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Looks every 30 s, and after every round of uploads, whether the readings are in the right place.
final class StorageWatch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final OverflowDeviceStore store;
    private final Supplier<ConnectionState> line;
    private final LongSupplier nanos;
    private final Loop loop = new Loop("storage", this::look);
    /// Monotonic: a clock that is set must not look like an outage.
    private long lastOnline;

    StorageWatch(OverflowDeviceStore store, Supplier<ConnectionState> line, LongSupplier nanos) {
        this.store = store;
        this.line = line;
        this.nanos = nanos;
        this.lastOnline = nanos.getAsLong();
    }

    void start() {
        loop.start(EVERY);
    }

    /// Looks now. After a round the queue often is empty for a moment only.
    synchronized Duration look() {
        long now = nanos.getAsLong();
        if (line.get() == ConnectionState.ONLINE) {
            lastOnline = now;
        }
        store.check(Duration.ofNanos(now - lastOnline));
        return EVERY;
    }

    @Override
    public void close() {
        loop.close();
    }
}
