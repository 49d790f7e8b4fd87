package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.Origin;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.jdbc.GroupWriter.Written;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A [Store] over JDBC: one or a few threads write, a few read, each with a connection of its own. Platform
/// threads, because a native database call would hold a virtual thread's carrier. Everything waiting is bounded;
/// beyond it callers get `BUSY`. What one agent writes always goes the same way, so that it keeps its order.
public final class JdbcStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);

    private static final long LOOK_AGAIN_MILLIS = 500;

    private final Database database;
    private final Availability availability;
    private final List<GroupCommit> writers = new ArrayList<>();
    private final Readers readers;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Opens nothing yet.
    ///
    /// @param writers how many transactions may write at a time
    /// @param readers how many reads may run at a time
    /// @param random  of row ids and pauses; need not be secret
    /// @param nanos   a clock that only runs forward
    public JdbcStore(Database database, int writers, int readers, RandomGenerator random, LongSupplier nanos) {
        this.database = database;
        this.availability = new Availability(database, LOOK_AGAIN_MILLIS);
        for (int i = 0; i < writers; i++) {
            this.writers.add(new GroupCommit(database, GroupCommit.Limits.DEFAULT, availability, random, nanos));
        }
        this.readers = new Readers(database, readers, availability, random);
    }

    /// Opens the connections and starts the threads.
    ///
    /// @throws io.printmaster.server.store.StoreException when the database cannot be opened
    public void open() {
        try {
            for (int i = 0; i < writers.size(); i++) {
                writers.get(i).open("store-writer-" + i);
            }
        } catch (SQLException e) {
            close();
            throw database.fault(e);
        }
        readers.open();
        availability.open();
    }

    @Override
    public <T> T write(Origin origin, Work<T> work) {
        int way = origin.isServer() ? 0 : Math.floorMod(origin.agent().hashCode(), writers.size());
        return writers.get(way).write(origin, work);
    }

    @Override
    public <T> T read(Work<T> work) {
        return readers.read(work);
    }

    @Override
    public int waiting() {
        return writers.stream().mapToInt(GroupCommit::waiting).sum();
    }

    @Override
    public void maintain(Instant now, Kept kept) {
        try {
            database.maintain(now, kept);
        } catch (SQLException e) {
            throw database.fault(e);
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        availability.close();
        readers.close();
        Written written = writers.stream().map(GroupCommit::close).reduce(new Written(0, 0), Written::plus);
        database.close();
        LOG.atInfo()
                .addKeyValue("records", written.records())
                .addKeyValue("commits", written.commits())
                .log("Store closed");
    }
}
