package io.printmaster.server.store.move;

import io.printmaster.server.store.move.MovedTable.Column;
import io.printmaster.server.store.move.RowSum.Sum;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The SQLite file that is moved. While it is, triggers note the key of every row that its server changes, in the same
/// commit, so that nothing is missed however often the move is interrupted. Used by one thread.
final class SourceFile implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    /// Who holds the file's move: the id that the target has, too, and the schema that the triggers were made for.
    private static final String STATE = "move_state";
    private static final String CHANGES = "move_changes";
    private static final String MOVED = SqliteStore.MOVED;
    /// Of the processes that have this database open, not of the data.
    private static final Set<String> LEFT_OUT =
            Set.of("flyway_schema_history", "leases", "channels", STATE, CHANGES, MOVED);

    private final Connection connection;

    /// @param connection with no transaction, begun and ended by statements
    SourceFile(Connection connection) {
        this.connection = connection;
    }

    /// Its server writes all the time: a turn may take long to get.
    void bePatient() throws SQLException {
        execute("PRAGMA busy_timeout = " + PATIENCE_MILLIS);
    }

    /// Where everything was moved to, or empty text.
    String movedTo() throws SQLException {
        return exists(MOVED) ? one("SELECT target FROM " + MOVED) : "";
    }

    /// The id of the move that is under way, or empty text.
    String moveUnderWay() throws SQLException {
        return exists(STATE) ? one("SELECT id FROM " + STATE) : "";
    }

    /// Whether changes are noted of the tables as they are now.
    boolean watched() throws SQLException {
        return exists(STATE) && one("SELECT schema FROM " + STATE).equals(schema());
    }

    private String schema() throws SQLException {
        return one("SELECT max(installed_rank) || ':' || count(*) FROM flyway_schema_history");
    }

    private boolean exists(String table) throws SQLException {
        return !one("SELECT name FROM sqlite_master WHERE type = 'table' AND name = '" + table + "'")
                .isEmpty();
    }

    /// Begins to note changes, from nothing.
    void watch(String id, List<MovedTable> tables) throws SQLException {
        execute("BEGIN IMMEDIATE");
        try {
            dropTriggers();
            execute("DROP TABLE IF EXISTS " + STATE);
            execute("DROP TABLE IF EXISTS " + CHANGES);
            execute("CREATE TABLE " + STATE + " (id TEXT NOT NULL, schema TEXT NOT NULL)");
            execute("INSERT INTO " + STATE + " VALUES ('" + id + "', '" + schema() + "')");
            execute("CREATE TABLE " + CHANGES
                    + " (seq INTEGER PRIMARY KEY AUTOINCREMENT, table_name TEXT NOT NULL, key TEXT NOT NULL)");
            execute("CREATE INDEX " + CHANGES + "_by_key ON " + CHANGES + " (table_name, key)");
            for (MovedTable table : tables) {
                watch(table);
            }
            execute("COMMIT");
        } catch (SQLException e) {
            rollback();
            throw e;
        }
    }

    private void watch(MovedTable table) throws SQLException {
        String name = "CREATE TRIGGER move_watch_" + table.name();
        String on = " ON " + table.name();
        String moved = table.key().stream()
                .map(column -> "OLD." + column + " <> NEW." + column)
                .collect(Collectors.joining(" OR "));
        execute(name + "_insert AFTER INSERT" + on + " BEGIN " + note(table, "NEW.") + " END");
        execute(name + "_update AFTER UPDATE" + on + " BEGIN " + note(table, "NEW.") + " END");
        execute(name + "_rekey AFTER UPDATE OF " + table.keyNames("") + on + " WHEN " + moved + " BEGIN "
                + note(table, "OLD.") + " END");
        execute(name + "_delete AFTER DELETE" + on + " BEGIN " + note(table, "OLD.") + " END");
    }

    private static String note(MovedTable table, String row) {
        return "INSERT INTO " + CHANGES + " (table_name, key) VALUES ('" + table.name() + "', json_array("
                + table.keyNames(row) + "));";
    }

    private void dropTriggers() throws SQLException {
        for (String name : list("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'move_watch_%'")) {
            execute("DROP TRIGGER " + name);
        }
    }

    /// What is moved, each table after those that it refers to.
    ///
    /// @param targetKeys primary keys in the target, by table
    List<MovedTable> tables(Map<String, List<String>> targetKeys) throws SQLException {
        Map<String, MovedTable> found = new TreeMap<>();
        Map<String, Set<String>> refersTo = new LinkedHashMap<>();
        for (String name : list("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
            if (!LEFT_OUT.contains(name)) {
                found.put(name, table(name, targetKeys.getOrDefault(name, List.of())));
                refersTo.put(
                        name,
                        new LinkedHashSet<>(list("SELECT \"table\" FROM pragma_foreign_key_list('" + name
                                + "') WHERE \"table\" <> '" + name + "'")));
            }
        }
        List<MovedTable> ordered = new ArrayList<>();
        Set<String> placed = new LinkedHashSet<>();
        while (placed.size() < found.size()) {
            int before = placed.size();
            for (MovedTable table : found.values()) {
                if (!placed.contains(table.name())
                        && placed.containsAll(refersTo.getOrDefault(table.name(), Set.of()))) {
                    placed.add(table.name());
                    ordered.add(table);
                }
            }
            if (placed.size() == before) {
                throw new IllegalStateException("tables refer to each other in a circle");
            }
        }
        return ordered;
    }

    private MovedTable table(String name, List<String> targetKey) throws SQLException {
        List<Column> columns = new ArrayList<>();
        Map<Integer, String> key = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT name, type, pk FROM pragma_table_info('" + name + "')")) {
            while (rows.next()) {
                columns.add(new Column(rows.getString(1), MovedTable.Type.valueOf(rows.getString(2))));
                if (rows.getInt(3) > 0) {
                    key.put(rows.getInt(3), rows.getString(1));
                }
            }
        }
        List<String> names = List.copyOf(key.values());
        return new MovedTable(name, columns, names, targetKey.isEmpty() ? names : targetKey);
    }

    /// The oldest time in a column of times, or empty text.
    String oldest(String table, String column) throws SQLException {
        return one("SELECT min(" + column + ") FROM " + table);
    }

    /// Until [#end], one moment of the file is seen.
    void look() throws SQLException {
        execute("BEGIN");
    }

    /// Until [#end], nobody else changes the file.
    void hold() throws SQLException {
        execute("BEGIN IMMEDIATE");
    }

    void end() throws SQLException {
        execute("COMMIT");
    }

    /// Takes back what was done since [#look] or [#hold]; nothing where there is no transaction.
    void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // There was none.
        }
    }

    /// The newest change, 0 for none.
    long lastChange() throws SQLException {
        String last = one("SELECT max(seq) FROM " + CHANGES);
        return last.isEmpty() ? 0 : Long.parseLong(last);
    }

    /// How many changes were noted after this one.
    long changes(long after) throws SQLException {
        return Long.parseLong(one("SELECT count(*) FROM " + CHANGES + " WHERE seq > " + after));
    }

    /// Changes up to this one are in the target for good.
    void forget(long last) throws SQLException {
        execute("DELETE FROM " + CHANGES + " WHERE seq <= " + last);
    }

    /// Takes one row.
    @FunctionalInterface
    interface RowTaker {
        void take(List<@Nullable Object> row) throws SQLException;
    }

    /// Keys of rows changed after this change that are there no more.
    void changedAndGone(MovedTable table, long after, RowTaker keys) throws SQLException {
        String columns = String.join(", ", noted(table));
        query(
                "SELECT " + columns + " FROM " + changed(table, after) + " LEFT JOIN " + byKey(table) + " ON "
                        + same(table) + " WHERE t." + table.key().getFirst() + " IS NULL",
                Rows.keyTypes(table),
                keys);
    }

    /// Rows changed after this change, as they are now.
    void changedAndThere(MovedTable table, long after, RowTaker rows) throws SQLException {
        query(
                "SELECT " + table.names("t.") + " FROM " + changed(table, after) + " JOIN " + byKey(table) + " ON "
                        + same(table),
                Rows.types(table),
                rows);
    }

    private static String changed(MovedTable table, long after) {
        return "(SELECT DISTINCT key FROM " + CHANGES + " WHERE table_name = '" + table.name() + "' AND seq > " + after
                + ") c";
    }

    /// Statistics that were made while a table was almost empty would have it read whole for each change.
    private static String byKey(MovedTable table) {
        return table.name() + " t INDEXED BY sqlite_autoindex_" + table.name() + "_1";
    }

    private static String same(MovedTable table) {
        List<String> noted = noted(table);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < noted.size(); i++) {
            parts.add("t." + table.key().get(i) + " = " + noted.get(i));
        }
        return String.join(" AND ", parts);
    }

    /// The key's columns out of a noted change.
    private static List<String> noted(MovedTable table) {
        return IntStream.range(0, table.key().size())
                .mapToObj(i -> "json_extract(c.key, '$[" + i + "]')")
                .toList();
    }

    /// The greatest key of a table, empty where there is no row.
    List<@Nullable Object> lastKey(MovedTable table) throws SQLException {
        List<@Nullable Object> last = new ArrayList<>();
        query(
                "SELECT " + table.keyNames("") + " FROM " + table.name() + " ORDER BY "
                        + table.keyNames("").replace(",", " DESC,") + " DESC LIMIT 1",
                Rows.keyTypes(table),
                last::addAll);
        return last;
    }

    /// Rows in the order of the key.
    ///
    /// @param after key of the last row before, empty for the first rows
    /// @param last  the greatest key asked for
    void page(
            MovedTable table,
            List<? extends @Nullable Object> after,
            List<? extends @Nullable Object> last,
            int rows,
            RowTaker taker)
            throws SQLException {
        String key = "(" + table.keyNames("") + ")";
        String places = "(" + String.join(", ", Collections.nCopies(table.key().size(), "?")) + ")";
        String condition = " WHERE " + key + " <= " + places + (after.isEmpty() ? "" : " AND " + key + " > " + places);
        String sql = "SELECT " + table.names("") + " FROM " + table.name() + condition + " ORDER BY "
                + table.keyNames("") + " LIMIT " + rows;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Rows.bind(statement, 1, last, Rows.keyTypes(table));
            if (!after.isEmpty()) {
                Rows.bind(statement, 1 + table.key().size(), after, Rows.keyTypes(table));
            }
            take(statement.executeQuery(), Rows.types(table), taker);
        }
    }

    private void query(String sql, List<MovedTable.Type> types, RowTaker taker) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            take(statement.executeQuery(sql), types, taker);
        }
    }

    private static void take(ResultSet result, List<MovedTable.Type> types, RowTaker taker) throws SQLException {
        try (result) {
            while (result.next()) {
                taker.take(Rows.read(result, types));
            }
        }
    }

    Sum sum(MovedTable table) throws SQLException {
        RowSum sum = new RowSum();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + table.names("") + " FROM " + table.name())) {
            sum.addAll(rows, table.columns().size());
        }
        return sum.sum();
    }

    /// Gives the file up, at the next [#end]: whoever has it open can read it, and is refused every change.
    ///
    /// @param target for people, without a password
    void seal(String target, String at) throws SQLException {
        dropTriggers();
        execute("DROP TABLE " + CHANGES);
        execute("CREATE TABLE " + MOVED + " (target TEXT NOT NULL, moved_at TEXT NOT NULL)");
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + MOVED + " VALUES (?, ?)")) {
            insert.setString(1, target);
            insert.setString(2, at);
            insert.executeUpdate();
        }
        String refusal = "SELECT RAISE(ABORT, 'all of it is in " + target.replace("'", "''")
                + " now; set database_url to that and start the server again'); ";
        List<String> all = list("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
        for (String name : all.stream().filter(name -> !name.equals(STATE)).toList()) {
            for (String what : List.of("INSERT", "UPDATE", "DELETE")) {
                execute("CREATE TRIGGER moved_" + name + "_" + what + " BEFORE " + what + " ON " + name + " BEGIN "
                        + refusal + "END");
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String one(String sql) throws SQLException {
        List<String> all = list(sql);
        return all.isEmpty() ? "" : all.getFirst();
    }

    private List<String> list(String sql) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                String value = rows.getString(1);
                all.add(value == null ? "" : value);
            }
        }
        return all;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
