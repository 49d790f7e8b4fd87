package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/// What differs between databases.
public interface Database {

    /// Opens a connection for writing.
    Connection openWriter() throws SQLException;

    /// Opens a connection that cannot change anything.
    Connection openReader() throws SQLException;

    /// Begins a transaction; a writer's takes its lock here.
    void begin(Connection connection, boolean writing) throws SQLException;

    /// Makes everything since [#begin] lasting.
    void commit(Connection connection) throws SQLException;

    /// Takes everything since [#begin] back; does nothing when there is no transaction.
    void rollback(Connection connection) throws SQLException;

    /// Says what kind of fault it is.
    StoreException fault(SQLException fault);

    /// Last thing on the writer's connection before it is closed.
    void beforeClose(Connection writer) throws SQLException;
}
