package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/// What differs between databases.
public interface Database {

    /// Opens a connection for writing, with automatic commit off.
    Connection openWriter() throws SQLException;

    /// Opens a connection that cannot change anything, with automatic commit off.
    Connection openReader() throws SQLException;

    /// Says what kind of fault it is.
    StoreException fault(SQLException fault);

    /// Last thing on the writer's connection before it is closed.
    void beforeClose(Connection writer) throws SQLException;
}
