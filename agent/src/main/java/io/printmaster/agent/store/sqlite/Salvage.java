package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.DropReason;
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
/// the rows of the queue in between from each readable page on. Rows that the new database's own rules do not accept
/// are no rows.
final class Salvage {
    /// So many places of the queue are looked at one by one; a queue is thinned long before it has more.
    private static final long MAX_PROBES = 500_000;

    private static final List<String> TABLES =
            List.of("devices", "device_hints", "device_keys", "device_addresses", "metrics", "scan_history", "outbox");

    /// Below this no record of the queue is.
    static final long LOWEST_NUMBER = -(1L << 40);

    private final Connection damaged;
    private final Connection target;
    /// Left behind on purpose.
    private final PassedOver passedOver;

    private Salvage(Connection damaged, Connection target, PassedOver passedOver) {
        this.damaged = damaged;
        this.target = target;
        this.passedOver = passedOver;
    }

    /// What came over.
    ///
    /// @param kept    records of the queue
    /// @param lost    records of the queue that are missing; empty when the ledger is unreadable as well
    /// @param between when most of them had been queued; empty when none is missing
    record Salvaged(Connection connection, long kept, OptionalLong lost, Optional<Damage.Span> between) {}

    /// Fills a new database in memory.
    ///
    /// @param damaged  still open; used by nobody else meanwhile
    /// @param maxBytes of the queue: some of a longer one are left behind and count as coalesced ([PassedOver])
    static Salvaged intoMemory(Connection damaged, String name, Schema schema, long maxBytes) {
        PassedOver passedOver = PassedOver.above(maxBytes, damaged);
        return new Salvage(damaged, DatabaseFile.openMemory(name, schema), passedOver).run();
    }

    /// Fills a new, empty database; the damaged file stays as it is.
    ///
    /// @throws StoreFault when the new database cannot be written
    static Salvaged into(Connection target, Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection damaged = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties())) {
            return new Salvage(damaged, target, PassedOver.none(damaged)).run();
        } catch (SQLException e) {
            // Not even its first page can be read.
            return new Salvaged(target, 0, OptionalLong.empty(), Optional.of(Damage.Span.UNKNOWN));
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
                boolean whole = lost.isPresent() && lost.getAsLong() == 0;
                return new Salvaged(target, kept, lost, whole ? Optional.empty() : Optional.of(widestGap()));
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
        try (Rows rows = new Rows(table, columns)) {
            if (!copy(inOrder, rows)) {
                long reached = rows.highest;
                copy(inOrder + " DESC", rows);
                if (table.equals("outbox")) {
                    rows.highest = reached;
                    between(select + " WHERE id >= ", rows);
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

    /// The queue's rows that neither way reached: from each readable one on to the next damaged page.
    private void between(String select, Rows rows) {
        long last = lastId();
        int probes = 0;
        for (long id = rows.highest + 1; id <= last && probes < MAX_PROBES; probes++) {
            rows.highest = id - 1;
            if (copy(select + id + " ORDER BY id", rows)) {
                return;
            }
            id = Math.max(id, rows.highest) + 1;
        }
    }

    /// How many device records the queue has ever numbered; all there can be when nobody can tell.
    private long devices() {
        return number(damaged, "SELECT max(last_device) FROM outbox_sums").orElse(0) - LOWEST_NUMBER;
    }

    /// The highest number that a sample has ever had.
    private long lastId() {
        return number(damaged, "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")
                .orElse(number(target, "SELECT coalesce(max(id), 0) FROM outbox")
                        .orElse(0));
    }

    /// Records that were sent leave gaps as well, but damage takes whole pages of them.
    private Damage.Span widestGap() {
        String query = """
                SELECT queued_at, next_at FROM (
                    SELECT id, queued_at, lead(id) OVER (ORDER BY id) AS next_id,
                           lead(queued_at) OVER (ORDER BY id) AS next_at FROM outbox WHERE id > 0)
                ORDER BY coalesce(next_id, ?) - id DESC LIMIT 1
                """;
        try (PreparedStatement gap = target.prepareStatement(query)) {
            gap.setLong(1, lastId() + 1);
            try (ResultSet row = gap.executeQuery()) {
                if (!row.next()) {
                    return Damage.Span.UNKNOWN;
                }
                long from = row.getLong(1);
                long to = row.getLong(2);
                if (row.wasNull()) {
                    return new Damage.Span(Optional.of(Millis.toInstant(from)), Optional.empty());
                }
                // The other way round where damage gave a row another number.
                return new Damage.Span(
                        Optional.of(Millis.toInstant(Math.min(from, to))),
                        Optional.of(Millis.toInstant(Math.max(from, to))));
            }
        } catch (SQLException e) {
            return Damage.Span.UNKNOWN;
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
        long thinned = passedOver.count();
        long lost = Math.max(0, missing(counts, kept) - thinned);
        try (PreparedStatement update = target.prepareStatement(
                "UPDATE ledger SET collected = ?, acknowledged = ?, coalesced = ?, dropped = ?")) {
            update.setLong(1, counts[1] + counts[2] + thinned + counts[3] + lost + kept);
            update.setLong(2, counts[1]);
            update.setLong(3, counts[2] + thinned);
            update.setLong(4, counts[3] + lost);
            update.executeUpdate();
        }
        reasons(lost);
        return before.isPresent() ? OptionalLong.of(lost) : OptionalLong.empty();
    }

    private static long missing(long[] counts, long kept) {
        return counts[0] - counts[1] - counts[2] - counts[3] - kept;
    }

    /// Those of before, as far as they can be read, and the loss.
    private void reasons(long lost) throws SQLException {
        try (Rows rows = new Rows("dropped", List.of("reason", "records"))) {
            copy("SELECT reason, records FROM dropped", rows);
        }
        if (lost > 0) {
            try (PreparedStatement add = target.prepareStatement(Drops.ADD)) {
                add.setString(1, DropReason.DAMAGED.word());
                add.setLong(2, lost);
                add.executeUpdate();
            }
        }
    }

    private Optional<long[]> counts() {
        try (Statement statement = damaged.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT collected, acknowledged, coalesced, dropped FROM ledger")) {
            if (!row.next()) {
                return Optional.empty();
            }
            long[] counts = {row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)};
            // A flipped bit makes a number of it that cannot be.
            boolean possible = Arrays.stream(counts).allMatch(count -> count >= 0)
                    && missing(counts, 0) <= 2 * (lastId() + devices());
            return possible ? Optional.of(counts) : Optional.empty();
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

    static OptionalLong number(Connection connection, String query) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        } catch (SQLException e) {
            return OptionalLong.empty();
        }
    }

    /// Where the rows of a table go.
    private final class Rows implements AutoCloseable {
        private final String insert;
        private final int columns;
        private final boolean queue;
        private final Packing packing = new Packing();
        private PreparedStatement statement;
        /// Of the numbers read so far.
        private long highest = LOWEST_NUMBER;

        Rows(String table, List<String> columns) throws SQLException {
            this.columns = columns.size();
            this.queue = table.equals("outbox");
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
            if (queue && values[0] instanceof Number id) {
                highest = Math.max(highest, id.longValue());
                if (passedOver.contains(id.longValue()) || !isReadable(row)) {
                    return;
                }
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

        /// What cannot be sent is lost here, where it is counted.
        private boolean isReadable(ResultSet row) throws SQLException {
            try {
                byte[] payload = row.getBytes("payload");
                return payload != null && packing.unpack(payload).length > 0;
            } catch (Packing.DamagedException e) {
                return false;
            }
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }
}
