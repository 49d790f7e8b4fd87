package io.printmaster.server.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/// Makes the commits of one writing connection lasting, where the connection leaves that to it. Used by one
/// thread at a time.
public interface Flush extends AutoCloseable {
    /// Returns once everything that was committed before is on the disk.
    ///
    /// @throws SQLException when that cannot be told; then nothing may be acknowledged until [#repair] was done
    void force() throws SQLException;

    /// After a failed [#force]: writes everything that is committed to its place and to the disk, so that
    /// nothing depends any more on what may not have got there.
    void repair(Connection writer) throws SQLException;

    @Override
    void close();
}
