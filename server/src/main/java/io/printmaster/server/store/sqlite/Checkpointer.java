package io.printmaster.server.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies SQLite's log back into its file (a checkpoint) beside the writer, which would stand still for it. The log
/// begins anew only when a writer finds all of it copied: so the writer has a limit of its own, and copies there the
/// little that came last. Whatever fails here is left to the writer. Has a thread, and a connection once the log has
/// grown. Thread-safe.
final class Checkpointer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
    private static final long PAGE_BYTES = 4_096;

    private final SqliteDatabase database;
    private final Path log;
    private final Limits limits;
    private final Thread thread;

    /// Only the thread uses it.
    private @Nullable Connection connection;
    /// Pages that the log has to hold before it is tried again. Only the thread uses it.
    private int notBefore;

    private boolean wanted;
    private boolean closed;

    /// In pages of the log.
    ///
    /// @param begin so many are copied at the least: the same pages come again and again, and each is copied once
    /// @param rest  so many are left to the writer
    record Limits(int begin, int rest) {}

    private record Pages(int inLog, int copied) {}

    /// Starts the thread.
    ///
    /// @param log of the database's file
    Checkpointer(SqliteDatabase database, Path log, Limits limits) {
        this.database = database;
        this.log = log;
        this.limits = limits;
        this.thread = Thread.ofPlatform().name("store-checkpoint").start(this::loop);
    }

    /// Something was written; comes back at once.
    synchronized void look() {
        wanted = true;
        notifyAll();
    }

    private void loop() {
        try {
            while (awaitWanted()) {
                copy();
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("Checkpoints are left to the writer"); // nobody interrupts this thread
        }
        disconnect();
    }

    /// @return false once it is closed
    private synchronized boolean awaitWanted() throws InterruptedException {
        while (!wanted && !closed) {
            wait();
        }
        wanted = false;
        return !closed;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /// Only called by the thread; by a test where the thread was never woken.
    void copy() {
        try {
            if (Files.size(log) < limits.begin * PAGE_BYTES) {
                return;
            }
            try (Statement statement = connected().createStatement()) {
                Pages pages = pages(statement, "NOOP");
                if (pages.inLog < limits.begin) {
                    notBefore = 0; // the log has begun anew
                }
                while (isWorthIt(pages) && !isClosed()) {
                    Pages after = pages(statement, "PASSIVE");
                    if (after.copied <= pages.copied) {
                        // A reader still needs the file as it is.
                        notBefore = after.inLog + limits.rest;
                    }
                    pages = after;
                }
            }
        } catch (SQLException | IOException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("Checkpoint failed; left to the writer");
            disconnect();
        }
    }

    private boolean isWorthIt(Pages pages) {
        return pages.inLog >= Math.max(limits.begin, notBefore) && pages.inLog - pages.copied > limits.rest;
    }

    private static Pages pages(Statement statement, String mode) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            return row.next() ? new Pages(row.getInt(2), row.getInt(3)) : new Pages(0, 0);
        }
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.config().createConnection(database.url());
            connection = open;
        }
        return open;
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("Database connection did not close cleanly");
        }
    }

    /// Waits for what is under way.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
