package io.printmaster.server.store.jdbc;

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

/// Brings groups to their end on one connection, each group in one transaction. A block that fails takes back only its
/// own changes: its group is run again with a savepoint around each. Groups that met another transaction are run again,
/// at last one by one; those whose connection broke before the commit are run again on a new one. Where the database
/// can, a group is answered by a [Flusher] while the next is run. Used by one thread, but for [#flushLasts].
final class GroupWriter {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

    private static final int TRIES = 4;

    private final Database database;
    private final Availability availability;
    private final RandomGenerator random;
    private final LongSupplier nanos;
    private final UnderWay writing;
    /// Why changes are refused, told once; empty while they are not.
    private String refused = "";

    private @Nullable Session session;
    private @Nullable Flusher flusher;
    private Written written = new Written(0, 0);

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
    /// @param writing      ended here, before anybody hears how a group ended
    GroupWriter(
            Database database,
            Availability availability,
            RandomGenerator random,
            LongSupplier nanos,
            UnderWay writing) {
        this.database = database;
        this.availability = availability;
        this.random = random;
        this.nanos = nanos;
        this.writing = writing;
    }

    /// Opens the connection, and starts a flusher where it leaves flushing to others.
    void open(String name) throws SQLException {
        session = Session.writer(database, random);
        flusher = session.flush().isPresent() ? new Flusher(database, nanos, name + "-flush") : null;
    }

    /// Whether the flush under way lasts longer. Any thread may ask.
    boolean flushLasts(long millis) {
        Flusher behind = flusher;
        return behind != null && behind.lasts(millis);
    }

    /// What was written since it was opened.
    Written written() {
        return written;
    }

    /// Answers what is committed, then gives the connection up.
    void close() {
        if (flusher != null) {
            flusher.close();
        }
        closeSession();
    }

    /// Brings every job of the group to its end, one way or the other.
    void commit(List<WriteJob<?>> group) {
        List<WriteJob<?>> waiting = group.stream().filter(job -> !job.isOver()).toList();
        try {
            Attempt ended = repeatedly(waiting);
            if (ended instanceof Attempt.Failed(StoreException fault, boolean again)) {
                if (again && fault.kind() == Kind.CONFLICT && waiting.size() > 1) {
                    oneByOne(waiting);
                } else {
                    writing.end();
                    waiting.forEach(job -> job.fail(fault));
                }
            }
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("Writing failed unexpectedly");
            waiting.forEach(job -> job.fail(e));
            closeSession();
        }
        writing.end();
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
            writing.end();
        } else {
            writing.end(); // before anybody hears of it and comes back
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
}
