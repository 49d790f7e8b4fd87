package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Runs reading blocks on a few threads, each with a connection of its own. Bounded; thread-safe.
final class Readers {
    private static final int MAX_WAITING = 2_000;
    private static final long WAIT_MILLIS = 15_000;

    private final Database database;
    private final int threads;
    private final Availability availability;
    private final RandomGenerator random;
    /// Never more than there are threads.
    private final Queue<Session> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private @Nullable ThreadPoolExecutor pool;

    Readers(Database database, int threads, Availability availability, RandomGenerator random) {
        this.database = database;
        this.threads = threads;
        this.availability = availability;
        this.random = random;
    }

    void open() {
        pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().name("store-reader-", 0).factory());
    }

    /// As [Store#read].
    <T> T read(Store.Work<T> work) {
        ThreadPoolExecutor running = pool;
        if (running == null || closed) {
            throw GroupCommit.closedFault();
        }
        availability.require();
        WriteJob<T> job = new WriteJob<>(work, 0);
        try {
            running.execute(() -> run(job));
        } catch (RejectedExecutionException e) {
            throw closed ? GroupCommit.closedFault() : new StoreException(Kind.BUSY, "too many queries are waiting", e);
        }
        return job.await(WAIT_MILLIS);
    }

    private void run(WriteJob<?> job) {
        if (job.isOver()) {
            return;
        }
        try {
            try {
                once(job);
            } catch (StoreException e) {
                if (e.kind() != Kind.AWAY && e.kind() != Kind.CONFLICT) {
                    throw e;
                }
                // Reading twice does no harm, and a new connection may lead to another host.
                forgetIdle();
                once(job);
            }
        } catch (StoreException e) {
            if (e.kind() == Kind.AWAY) {
                availability.lost(e);
            }
            job.fail(e);
        } catch (RuntimeException | Error e) {
            job.fail(e);
        }
    }

    private void once(WriteJob<?> job) {
        Session session = null;
        boolean whole = false;
        try {
            Session kept = idle.poll();
            session = kept == null ? Session.of(database.openReader(), database, random) : kept;
            database.begin(session.connection(), false);
            var then = job.runIn(session.tx());
            database.rollback(session.connection());
            whole = true;
            then.accept(null);
        } catch (SQLException e) {
            throw database.fault(e);
        } finally {
            if (session != null) {
                done(session, whole);
            }
        }
    }

    private void done(Session session, boolean whole) {
        boolean usable = whole || endedQuietly(session);
        if (usable && database.keepsReaders() && !closed) {
            idle.add(session);
        } else {
            session.closeQuietly();
        }
    }

    private boolean endedQuietly(Session session) {
        try {
            database.rollback(session.connection());
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private void forgetIdle() {
        for (Session session = idle.poll(); session != null; session = idle.poll()) {
            session.closeQuietly();
        }
    }

    /// Ends what runs, then closes.
    void close() {
        closed = true;
        if (pool != null) {
            pool.close();
        }
        forgetIdle();
    }
}
