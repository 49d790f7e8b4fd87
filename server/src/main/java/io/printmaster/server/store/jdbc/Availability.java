package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.StoreException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the database can be reached. While it cannot, everybody is told so at once instead of waiting for a
/// time-out each, and one thread tries to reach it again. Thread-safe.
final class Availability {
    private static final Logger LOG = LoggerFactory.getLogger(Availability.class);

    private final Database database;
    private final long everyMillis;
    private final AtomicReference<@Nullable StoreException> away = new AtomicReference<>();
    private volatile boolean closed;
    private @Nullable Thread thread;

    /// Starts nothing yet.
    ///
    /// @param everyMillis pause between two attempts
    Availability(Database database, long everyMillis) {
        this.database = database;
        this.everyMillis = everyMillis;
    }

    void open() {
        thread = Thread.ofPlatform().daemon().name("store-availability").start(this::loop);
    }

    /// Does nothing while the database can be reached.
    ///
    /// @throws StoreException AWAY
    void require() {
        StoreException fault = away.get();
        if (fault != null) {
            throw new StoreException(StoreException.Kind.AWAY, "the database is away", fault);
        }
    }

    /// Somebody could not reach it.
    void lost(StoreException fault) {
        if (away.compareAndSet(null, fault)) {
            LOG.atWarn().addKeyValue("reason", fault.getMessage()).log("Database away");
        }
    }

    private void loop() {
        while (!closed) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(everyMillis));
            if (away.get() != null && !closed && reached()) {
                away.set(null);
                LOG.atInfo().log("Database back");
            }
        }
    }

    private boolean reached() {
        try (var connection = database.openWriter()) {
            return !connection.isClosed();
        } catch (SQLException | StoreException e) {
            LOG.atDebug().setCause(e).log("Database still away");
            return false;
        }
    }

    void close() {
        closed = true;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
