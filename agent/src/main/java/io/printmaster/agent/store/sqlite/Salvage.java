package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.StoreFault;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sqlite.SQLiteConfig;

/// Takes over what can still be read of a damaged `devices.db`.
///
/// SQLite stops at the first damaged page of a table, so each table is read from its beginning, then from its end, and
/// the rows of the queue in between one by one. Rows that the new database's own rules do not accept are no rows.
final class Salvage {
    /// So many places of the queue are looked at one by one; a queue is thinned long before it has more.
    private static final long MAX_PROBES = 500_000;

    private static final List<String> TABLES = List.of("devices", "device_hints", "metrics", "scan_history", "outbox");

    private final Connection damaged;
    private final Connection target;

    private Salvage(Connection damaged, Connection target) {
        this.damaged = damaged;
        this.target = target;
    }

    /// What came over.
    ///
    /// @param kept records of the queue
    /// @param lost records of the queue that are missing; empty when the ledger is unreadable as well
    record Salvaged(Connection connection, long kept, OptionalLong lost) {}

    /// Fills a new database in memory.
    static Salvaged intoMemory(Path file, Schema schema) {
        return into(DatabaseFile.openMemory(String.valueOf(file.getFileName()), schema), file);
    }

    /// Fills a new, empty database; the damaged file stays as it is.
    ///
    /// @throws StoreFault when the new database cannot be written
    static Salvaged into(Connection target, Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection damaged = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties())) {
            return new Salvage(damaged, target).run();
        } catch (SQLException e) {
            // Not even its first page can be read.
            return new Salvaged(target, 0, OptionalLong.empty());
        }
    }

    private Salvaged run() {
        try {
            target.setAutoCommit(false);
            try {
                for (String table : TABLES) {
                    table(table);
                }
                long kept = number(target, "SELECT count(*) FROM outbox").orElse(0);
                sendEverythingOnceMore();
                OptionalLong lost = ledger(kept);
                target.commit();
                return new Salvaged(target, kept, lost);
            } finally {
                target.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw Faults.of(SqliteDeviceStore.FILE_NAME, e);
        }
    }

    private void table(String table) throws SQLException {
        List<String> columns = columns(target, table);
        columns.retainAll(columns(damaged, table));
        if (columns.isEmpty()) {
            return;
        }
        String select = "SELECT " + String.join(", ", columns) + " FROM " + table;
        String inOrder = select + " ORDER BY " + columns.getFirst();
        try (Rows rows = new Rows(target, table, columns)) {
            if (!copy(inOrder, rows)) {
                copy(inOrder + " DESC", rows);
                if (table.equals("outbox")) {
                    between(select + " WHERE id = ", rows);
                }
            }
        }
    }

    /// @return whether it came to the end
    private boolean copy(String query, Rows rows) {
        try (Statement statement = damaged.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                rows.add(found);
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /// The queue's rows that neither way reached.
    private void between(String select, Rows rows) {
        long last = number(damaged, "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")
                .orElse(number(target, "SELECT coalesce(max(id), 0) FROM outbox")
                        .orElse(0));
        for (long id = Math.max(1, last - MAX_PROBES); id <= last; id++) {
            copy(select + id, rows);
        }
    }

    /// Nobody knows whether what was queued is still among the rows.
    private void sendEverythingOnceMore() throws SQLException {
        try (Statement statement = target.createStatement()) {
            statement.executeUpdate(SqlitePrinters.FORGET_MARKS);
        }
    }

    /// Takes the counts over, and counts what is missing as dropped, so that the ledger balances.
    private OptionalLong ledger(long kept) throws SQLException {
        Optional<long[]> before = counts();
        long[] counts = before.orElse(new long[] {kept, 0, 0, 0});
        long lost = Math.max(0, counts[0] - counts[1] - counts[2] - counts[3] - kept);
        try (PreparedStatement update = target.prepareStatement(
                "UPDATE ledger SET collected = ?, acknowledged = ?, coalesced = ?, dropped = ?")) {
            update.setLong(1, counts[1] + counts[2] + counts[3] + lost + kept);
            update.setLong(2, counts[1]);
            update.setLong(3, counts[2]);
            update.setLong(4, counts[3] + lost);
            update.executeUpdate();
        }
        return before.isPresent() ? OptionalLong.of(lost) : OptionalLong.empty();
    }

    private Optional<long[]> counts() {
        try (Statement statement = damaged.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT collected, acknowledged, coalesced, dropped FROM ledger")) {
            if (!row.next()) {
                return Optional.empty();
            }
            long[] counts = {row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)};
            return Arrays.stream(counts).allMatch(count -> count >= 0) ? Optional.of(counts) : Optional.empty();
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static List<String> columns(Connection connection, String table) {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
            while (rows.next()) {
                names.add(rows.getString("name"));
            }
        } catch (SQLException e) {
            // Then it has none that can be read.
        }
        return names;
    }

    private static OptionalLong number(Connection connection, String query) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        } catch (SQLException e) {
            return OptionalLong.empty();
        }
    }

    /// Where the rows of a table go.
    private static final class Rows implements AutoCloseable {
        private final Connection target;
        private final String insert;
        private final int columns;
        private PreparedStatement statement;

        Rows(Connection target, String table, List<String> columns) throws SQLException {
            this.target = target;
            this.columns = columns.size();
            this.insert = "INSERT OR IGNORE INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                    + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
            this.statement = target.prepareStatement(insert);
        }

        /// @throws SQLException when the row cannot be read
        /// @throws StoreFault when the new database cannot be written
        void add(ResultSet row) throws SQLException {
            Object[] values = new Object[columns];
            for (int i = 0; i < columns; i++) {
                values[i] = row.getObject(i + 1);
            }
            try {
                for (int i = 0; i < columns; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.executeUpdate();
            } catch (SQLException e) {
                if (Faults.kind(e) != StoreFault.Kind.FAILED) {
                    throw Faults.of(SqliteDeviceStore.FILE_NAME, e);
                }
                // It breaks a rule of its table: garbage. The driver has closed the statement.
                statement = target.prepareStatement(insert);
            }
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }
}
