package io.printmaster.server.store;

import java.time.Instant;
import java.util.Optional;

/// The server's database. Thread-safe.
///
/// Blocks of [#write] are each all or nothing; those of one agent run in the order in which they came, and those
/// that wait at the same moment share one commit (group commit). None returns before that commit is on disk.
/// Agents take turns, so that the flood of one does not keep the others waiting. Blocks of [#read] see one
/// moment of the database and run side by side.
public interface Store extends AutoCloseable {

    /// What to do within a transaction. Keep it short: no network, no waiting, and no use of the lent [Tx]
    /// afterwards. It may be run more than once, when other transactions were in the way; only the last run
    /// counts, so it changes nothing but the database.
    @FunctionalInterface
    interface Work<T> {
        /// A thrown exception undoes all that this block did, and reaches the caller as it is.
        T in(Tx tx);
    }

    /// Runs the block in a transaction and returns its result after the commit. After an exception nothing is
    /// promised to be stored; after [StoreException.Kind#AWAY] and [StoreException.Kind#BUSY] it may be.
    ///
    /// @throws StoreException when the database refuses, is full or away, or too much is waiting
    <T> T write(Origin origin, Work<T> work);

    /// A change of the server's own.
    ///
    /// @throws StoreException as above
    default <T> T write(Work<T> work) {
        return write(Origin.SERVER, work);
    }

    /// Runs the block in a transaction that cannot change anything.
    ///
    /// @throws StoreException when the database fails or is away, or too many blocks are waiting
    <T> T read(Work<T> work);

    /// How many blocks of [#write] wait for their transaction at this moment.
    int waiting();

    /// What is to be kept when whole months are given up.
    ///
    /// @param auditFrom   audit rows from then on
    /// @param metricsFrom metrics from then on; empty for all
    record Kept(Instant auditFrom, Optional<Instant> metricsFrom) {}

    /// Does what the database itself needs from time to time, and at least once a month: makes room for the coming
    /// months, and gives up whole months before what is kept, where it has them in tables of their own. Single
    /// rows are removed by other means. Several processes may do it at the same time.
    ///
    /// @throws StoreException when the database fails
    void maintain(Instant now, Kept kept);

    /// Finishes what is waiting, then closes. May be called again.
    @Override
    void close();
}
