package io.printmaster.server.store.jdbc;

import io.printmaster.model.Meters;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.jdbc.ListedRow.Metered;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class JdbcMetrics implements Metrics {
    /// Counters with a column of their own.
    private static final List<String> COUNTERS = List.of(
            Meters.TOTAL,
            Meters.MONO,
            Meters.COLOR,
            Meters.COPY,
            Meters.PRINT,
            Meters.SCAN,
            Meters.FAX_IN,
            Meters.FAX_OUT,
            Meters.DUPLEX,
            Meters.LARGE_FORMAT);

    private static final String INSERT = "INSERT INTO metrics (tenant_id, device_key, sampled_at, "
            + String.join(", ", COUNTERS)
            + ", other_counters, unit, toner_levels, supplies, reset) VALUES (?, ?, ?, "
            + "?, ".repeat(COUNTERS.size())
            + "?, ?, ?, ?, ?) ON CONFLICT (tenant_id, device_key, sampled_at) DO NOTHING";

    /// Of whole samples, as [#whole] reads them.
    static final String COLUMNS =
            String.join(", ", COUNTERS) + ", other_counters, sampled_at, unit, toner_levels, supplies, reset";

    private final Sql sql;

    JdbcMetrics(Sql sql) {
        this.sql = sql;
    }

    /// What is known of a device's newest sample, those of the running list included.
    private static final class Newest {
        private final Metered before;
        private final String seen;
        private String at;
        private OptionalLong total;
        private Map<String, Long> counts;

        Newest(Metered before, String seen) {
            this.before = before;
            this.seen = seen;
            this.at = before.at();
            this.total = before.total();
            this.counts = CounterText.read(before.counters()).counts();
        }

        void take(String time, Meters meters) {
            at = time;
            counts = meters.counts();
            total = meters.count(Meters.TOTAL).isPresent() ? meters.count(Meters.TOTAL) : total;
        }

        /// @param future a time from there on has not come yet
        ListedChanges.Columns changed(String future) {
            ListedChanges.Columns columns = new ListedChanges.Columns();
            if (!at.equals(before.at())) {
                before.changed(columns, new Metered(total, at, new CounterText(counts, Map.of()).text()));
                if (seen.compareTo(at) < 0 || seen.compareTo(future) > 0) {
                    columns.set("last_seen", seen, at);
                }
            }
            return columns;
        }
    }

    @Override
    public List<Added> addAll(TenantId tenant, List<Sample> samples, Instant now) {
        String future = Stamp.text(now.isBefore(LATEST) ? now.plus(AHEAD) : now);
        Map<String, Newest> devices = newest(
                tenant, samples.stream().map(sample -> sample.key().toString()).collect(Collectors.toSet()));
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<Added> added = new ArrayList<>(samples.size());
        List<Sample> stored = new ArrayList<>();
        for (Sample sample : samples) {
            Newest device = devices.get(sample.key().toString());
            String at = Stamp.text(sample.point().at());
            if (device == null) {
                added.add(Added.UNKNOWN_DEVICE);
            } else if (at.equals(device.at)) {
                added.add(Added.REPEATED);
            } else if (at.compareTo(device.at) > 0) {
                rows.add(row(tenant, sample, fell(device.counts, sample.point())));
                device.take(at, sample.point().meters());
                added.add(Added.STORED);
            } else {
                // Late: the samples before and after it are looked up one by one.
                insert(rows);
                added.add(late(tenant, sample));
                if (device.at.compareTo(future) > 0 && isNewestUntil(tenant, sample, future)) {
                    device.take(at, sample.point().meters());
                }
            }
            if (added.getLast() == Added.STORED) {
                stored.add(sample);
            }
        }
        insert(rows);
        JdbcMetricTiers.mark(sql, tenant, stored);
        follow(tenant, devices, future);
        return added;
    }

    /// Of each device that exists; the time is empty where it has no sample yet.
    private Map<String, Newest> newest(TenantId tenant, Set<String> keys) {
        record Entry(String key, Newest newest) {}
        Map<String, Newest> all = new TreeMap<>();
        sql.listIn(
                        "SELECT device_key, last_seen, " + Metered.COLUMNS
                                + " FROM device_list WHERE tenant_id = ? AND device_key IN ",
                        keys,
                        row -> new Entry(row.text(1), new Newest(Metered.read(row, 3), row.text(2))),
                        tenant.value())
                .forEach(entry -> all.put(entry.key, entry.newest));
        return all;
    }

    private void insert(List<@Nullable Object[]> rows) {
        sql.batch(INSERT, rows);
        rows.clear();
    }

    private static @Nullable Object[] row(TenantId tenant, Sample sample, boolean fell) {
        Point point = sample.point();
        Meters meters = point.meters();
        List<@Nullable Object> values =
                new ArrayList<>(List.of(tenant.value(), sample.key().toString(), point.at()));
        COUNTERS.forEach(name -> values.add(meters.count(name)));
        values.add(others(meters));
        values.add(meters.unit());
        values.add(point.tonerLevels());
        values.add(point.supplies());
        values.add(fell);
        return values.toArray();
    }

    private Added late(TenantId tenant, Sample sample) {
        Map<String, Long> before = sql.one(
                        "SELECT " + COLUMNS + " FROM metrics WHERE tenant_id = ? AND device_key = ? AND sampled_at < ?"
                                + " ORDER BY sampled_at DESC LIMIT 1",
                        row -> counts(row, 1).counts(),
                        tenant.value(),
                        sample.key().toString(),
                        sample.point().at())
                .orElse(Map.of());
        return sql.run(INSERT, row(tenant, sample, fell(before, sample.point()))) == 0 ? Added.REPEATED : Added.STORED;
    }

    /// Whether no other sample lies between this one and that moment.
    private boolean isNewestUntil(TenantId tenant, Sample sample, String until) {
        return sql.one(
                        "SELECT sampled_at FROM metrics WHERE tenant_id = ? AND device_key = ? AND sampled_at > ?"
                                + " AND sampled_at <= ? ORDER BY sampled_at DESC LIMIT 1",
                        row -> row.text("sampled_at"),
                        tenant.value(),
                        sample.key().toString(),
                        sample.point().at(),
                        until)
                .isEmpty();
    }

    /// The devices show their newest counter, and no time that has not come.
    private void follow(TenantId tenant, Map<String, Newest> devices, String future) {
        ListedChanges changes = ListedChanges.ofList(sql);
        devices.forEach((key, device) -> changes.add(tenant, key, device.changed(future)));
        changes.write();
    }

    private static boolean fell(Map<String, Long> before, Point point) {
        for (Map.Entry<String, Long> now : point.meters().counts().entrySet()) {
            if (now.getValue() < before.getOrDefault(now.getKey(), 0L)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<Point> newest(TenantId tenant, PrinterKey key) {
        return sql.one(
                "SELECT " + COLUMNS
                        + " FROM device_list l JOIN metrics m ON m.tenant_id = l.tenant_id AND m.device_key = l.device_key"
                        + " AND m.sampled_at = l.meters_at WHERE l.tenant_id = ? AND l.device_key = ?",
                JdbcMetrics::whole,
                tenant.value(),
                key.toString());
    }

    @Override
    public List<Point> history(TenantId tenant, PrinterKey key, Instant from, Instant to, int limit) {
        return sql.list(
                        "SELECT " + COLUMNS + " FROM metrics WHERE tenant_id = ? AND device_key = ? AND sampled_at >= ?"
                                + " AND sampled_at < ? ORDER BY sampled_at DESC LIMIT ?",
                        JdbcMetrics::whole,
                        tenant.value(),
                        key.toString(),
                        from,
                        to,
                        limit)
                .reversed();
    }

    @Override
    public long count(Scope scope) {
        Conditions which = new Conditions().scope(scope);
        return sql.count("SELECT COUNT(*) FROM metrics" + which.where(), which.arguments());
    }

    /// Counters without a column, and those not believed.
    private static String others(Meters meters) {
        if (meters.doubtful().isEmpty() && COUNTERS.containsAll(meters.counts().keySet())) {
            return "";
        }
        Map<String, Long> rest = new TreeMap<>(meters.counts());
        COUNTERS.forEach(rest::remove);
        return new CounterText(rest, meters.doubtful()).text();
    }

    /// @param first column of the counters, in their order; the other counters come behind them
    private static CounterText counts(Row row, int first) throws SQLException {
        CounterText all = CounterText.read(row.text(first + COUNTERS.size()));
        for (int i = 0; i < COUNTERS.size(); i++) {
            OptionalLong count = row.optionalNumber(first + i);
            if (count.isPresent()) {
                all.counts().put(COUNTERS.get(i), count.getAsLong());
            }
        }
        return all;
    }

    static Point whole(Row row) throws SQLException {
        CounterText counts = counts(row, 1);
        return new Point(
                row.time("sampled_at"),
                new Meters(counts.counts(), row.text("unit"), counts.doubtful()),
                row.text("toner_levels"),
                row.text("supplies"),
                row.flag("reset"));
    }
}
