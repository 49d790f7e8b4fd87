package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.Origin;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One writer: what waits in its queue is run in groups by a thread of its own ([GroupWriter]), and answered once its
/// group is on the disk. Thread-safe.
final class GroupCommit {
    /// What may wait, and how long.
    ///
    /// @param all        bounds of the whole queue
    /// @param each       bounds of one agent
    /// @param groupJobs  at most so many share a commit: enough to share the cost of a flush, few enough that
    ///                   nobody waits long
    /// @param groupRecords no more join a group once it has so many
    /// @param stuckMillis once a group takes so long, nothing more is taken in until it is over
    /// @param waitMillis  no caller waits longer
    record Limits(
            FairQueue.Bounds all,
            FairQueue.Bounds each,
            int groupJobs,
            long groupRecords,
            long stuckMillis,
            long waitMillis) {
        static final Limits DEFAULT = new Limits(
                new FairQueue.Bounds(2_000, 100_000, 64L << 20),
                new FairQueue.Bounds(64, 25_000, 24L << 20),
                200,
                10_000,
                5_000,
                15_000);
    }

    private static final long POLL_MILLIS = 100;

    private final Limits limits;
    private final Availability availability;
    private final FairQueue<WriteJob<?>> queue;
    private final UnderWay writing;
    private final GroupWriter writer;
    private volatile boolean closed;
    private @Nullable Thread thread;

    /// Opens nothing yet.
    ///
    /// @param availability shared by all writers and readers of a database
    /// @param nanos        a clock that only runs forward
    GroupCommit(
            Database database, Limits limits, Availability availability, RandomGenerator random, LongSupplier nanos) {
        this.limits = limits;
        this.availability = availability;
        this.writing = new UnderWay(nanos);
        this.writer = new GroupWriter(database, availability, random, nanos, writing);
        this.queue = new FairQueue<>(limits.all, limits.each);
    }

    /// Opens the connection and starts the thread.
    void open(String name) throws SQLException {
        writer.open(name);
        thread = Thread.ofPlatform().name(name).start(this::loop);
    }

    /// Runs the block and returns its result after the commit, as [Store#write] tells.
    <T> T write(Origin origin, Store.Work<T> work) {
        if (closed) {
            throw closedFault();
        }
        availability.require();
        if (writing.lasts(limits.stuckMillis) || writer.flushLasts(limits.stuckMillis)) {
            throw new StoreException(Kind.BUSY, "the database takes very long to write", null);
        }
        WriteJob<T> job = new WriteJob<>(work, origin.isServer() ? 0 : origin.records());
        if (!queue.offer(origin, job)) {
            throw new StoreException(Kind.BUSY, "too many changes are waiting", null);
        }
        Thread running = thread;
        if (closed && (running == null || !running.isAlive())) {
            failWaiting(closedFault());
        }
        return job.await(limits.waitMillis);
    }

    /// How many blocks wait for their group.
    int waiting() {
        return queue.size();
    }

    private void loop() {
        while (true) {
            try {
                List<WriteJob<?>> group = queue.take(limits.groupJobs, limits.groupRecords, POLL_MILLIS);
                if (!group.isEmpty()) {
                    writing.begin();
                    writer.commit(group);
                } else if (closed) {
                    break;
                }
            } catch (InterruptedException e) {
                break; // nobody interrupts this thread; if somebody does, stop cleanly
            }
        }
        writer.close();
        failWaiting(closedFault());
    }

    private void failWaiting(StoreException fault) {
        queue.drain().forEach(job -> job.fail(fault));
    }

    static StoreException closedFault() {
        return new StoreException(Kind.CLOSED, "the store is closed", null);
    }

    /// Writes what waits, then stops. May be called again.
    ///
    /// @return what it wrote since it was opened
    GroupWriter.Written close() {
        closed = true;
        Thread running = thread;
        if (running != null) {
            Flusher.awaitEnd(running);
            failWaiting(closedFault());
        }
        return writer.written();
    }
}
