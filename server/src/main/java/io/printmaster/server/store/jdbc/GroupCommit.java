package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.Origin;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One writer: a thread with a connection that runs what waits in groups, each group in one transaction, and
/// answers once that is on the disk; where the database can, the next group is run meanwhile ([Flusher]). A block
/// that fails takes back only its own changes: its group is run again with a savepoint around each. Groups that met
/// another transaction are run again, at last one by one; those whose connection broke before the commit are run
/// again on a new one. Thread-safe.
final class GroupCommit {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

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

    private static final int TRIES = 4;
    private static final long POLL_MILLIS = 100;
    static final long NOT_WRITING = Long.MIN_VALUE;

    private final Database database;
    private final Limits limits;
    private final Availability availability;
    private final RandomGenerator random;
    private final LongSupplier nanos;
    private final FairQueue<WriteJob<?>> queue;
    /// Why changes are refused, told once; empty while they are not. Only the writing thread touches it.
    private String refused = "";
    /// Only the writing thread changes it.
    private @Nullable Session session;

    /// Only the writing thread changes it; read when that has ended.
    private Written written = new Written(0, 0);

    private volatile boolean closed;
    private volatile long writingSince = NOT_WRITING;
    private @Nullable Thread thread;
    private @Nullable Flusher flusher;

    /// Agents' records, and the commits that they shared.
    record Written(long commits, long records) {
        Written plus(Written more) {
            return new Written(commits + more.commits, records + more.records);
        }
    }

    /// How a transaction ended.
    private sealed interface Attempt {
        record Done() implements Attempt {}

        /// Nothing of it is stored, unless it broke while committing.
        ///
        /// @param again whether it can do no harm to run it again
        record Failed(StoreException fault, boolean again) implements Attempt {}
    }

    /// Opens nothing yet.
    ///
    /// @param availability shared by all writers and readers of a database
    /// @param nanos        a clock that only runs forward
    GroupCommit(
            Database database, Limits limits, Availability availability, RandomGenerator random, LongSupplier nanos) {
        this.database = database;
        this.limits = limits;
        this.availability = availability;
        this.random = random;
        this.nanos = nanos;
        this.queue = new FairQueue<>(limits.all, limits.each);
    }

    /// Opens the connection and starts the thread.
    void open(String name) throws SQLException {
        session = Session.writer(database, random);
        flusher = session.flush().isPresent() ? new Flusher(database, nanos, name + "-flush") : null;
        thread = Thread.ofPlatform().name(name).start(this::loop);
    }

    /// Runs the block and returns its result after the commit, as [Store#write] tells.
    <T> T write(Origin origin, Store.Work<T> work) {
        if (closed) {
            throw closedFault();
        }
        availability.require();
        Flusher behind = flusher;
        if (isStuck(writingSince) || (behind != null && isStuck(behind.since()))) {
            throw new StoreException(Kind.BUSY, "the database takes very long to write", null);
        }
        WriteJob<T> job = new WriteJob<>(work, origin.isServer() ? 0 : origin.records());
        if (!queue.offer(origin, job)) {
            throw new StoreException(Kind.BUSY, "too many changes are waiting", null);
        }
        Thread writer = thread;
        if (closed && (writer == null || !writer.isAlive())) {
            failWaiting(closedFault());
        }
        return job.await(limits.waitMillis);
    }

    private boolean isStuck(long since) {
        return since != NOT_WRITING && nanos.getAsLong() - since > TimeUnit.MILLISECONDS.toNanos(limits.stuckMillis);
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
                    writingSince = nanos.getAsLong();
                    commit(group);
                } else if (closed) {
                    break;
                }
            } catch (InterruptedException e) {
                break; // nobody interrupts this thread; if somebody does, stop cleanly
            }
        }
        if (flusher != null) {
            flusher.close();
        }
        closeSession();
        failWaiting(closedFault());
    }

    /// Brings every job of the group to its end, one way or the other.
    private void commit(List<WriteJob<?>> group) {
        List<WriteJob<?>> waiting = group.stream().filter(job -> !job.isOver()).toList();
        try {
            Attempt ended = repeatedly(waiting);
            if (ended instanceof Attempt.Failed(StoreException fault, boolean again)) {
                if (again && fault.kind() == Kind.CONFLICT && waiting.size() > 1) {
                    oneByOne(waiting);
                } else {
                    writingSince = NOT_WRITING;
                    waiting.forEach(job -> job.fail(fault));
                }
            }
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("Writing failed unexpectedly");
            waiting.forEach(job -> job.fail(e));
            closeSession();
        }
        writingSince = NOT_WRITING;
    }

    private void oneByOne(List<WriteJob<?>> group) {
        for (WriteJob<?> job : group) {
            if (repeatedly(List.of(job)) instanceof Attempt.Failed(StoreException fault, boolean _)) {
                job.fail(fault);
            }
        }
    }

    private Attempt repeatedly(List<WriteJob<?>> group) {
        Attempt ended = once(group);
        for (int i = 1;
                i < TRIES && ended instanceof Attempt.Failed(StoreException fault, boolean again) && again;
                i++) {
            if (fault.kind() == Kind.CONFLICT) {
                LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(2L << i)));
            } else if (i > 1) {
                break; // one new connection must do; the database is away
            }
            ended = once(group);
        }
        return ended;
    }

    private Attempt once(List<WriteJob<?>> group) {
        Session open;
        boolean fresh = session == null;
        try {
            open = session();
        } catch (SQLException e) {
            StoreException fault = database.fault(e);
            return failed(fault, false);
        }
        List<Consumer<@Nullable StoreException>> afterwards = new ArrayList<>(group.size());
        long before;
        try {
            before = run(open, group, afterwards);
        } catch (SQLException e) {
            StoreException fault = database.fault(e);
            rollback(open);
            return failed(fault, fault.kind() == Kind.CONFLICT || (fault.kind() == Kind.AWAY && !fresh));
        } catch (StoreException fault) {
            rollback(open);
            return failed(fault, fault.kind() == Kind.CONFLICT || (fault.kind() == Kind.AWAY && !fresh));
        }
        try {
            if (!refused.isEmpty() && changesWhileRefused(open) == before) {
                database.rollback(open.connection());
                return new Attempt.Failed(new StoreException(Kind.NOT_WRITABLE, refused, null), false);
            }
            database.commit(open.connection());
        } catch (SQLException e) {
            StoreException fault = database.fault(e);
            rollback(open);
            // A connection that broke now may have committed: only the caller can tell whether to try again.
            return failed(fault, fault.kind() == Kind.CONFLICT);
        }
        int records = group.stream().mapToInt(WriteJob::records).sum();
        written = written.plus(new Written(records > 0 ? 1 : 0, records));
        if (!refused.isEmpty()) {
            refused = "";
            LOG.atInfo().log("Database takes changes again");
        }
        if (flusher != null && open.flush().isPresent()) {
            flusher.hand(open.flush().get(), afterwards);
            writingSince = NOT_WRITING;
        } else {
            writingSince = NOT_WRITING; // before anybody hears of it and comes back
            afterwards.forEach(then -> then.accept(null));
        }
        return new Attempt.Done();
    }

    /// All blocks of a group, in a transaction that stays open.
    ///
    /// @return [#changesWhileRefused] as it was before them
    private long run(Session open, List<WriteJob<?>> group, List<Consumer<@Nullable StoreException>> afterwards)
            throws SQLException {
        if (flusher != null && flusher.failure() != null && open.flush().isPresent()) {
            open.flush().get().repair(open.connection());
            flusher.repaired();
        }
        database.begin(open.connection(), true);
        long before = changesWhileRefused(open);
        if (!runTogether(open, group, afterwards)) {
            afterwards.clear();
            database.rollback(open.connection());
            database.begin(open.connection(), true);
            before = changesWhileRefused(open);
            for (WriteJob<?> job : group) {
                runAlone(open, job, afterwards);
            }
        }
        return before;
    }

    /// Where changes were refused the last time, a group that changes nothing would be committed all the same, and
    /// prove nothing to whoever asks by it whether the database can be written to.
    private long changesWhileRefused(Session open) throws SQLException {
        return refused.isEmpty() ? 0 : database.changes(open.connection());
    }

    private Attempt failed(StoreException fault, boolean again) {
        if (fault.kind() == Kind.AWAY || fault.kind() == Kind.NOT_WRITABLE) {
            closeSession(); // another connection may lead to a host that can be written to
        }
        String reason = String.valueOf(fault.getMessage());
        if (fault.kind() == Kind.NOT_WRITABLE && !reason.equals(refused)) {
            refused = reason;
            LOG.atWarn().addKeyValue("reason", reason).log("Database refuses changes");
        }
        if (fault.kind() == Kind.AWAY && !again) {
            availability.lost(fault);
        }
        return new Attempt.Failed(fault, again);
    }

    /// Without savepoints, which nearly no group needs: on PostgreSQL they are two more round trips for each block.
    ///
    /// @return false when a block failed; the group is then to be run again with savepoints
    /// @throws StoreException when the whole transaction is lost
    private static boolean runTogether(
            Session open, List<WriteJob<?>> group, List<Consumer<@Nullable StoreException>> afterwards) {
        for (WriteJob<?> job : group) {
            try {
                afterwards.add(job.runIn(open.tx()));
            } catch (RuntimeException | Error e) {
                if (e instanceof StoreException fault && endsTransaction(fault.kind())) {
                    throw fault;
                }
                return false;
            }
        }
        return true;
    }

    /// A block that fails takes back its own changes only; the others of the group go on. What it threw reaches
    /// its caller after the commit, too, for it may rest on what others of the group wrote.
    ///
    /// @throws StoreException when the whole transaction is lost by it
    private static void runAlone(Session open, WriteJob<?> job, List<Consumer<@Nullable StoreException>> afterwards)
            throws SQLException {
        open.execute("SAVEPOINT block");
        try {
            Consumer<@Nullable StoreException> then = job.runIn(open.tx());
            open.execute("RELEASE SAVEPOINT block");
            afterwards.add(then);
        } catch (RuntimeException | Error e) {
            if (e instanceof StoreException fault && endsTransaction(fault.kind())) {
                throw fault;
            }
            open.execute("ROLLBACK TO SAVEPOINT block");
            open.execute("RELEASE SAVEPOINT block");
            afterwards.add(fault -> job.fail(fault == null ? e : fault));
        }
    }

    private static boolean endsTransaction(Kind kind) {
        return switch (kind) {
            case CONFLICT, AWAY, NOT_WRITABLE, BROKEN -> true;
            case BUSY, CONSTRAINT, NEWER_SCHEMA, CLOSED, OTHER -> false;
        };
    }

    private Session session() throws SQLException {
        Session open = session;
        if (open == null) {
            open = Session.writer(database, random);
            session = open;
        }
        return open;
    }

    private void rollback(Session open) {
        try {
            database.rollback(open.connection());
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("Rollback failed, the connection is given up");
            closeSession();
        }
    }

    private void closeSession() {
        Session open = session;
        session = null;
        if (open != null) {
            if (flusher != null) {
                flusher.drain();
            }
            open.closeQuietly();
        }
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
    Written close() {
        closed = true;
        Thread writer = thread;
        if (writer != null) {
            Flusher.awaitEnd(writer);
            failWaiting(closedFault());
        }
        return written;
    }
}
