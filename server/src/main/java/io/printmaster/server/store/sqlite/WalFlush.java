package io.printmaster.server.store.sqlite;

import io.printmaster.server.store.jdbc.Flush;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Flushes the log of a file whose connection commits with `synchronous = NORMAL`: SQLite then only writes a commit to
/// the log, and flushes it by itself before it copies it back. SQLite locks the file and its `-shm`, never the log, so
/// that opening and closing the log here takes no lock away.
final class WalFlush implements Flush {
    private final Path log;
    private final Checkpointer checkpointer;
    private @Nullable FileChannel channel;

    /// @param log          is there from the connection's first commit on, and remains until its end
    /// @param checkpointer of the log; closed with this
    WalFlush(Path log, Checkpointer checkpointer) {
        this.log = log;
        this.checkpointer = checkpointer;
    }

    @Override
    public void force() throws SQLException {
        try {
            FileChannel open = channel;
            if (open == null) {
                open = FileChannel.open(log, StandardOpenOption.WRITE);
                channel = open;
            }
            open.force(false);
            checkpointer.look();
        } catch (IOException e) {
            SQLException fault =
                    new SQLiteException("the log cannot be flushed: " + e, SQLiteErrorCode.SQLITE_IOERR_FSYNC);
            fault.initCause(e);
            throw fault;
        }
    }

    @Override
    public void repair(Connection writer) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute("PRAGMA synchronous = FULL");
            try (ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                if (!result.next() || result.getInt(1) != 0) {
                    throw new SQLiteException("the log cannot be copied back yet", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
                }
            }
            statement.execute("PRAGMA synchronous = NORMAL");
        }
    }

    @Override
    public void close() {
        checkpointer.close();
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
