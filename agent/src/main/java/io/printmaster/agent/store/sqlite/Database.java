package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.StoreFault;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.DB;

/// The one connection that owns a database, lent to one thread at a time.
///
/// One connection, because `:memory:` lives and dies with its own, and so that both modes run the same code. Every
/// call is a transaction of its own unless it happens inside [#transaction]. Thread-safe.
final class Database implements AutoCloseable {

    /// Makes a value of the present row.
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /// What is done about a transaction that the disk has failed.
    interface Recovery {
        /// Nothing: the fault goes to the caller.
        Recovery NONE = fault -> false;

        /// Called by the thread that met the fault, while no other works in the database, after everything of the
        /// transaction was undone.
        ///
        /// @return whether the database is usable again, so that the transaction may be tried once more
        boolean recover(StoreFault fault);
    }

    private final String name;
    private final String begin;
    private Connection connection;
    private Recovery recovery = Recovery.NONE;
    /// Fair: whoever works in many small pieces lets the others in between them.
    private final ReentrantLock lock = new ReentrantLock(true);
    /// Prepared once each; the number of our statements is fixed.
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private int depth;
    private boolean doomed;

    /// @param name       for people, in messages
    /// @param connection open, in auto-commit mode; owned from here on
    Database(String name, Connection connection) {
        // Taking the write lock at once never fails halfway through a transaction.
        this(name, connection, "BEGIN IMMEDIATE");
    }

    private Database(String name, Connection connection, String begin) {
        this.name = name;
        this.connection = connection;
        this.begin = begin;
    }

    /// One that is only read, and never in the way of the program that writes it.
    static Database readOnly(String name, Connection connection) {
        return new Database(name, connection, "BEGIN");
    }

    /// Sets what is done about faults of the disk; before the database is used.
    void onFault(Recovery wanted) {
        recovery = wanted;
    }

    /// Does something while nobody else works in the database.
    ///
    /// @throws IllegalStateException inside a transaction
    void exclusively(Runnable work) {
        lock.lock();
        try {
            if (depth > 0) {
                throw new IllegalStateException("a transaction is under way");
            }
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /// Goes on with another connection, which holds the same data. Only inside [#exclusively] or a recovery.
    ///
    /// @return the one used so far, with nothing open on it
    Connection exchange(Connection next) {
        Connection previous = connection;
        closeStatements();
        connection = next;
        return previous;
    }

    /// Copies everything into a file, which is whole and on the disk when this returns (SQLite's online backup).
    void copyInto(Path file) {
        exclusively(() -> {
            try {
                int code =
                        connection.unwrap(SQLiteConnection.class).getDatabase().backup("main", file.toString(), null);
                if (code != SQLiteErrorCode.SQLITE_OK.code) {
                    throw Faults.of(name, DB.newSQLException(code, "the copy failed"));
                }
            } catch (SQLException e) {
                throw Faults.of(name, e);
            }
        });
    }

    /// A copy of what is alive in it, in memory; only inside [#exclusively].
    ///
    /// @param file whose database it is
    Connection copyIntoMemory(Path file) {
        closeStatements();
        return DatabaseFile.openMemoryCopy(connection, file);
    }

    /// What can be read of it through the present connection, in a new database in memory.
    ///
    /// @param maxBytes of the queue; above that, samples are thinned on the way
    Salvage.Salvaged salvage(Schema schema, long maxBytes) {
        closeStatements();
        return Salvage.intoMemory(connection, name, schema, maxBytes);
    }

    /// A block that fails because of the disk is run once more if the fault could be recovered from: it must be one
    /// that can be.
    <T> T transaction(Supplier<T> block) {
        lock.lock();
        try {
            if (depth > 0) {
                return attempt(block);
            }
            try {
                return attempt(block);
            } catch (StoreFault e) {
                if (!recovery.recover(e)) {
                    throw e;
                }
                return attempt(block);
            }
        } finally {
            lock.unlock();
        }
    }

    private <T> T attempt(Supplier<T> block) {
        if (depth == 0) {
            doomed = false;
            update(begin);
        }
        depth++;
        boolean done = false;
        T result;
        try {
            result = block.get();
            done = true;
        } finally {
            depth--;
            doomed |= !done;
            if (depth == 0 && doomed) {
                rollback();
            }
        }
        if (depth == 0) {
            end();
        }
        return result;
    }

    private void end() {
        if (doomed) {
            // An inner block failed and its caller went on as if it had not.
            throw new StoreFault(
                    StoreFault.Kind.FAILED, "a part of the transaction failed; all of it was undone", null);
        }
        try {
            update("COMMIT");
        } catch (StoreFault e) {
            rollback();
            throw e;
        }
    }

    private void rollback() {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has rolled back by itself on errors such as a full disk; then there is nothing to undo.
        }
    }

    /// Changes rows; gives how many.
    int update(String sql, @Nullable Object... arguments) {
        lock.lock();
        try {
            return prepared(sql, arguments).executeUpdate();
        } catch (SQLException e) {
            forget(sql);
            throw Faults.of(name, e);
        } finally {
            lock.unlock();
        }
    }

    <T> List<T> query(String sql, Row<T> row, @Nullable Object... arguments) {
        List<T> rows = new ArrayList<>();
        each(sql, found -> rows.add(row.of(found)), arguments);
        return rows;
    }

    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... arguments) {
        List<T> rows = new ArrayList<>(1);
        each(
                sql,
                found -> {
                    rows.add(row.of(found));
                    return false;
                },
                arguments);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    long number(String sql, @Nullable Object... arguments) {
        return first(sql, row -> row.getLong(1), arguments).orElse(0L);
    }

    /// Gives the rows one by one until the taker says false; nothing is read beyond that.
    void each(String sql, Row<Boolean> taker, @Nullable Object... arguments) {
        lock.lock();
        try (ResultSet rows = prepared(sql, arguments).executeQuery()) {
            while (rows.next()) {
                if (!taker.of(rows)) {
                    return;
                }
            }
        } catch (SQLException e) {
            forget(sql);
            throw Faults.of(name, e);
        } finally {
            lock.unlock();
        }
    }

    private PreparedStatement prepared(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    /// The driver ends a statement that the disk has failed, and would refuse it for ever.
    private void forget(String sql) {
        PreparedStatement failed = statements.remove(sql);
        if (failed != null) {
            close(failed);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closeStatements();
            connection.close();
        } catch (SQLException e) {
            throw Faults.of(name, e);
        } finally {
            lock.unlock();
        }
    }

    private void closeStatements() {
        statements.values().forEach(Database::close);
        statements.clear();
    }

    private static void close(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            // What the last run of it met was told when it was run.
        }
    }
}
