package io.printmaster.server.store.postgres;

import io.printmaster.server.store.MetricTiers;
import io.printmaster.server.store.Store;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The partitions of `metrics` and `audit_log`, one a month, by the time that is part of their keys. They
/// are made ahead; rows of months that have none go to the default partition, and move when their month's
/// is made. Whole months are dropped, which costs nothing, instead of deleting what is left of their rows.
/// Used by one thread.
final class MonthTables {
    private static final Logger LOG = LoggerFactory.getLogger(MonthTables.class);
    private static final int MONTHS_AHEAD = 2;
    /// Everything that comes to the table in the meantime waits as well.
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(2);
    /// Of a time as text, up to its hour.
    private static final int HOUR_LETTERS = "2026-01-01T00".length();

    /// Another server was quicker to make it; the key is the catalogue's, where two make it in the same moment.
    private static final Set<String> MADE = Set.of("42P07", "23505", "42710");
    /// Another server was quicker to drop it.
    private static final Set<String> DROPPED = Set.of("42P01");
    /// Somebody reads the table for long, or two wait for each other.
    private static final Set<String> WAITED_FOR = Set.of("55P03", "40P01");

    private static final String METRICS = "metrics";
    private static final String AUDIT = "audit_log";
    private static final String SAMPLED_AT = "sampled_at";
    private static final String TIMESTAMP = "timestamp";

    private final Connection connection;

    MonthTables(Connection connection) {
        this.connection = connection;
    }

    void maintain(Instant now, Store.Kept kept) throws SQLException {
        if (isPartitioned(METRICS)) {
            Set<String> present = ahead(METRICS, SAMPLED_AT, month(now));
            for (YearMonth month : before(METRICS, present, kept.metricsFrom().map(MonthTables::month))) {
                dropRolledUp(month);
            }
        }
        if (isPartitioned(AUDIT)) {
            Set<String> present = ahead(AUDIT, TIMESTAMP, month(now));
            for (YearMonth month : before(AUDIT, present, Optional.of(month(kept.auditFrom())))) {
                change(name(AUDIT, month), "Old month dropped", DROPPED, () -> {
                    execute("DROP TABLE IF EXISTS " + name(AUDIT, month));
                    return true;
                });
            }
        }
    }

    /// Makes the tables of past months, for rows that will come.
    void cover(Instant from, Instant now) throws SQLException {
        cover(METRICS, SAMPLED_AT, month(from), month(now));
        cover(AUDIT, TIMESTAMP, month(from), month(now));
    }

    private void cover(String table, String time, YearMonth from, YearMonth until) throws SQLException {
        if (!isPartitioned(table)) {
            return;
        }
        Set<String> present = present(table);
        for (YearMonth month = from; month.isBefore(until); month = month.plusMonths(1)) {
            if (!present.contains(name(table, month))) {
                make(table, time, month);
            }
        }
    }

    private Set<String> present(String table) throws SQLException {
        return values("SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                + " WHERE i.inhparent = '" + table + "'::regclass");
    }

    private static YearMonth month(Instant at) {
        return YearMonth.from(at.atZone(ZoneOffset.UTC));
    }

    /// Whether this database has them; one that distributes PostgreSQL by other means may not.
    private boolean isPartitioned(String table) throws SQLException {
        return !values("SELECT 1 FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid"
                        + " WHERE c.relname = '" + table + "' AND c.relnamespace = current_schema()::regnamespace")
                .isEmpty();
    }

    /// Makes what is missing of this and the coming months.
    ///
    /// @return the partitions that were there before
    private Set<String> ahead(String table, String time, YearMonth now) throws SQLException {
        Set<String> present = present(table);
        for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
            YearMonth month = now.plusMonths(ahead);
            if (!present.contains(name(table, month))) {
                make(table, time, month);
            }
        }
        return present;
    }

    private static List<YearMonth> before(String table, Set<String> present, Optional<YearMonth> first) {
        return present.stream()
                .flatMap(partition -> monthOf(table, partition).stream())
                .filter(month -> first.filter(month::isBefore).isPresent())
                .toList();
    }

    /// Drops a month of samples as [MetricTiers#forget] would delete them one by one: not while a sample of
    /// it is in no tier, or may be needed to tell whether a counter came back, and without the samples that
    /// devices show, which go to the default partition. All of it under the lock that keeps other samples
    /// out.
    private void dropRolledUp(YearMonth month) throws SQLException {
        String name = name(METRICS, month);
        if (isMarked(month)) {
            return;
        }
        change(name, "Old month dropped", DROPPED, () -> {
            execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
            execute("ALTER TABLE " + METRICS + " DETACH PARTITION " + name);
            if (isMarked(month)) {
                return false;
            }
            execute("INSERT INTO " + METRICS + " SELECT m.* FROM " + name + " m JOIN device_list l"
                    + " ON l.tenant_id = m.tenant_id AND l.device_key = m.device_key"
                    + " WHERE l.meters_at <> '' AND m.sampled_at >= substr(l.meters_at, 1, " + HOUR_LETTERS + ")");
            execute("DROP TABLE " + name);
            return true;
        });
    }

    private boolean isMarked(YearMonth month) throws SQLException {
        String until = String.format("%s-01T%02d", month.plusMonths(1), MetricTiers.RECOVERY_HOURS);
        return !values("SELECT hour FROM metric_dirty WHERE hour < '" + until + "' LIMIT 1")
                .isEmpty();
    }

    /// What one transaction does; false when it is not to be kept.
    @FunctionalInterface
    private interface Change {
        boolean make() throws SQLException;
    }

    /// One transaction that does not wait for others for long: whoever comes to the table behind it would wait, too.
    /// What is not done now is tried again the next time.
    ///
    /// @param name    of the month's table
    /// @param done    for the log
    /// @param quicker states that tell that another server did it
    private void change(String name, String done, Set<String> quicker, Change change) throws SQLException {
        connection.setAutoCommit(false);
        try {
            execute("SET LOCAL lock_timeout = '" + LOCK_PATIENCE.toMillis() + "ms'");
            if (!change.make()) {
                connection.rollback();
                return;
            }
            connection.commit();
            LOG.atInfo().addKeyValue("table", name).log(done);
        } catch (SQLException e) {
            connection.rollback();
            String state = String.valueOf(e.getSQLState());
            if (!WAITED_FOR.contains(state) && !quicker.contains(state)) {
                throw e;
            }
            LOG.atDebug().setCause(e).addKeyValue("table", name).log("Table of a month left for the next time");
        } finally {
            connection.setAutoCommit(true);
        }
    }

    static String name(String table, YearMonth month) {
        return String.format("%s_%04d_%02d", table, month.getYear(), month.getMonthValue());
    }

    private static Optional<YearMonth> monthOf(String table, String partition) {
        String suffix = partition.substring(Math.min(partition.length(), table.length()));
        return suffix.matches("_[0-9]{4}_[0-9]{2}")
                ? Optional.of(
                        YearMonth.of(Integer.parseInt(suffix.substring(1, 5)), Integer.parseInt(suffix.substring(6))))
                : Optional.empty();
    }

    private void make(String table, String time, YearMonth month) throws SQLException {
        String name = name(table, month);
        String from = month + "-01";
        String to = month.plusMonths(1) + "-01";
        change(name, "Month's table made", MADE, () -> {
            execute("CREATE TABLE " + name + " (LIKE " + table + " INCLUDING DEFAULTS INCLUDING CONSTRAINTS)");
            execute("WITH moved AS (DELETE FROM " + table + "_rest WHERE " + time + " >= '" + from + "' AND " + time
                    + " < '" + to + "' RETURNING *) INSERT INTO " + name + " SELECT * FROM moved");
            execute("ALTER TABLE " + table + " ATTACH PARTITION " + name + " FOR VALUES FROM ('" + from + "') TO ('"
                    + to + "')");
            return true;
        });
    }

    private Set<String> values(String query) throws SQLException {
        Set<String> all = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
