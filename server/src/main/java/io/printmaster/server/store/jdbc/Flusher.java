package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers for committed groups once they are on the disk, several at a time, while their writer goes on with the next.
/// After a flush that failed nothing is answered well any more until the writer has repaired it. Thread-safe.
final class Flusher {
    private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);

    /// Groups that may wait for the flush after the one under way: a writer further ahead would make groups of one.
    private static final int AHEAD = 1;

    private final Database database;
    private final UnderWay underWay;
    private final Thread thread;

    private List<Group> waiting = new ArrayList<>();
    private boolean flushing;
    private boolean closed;
    private @Nullable StoreException failure;

    private record Group(Flush flush, List<Consumer<@Nullable StoreException>> afterwards) {
        void end(@Nullable StoreException fault) {
            afterwards.forEach(then -> then.accept(fault));
        }
    }

    Flusher(Database database, LongSupplier nanos, String name) {
        this.database = database;
        this.underWay = new UnderWay(nanos);
        this.thread = Thread.ofPlatform().name(name).start(this::loop);
    }

    /// Takes a committed group; waits while others are ahead of it.
    synchronized void hand(Flush flush, List<Consumer<@Nullable StoreException>> afterwards) {
        awaitWhile(() -> waiting.size() >= AHEAD && flushing);
        waiting.add(new Group(flush, List.copyOf(afterwards)));
        notifyAll();
    }

    /// Waits until nothing is under way.
    synchronized void drain() {
        awaitWhile(() -> flushing || !waiting.isEmpty());
    }

    /// Why nothing is answered well at the moment; null while it is.
    synchronized @Nullable StoreException failure() {
        return failure;
    }

    /// The writer wrote everything to its place.
    synchronized void repaired() {
        failure = null;
        LOG.atInfo().log("Database is on the disk again");
    }

    /// Whether the flush under way lasts longer.
    boolean lasts(long millis) {
        return underWay.lasts(millis);
    }

    /// A condition on the state that this object's lock guards.
    private interface Condition {
        boolean holds();
    }

    /// The threads here are interrupted by nobody; if somebody does, what is committed is still answered for.
    private void awaitWhile(Condition condition) {
        boolean interrupted = false;
        while (condition.holds()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        for (List<Group> next = next(); !next.isEmpty(); next = next()) {
            underWay.begin();
            @Nullable StoreException fault = failure();
            if (fault == null) {
                fault = flush(next.getLast().flush);
            }
            underWay.end();
            for (Group group : next) {
                group.end(fault);
            }
        }
    }

    /// @return none once it is closed
    private synchronized List<Group> next() {
        flushing = false;
        notifyAll();
        awaitWhile(() -> waiting.isEmpty() && !closed);
        List<Group> next = waiting;
        waiting = new ArrayList<>();
        flushing = !next.isEmpty();
        notifyAll();
        return next;
    }

    private @Nullable StoreException flush(Flush flush) {
        try {
            flush.force();
            return null;
        } catch (SQLException | RuntimeException e) {
            // Whatever it was: without an answer the writer and all callers would wait for ever.
            StoreException fault = e instanceof SQLException known
                    ? database.fault(known)
                    : new StoreException(StoreException.Kind.NOT_WRITABLE, String.valueOf(e), e);
            LOG.atWarn().addKeyValue("reason", fault.getMessage()).log("Database cannot be flushed to the disk");
            synchronized (this) {
                failure = fault;
            }
            return fault;
        }
    }

    /// Answers what was handed over, then stops.
    void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        awaitEnd(thread);
    }

    /// Waits for a thread that has to bring to the disk what it took, even if somebody interrupts the caller.
    static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
