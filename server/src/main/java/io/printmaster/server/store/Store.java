package io.printmaster.server.store;

/// The server's database. Thread-safe.
///
/// Blocks of [#write] run one after another, each all or nothing; those that wait at the same moment share one
/// commit (group commit), and none returns before that commit is on disk. Blocks of [#read] see one moment of
/// the database and run side by side.
public interface Store extends AutoCloseable {

    /// What to do within a transaction. Keep it short: no network, no waiting, and no use of the lent [Tx]
    /// afterwards.
    @FunctionalInterface
    interface Work<T> {
        /// A thrown exception undoes all that this block did, and reaches the caller as it is.
        T in(Tx tx);
    }

    /// Runs the block in a transaction and returns its result after the commit.
    ///
    /// @throws StoreException when the database refuses, is full, or too many blocks are waiting
    <T> T write(Work<T> work);

    /// Runs the block in a transaction that cannot change anything.
    ///
    /// @throws StoreException when the database fails, or too many blocks are waiting
    <T> T read(Work<T> work);

    /// Finishes what is waiting, then closes. May be called again.
    @Override
    void close();
}
