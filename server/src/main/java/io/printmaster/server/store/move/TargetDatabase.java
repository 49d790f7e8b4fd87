package io.printmaster.server.store.move;

import io.printmaster.server.store.move.RowSum.Sum;
import io.printmaster.server.store.postgres.PostgresStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The PostgreSQL database that everything is moved to. How far the move is stands in a table of its own and changes
/// in the same commit as the rows; while that table is there, no server starts on this database. Used by one thread.
final class TargetDatabase implements AutoCloseable {
    private static final String PROGRESS = PostgresStore.MOVE_PROGRESS;
    private static final int ROWS_A_STATEMENT = 1_000;
    private static final int FETCH = 2_000;

    private final Connection connection;
    private final Map<String, Pending> pending = new HashMap<>();

    private static final class Pending {
        private final PreparedStatement statement;
        private int rows;

        Pending(PreparedStatement statement) {
            this.statement = statement;
        }

        void add() throws SQLException {
            statement.addBatch();
            rows++;
            if (rows == ROWS_A_STATEMENT) {
                statement.executeBatch();
                rows = 0;
            }
        }

        void finish() throws SQLException {
            if (rows > 0) {
                statement.executeBatch();
            }
            statement.close();
        }
    }

    /// How far a table is.
    ///
    /// @param after key of the last row copied, as text; empty for none
    record Progress(List<String> after, boolean done) {
        static final Progress NONE = new Progress(List.of(), false);

        Progress {
            after = List.copyOf(after);
        }
    }

    /// @param connection with autoCommit off
    TargetDatabase(Connection connection) {
        this.connection = connection;
    }

    /// The id of the move that is under way to this database, or empty text.
    String moveUnderWay() throws SQLException {
        return exists() ? one("SELECT state FROM " + PROGRESS + " WHERE table_name = '' AND place = 0") : "";
    }

    /// Whether what is here cannot be gone on with.
    boolean spoilt() throws SQLException {
        return !one("SELECT state FROM " + PROGRESS + " WHERE table_name = '' AND place = 1")
                .isEmpty();
    }

    /// What is here differs from the source: the next attempt begins from nothing.
    void spoil() throws SQLException {
        execute("INSERT INTO " + PROGRESS + " VALUES ('', 1, 'differs') ON CONFLICT (table_name, place) DO NOTHING");
        commit();
    }

    private boolean exists() throws SQLException {
        return !one("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
                        + " AND table_name = '" + PROGRESS + "'")
                .isEmpty();
    }

    /// Whether a server worked with this database before.
    boolean inUse() throws SQLException {
        return !one("SELECT tenant_id FROM tenants LIMIT 1").isEmpty()
                || !one("SELECT user_id FROM users LIMIT 1").isEmpty();
    }

    /// The last of the source's changes that is here.
    long brought() throws SQLException {
        String last = one("SELECT state FROM " + PROGRESS + " WHERE table_name = '' AND place = 2");
        return last.isEmpty() ? 0 : Long.parseLong(last);
    }

    /// Says so.
    void brought(long last) throws SQLException {
        execute("INSERT INTO " + PROGRESS + " VALUES ('', 2, '" + last
                + "') ON CONFLICT (table_name, place) DO UPDATE SET state = EXCLUDED.state");
    }

    /// Begins a move from nothing; what an earlier one brought is removed.
    void begin(String id, List<MovedTable> tables) throws SQLException {
        execute("DROP TABLE IF EXISTS " + PROGRESS);
        execute(
                "CREATE TABLE " + PROGRESS
                        + " (table_name TEXT NOT NULL, place INTEGER NOT NULL, state TEXT NOT NULL, PRIMARY KEY (table_name, place))");
        for (MovedTable table : tables.reversed()) {
            execute("DELETE FROM " + table.name());
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + PROGRESS + " VALUES ('', 0, ?)")) {
            insert.setString(1, id);
            insert.executeUpdate();
        }
        commit();
    }

    /// Primary keys by table.
    Map<String, List<String>> keys() throws SQLException {
        Map<String, Map<Short, String>> found = new TreeMap<>();
        try (ResultSet rows = connection.getMetaData().getPrimaryKeys(null, connection.getSchema(), null)) {
            while (rows.next()) {
                found.computeIfAbsent(rows.getString("TABLE_NAME"), name -> new TreeMap<>())
                        .put(rows.getShort("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        Map<String, List<String>> keys = new TreeMap<>();
        found.forEach((table, columns) -> keys.put(table, List.copyOf(columns.values())));
        return keys;
    }

    /// How far the tables are; those not in it are at their beginning.
    Map<String, Progress> progress() throws SQLException {
        Map<String, Progress> all = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT table_name, place, state FROM " + PROGRESS + " WHERE table_name <> '' ORDER BY 1, 2")) {
            while (rows.next()) {
                Progress before = all.getOrDefault(rows.getString(1), Progress.NONE);
                if (rows.getInt(2) < 0) {
                    all.put(rows.getString(1), new Progress(before.after(), true));
                } else {
                    List<String> after = new ArrayList<>(before.after());
                    after.add(rows.getString(3));
                    all.put(rows.getString(1), new Progress(after, before.done()));
                }
            }
        }
        return all;
    }

    /// Says how far a table is.
    void reached(MovedTable table, List<? extends @Nullable Object> after, boolean done) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM " + PROGRESS + " WHERE table_name = ?")) {
            delete.setString(1, table.name());
            delete.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + PROGRESS + " VALUES (?, ?, ?)")) {
            for (int i = done ? -1 : 0; i < after.size(); i++) {
                insert.setString(1, table.name());
                insert.setInt(2, i);
                insert.setString(3, i < 0 ? "done" : Objects.toString(after.get(i)));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /// Writes a row over what may be there; may wait in memory until [#flush].
    void write(MovedTable table, List<? extends @Nullable Object> row) throws SQLException {
        Pending batch = pending(table.upsert());
        Rows.bind(batch.statement, 1, row, Rows.types(table));
        batch.add();
    }

    /// Removes a row; may wait in memory until [#flush].
    void remove(MovedTable table, List<? extends @Nullable Object> key) throws SQLException {
        Pending batch = pending(table.delete());
        Rows.bind(batch.statement, 1, key, Rows.keyTypes(table));
        batch.add();
    }

    private Pending pending(String sql) throws SQLException {
        Pending batch = pending.get(sql);
        if (batch == null) {
            batch = new Pending(connection.prepareStatement(sql));
            pending.put(sql, batch);
        }
        return batch;
    }

    /// Sends what waits.
    void flush() throws SQLException {
        for (Pending batch : pending.values()) {
            batch.finish();
        }
        pending.clear();
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    Sum sum(MovedTable table) throws SQLException {
        RowSum sum = new RowSum();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery("SELECT " + table.names("") + " FROM " + table.name())) {
                sum.addAll(rows, table.columns().size());
            }
        }
        return sum.sum();
    }

    /// The move is complete: servers may start. They keep the plans of their first statements, which a database that
    /// knows nothing of its new tables yet would make for empty ones.
    void finish() throws SQLException {
        execute("DROP TABLE " + PROGRESS);
        execute("ANALYZE");
        commit();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String one(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? Objects.requireNonNullElse(rows.getString(1), "") : "";
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
