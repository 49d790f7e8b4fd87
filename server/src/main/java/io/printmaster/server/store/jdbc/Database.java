package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// What differs between databases. Thread-safe.
public interface Database {

    /// Opens a connection for writing.
    Connection openWriter() throws SQLException;

    /// Opens a connection that cannot change anything.
    Connection openReader() throws SQLException;

    /// Whether reading connections are to be kept open between reads; otherwise each is closed after its read,
    /// because [#openReader] lends them from a pool.
    boolean keepsReaders();

    /// Begins a transaction; a writer's takes its lock here.
    void begin(Connection connection, boolean writing) throws SQLException;

    /// A number that is another one once the transaction has changed something.
    long changes(Connection connection) throws SQLException;

    /// Makes everything since [#begin] lasting, but for a connection that was given to [#flushLater].
    void commit(Connection connection) throws SQLException;

    /// From now on the connection's commits do not wait for the disk; the flush that is returned makes them lasting.
    ///
    /// @return empty where commits wait themselves, as they did
    default Optional<Flush> flushLater(Connection writer) throws SQLException {
        return Optional.empty();
    }

    /// Takes everything since [#begin] back; does nothing when there is no transaction.
    void rollback(Connection connection) throws SQLException;

    /// Says what kind of fault it is.
    StoreException fault(SQLException fault);

    /// As [Store#maintain].
    void maintain(Instant now, Store.Kept kept) throws SQLException;

    /// Frees what connections share; after all of them were closed.
    void close();
}
