package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A [Store] over JDBC: one thread writes, a few read, each with a connection of its own. Platform threads,
/// because a native database call would hold a virtual thread's carrier. Everything waiting is bounded; beyond
/// it callers get [StoreException.Kind#BUSY].
public final class JdbcStore implements Store {
    private static final int MAX_WAITING_WRITES = 2_000;
    private static final int MAX_WAITING_READS = 2_000;
    /// Of one commit: enough to share the cost of a flush, few enough that nobody waits long.
    private static final int MAX_GROUP = 200;

    private final Database database;
    private final int readers;
    private final RandomGenerator random;
    private final BlockingQueue<Job<?>> writes = new ArrayBlockingQueue<>(MAX_WAITING_WRITES);
    private final AtomicBoolean closed = new AtomicBoolean();
    /// Never more than there are reading threads.
    private final Queue<Session> idleReaders = new ConcurrentLinkedQueue<>();
    private @Nullable ExecutorService readThreads;
    private @Nullable Thread writeThread;

    private record Session(Connection connection, Sql sql, JdbcTx tx) {}

    private record Job<T>(Work<T> work, CompletableFuture<T> result) {
        /// @return what to do once the group is committed
        Consumer<@Nullable StoreException> runIn(JdbcTx tx) {
            T value = work.in(tx);
            return fault -> {
                if (fault == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(fault);
                }
            };
        }
    }

    /// Opens nothing yet.
    ///
    /// @param readers how many reads may run at a time
    /// @param random  of row ids; need not be secret
    public JdbcStore(Database database, int readers, RandomGenerator random) {
        this.database = database;
        this.readers = readers;
        this.random = random;
    }

    /// Opens the connections and starts the threads.
    ///
    /// @throws StoreException when the database cannot be opened
    public void open() {
        try {
            Connection writer = database.openWriter();
            Session session = session(writer);
            writeThread = Thread.ofPlatform().name("store-writer").start(() -> writeLoop(session));
        } catch (SQLException e) {
            throw database.fault(e);
        }
        readThreads = new ThreadPoolExecutor(
                readers,
                readers,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING_READS),
                Thread.ofPlatform().name("store-reader-", 0).factory());
    }

    private Session session(Connection connection) {
        Sql sql = new Sql(connection, database);
        return new Session(connection, sql, new JdbcTx(sql, random));
    }

    @Override
    public <T> T write(Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (closed.get()) {
            throw closedFault();
        }
        if (!writes.offer(new Job<>(work, result))) {
            throw new StoreException(StoreException.Kind.BUSY, "too many changes are waiting", null);
        }
        if (closed.get()) {
            failWaiting();
        }
        return await(result);
    }

    @Override
    public <T> T read(Work<T> work) {
        ExecutorService threads = readThreads;
        if (threads == null || closed.get()) {
            throw closedFault();
        }
        try {
            return await(CompletableFuture.supplyAsync(() -> readNow(work), threads));
        } catch (RejectedExecutionException e) {
            throw closed.get()
                    ? closedFault()
                    : new StoreException(StoreException.Kind.BUSY, "too many queries are waiting", e);
        }
    }

    private static <T> T await(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                case null, default -> throw e;
            }
        }
    }

    private <T> T readNow(Work<T> work) {
        try {
            Session idle = idleReaders.poll();
            Session session = idle == null ? session(database.openReader()) : idle;
            try {
                database.begin(session.connection, false);
                return work.in(session.tx);
            } finally {
                database.rollback(session.connection);
                idleReaders.add(session);
            }
        } catch (SQLException e) {
            throw database.fault(e);
        }
    }

    private void writeLoop(Session session) {
        List<Job<?>> group = new ArrayList<>(MAX_GROUP);
        while (true) {
            try {
                Job<?> first = writes.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    writes.drainTo(group, MAX_GROUP - 1);
                    commit(session, group);
                    group.clear();
                } else if (closed.get()) {
                    break;
                }
            } catch (InterruptedException e) {
                break; // nobody interrupts this thread; if somebody does, stop cleanly
            }
        }
        closeQuietly(session);
        failWaiting();
    }

    private void commit(Session session, List<Job<?>> group) {
        List<Consumer<@Nullable StoreException>> afterwards = new ArrayList<>(group.size());
        StoreException fault = null;
        try {
            database.begin(session.connection, true);
            for (Job<?> job : group) {
                runAlone(session, job, afterwards);
            }
            database.commit(session.connection);
        } catch (SQLException e) {
            fault = database.fault(e);
            rollback(session);
        }
        for (Consumer<@Nullable StoreException> then : afterwards) {
            then.accept(fault);
        }
        if (fault != null) {
            for (Job<?> job : group) {
                job.result.completeExceptionally(fault);
            }
        }
    }

    /// A block that fails takes back its own changes only; the others of the group go on.
    private void runAlone(Session session, Job<?> job, List<Consumer<@Nullable StoreException>> afterwards)
            throws SQLException {
        execute(session, "SAVEPOINT block");
        try {
            Consumer<@Nullable StoreException> then = job.runIn(session.tx);
            execute(session, "RELEASE SAVEPOINT block");
            afterwards.add(then);
        } catch (RuntimeException | Error e) {
            execute(session, "ROLLBACK TO SAVEPOINT block");
            execute(session, "RELEASE SAVEPOINT block");
            job.result.completeExceptionally(e);
        }
    }

    private static void execute(Session session, String sql) throws SQLException {
        try (var statement = session.connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void rollback(Session session) {
        try {
            database.rollback(session.connection);
        } catch (SQLException e) {
            log("Rollback failed", e);
        }
    }

    private void closeQuietly(Session session) {
        try {
            session.sql.close();
            database.beforeClose(session.connection);
            session.connection.close();
        } catch (SQLException e) {
            log("Database connection did not close cleanly", e);
        }
    }

    private static void log(String message, SQLException e) {
        org.slf4j.LoggerFactory.getLogger(JdbcStore.class).atWarn().setCause(e).log(message);
    }

    private void failWaiting() {
        Thread writer = writeThread;
        if (writer != null && writer.isAlive() && Thread.currentThread() != writer) {
            return; // it still works through the queue
        }
        for (Job<?> job = writes.poll(); job != null; job = writes.poll()) {
            job.result.completeExceptionally(closedFault());
        }
    }

    private static StoreException closedFault() {
        return new StoreException(StoreException.Kind.CLOSED, "the store is closed", null);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (readThreads != null) {
            readThreads.close();
            for (Session session = idleReaders.poll(); session != null; session = idleReaders.poll()) {
                try {
                    session.sql.close();
                    session.connection.close();
                } catch (SQLException e) {
                    log("Database connection did not close cleanly", e);
                }
            }
        }
        Thread writer = writeThread;
        if (writer != null) {
            boolean interrupted = false;
            while (writer.isAlive()) {
                try {
                    writer.join();
                } catch (InterruptedException e) {
                    interrupted = true; // what waits must reach the disk first
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
