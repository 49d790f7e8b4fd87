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

    /// A sample with the texts of its key.
    ///
    /// @param at as a [Stamp]
    record Keyed(String device, String at, Point point) {
        static Keyed of(Sample sample) {
            return new Keyed(sample.key().toString(), Stamp.text(sample.point().at()), sample.point());
        }
    }

    @Override
    public List<Added> addAll(TenantId tenant, List<Sample> samples, Instant now) {
        String future = Stamp.text(now.isBefore(LATEST) ? now.plus(AHEAD) : now);
        List<Keyed> all = samples.stream().map(Keyed::of).toList();
        Map<String, Newest> devices =
                newest(tenant, all.stream().map(Keyed::device).collect(Collectors.toSet()));
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<Added> added = new ArrayList<>(all.size());
        List<Keyed> stored = new ArrayList<>();
        for (Keyed sample : all) {
            Newest device = devices.get(sample.device);
            if (device == null) {
                added.add(Added.UNKNOWN_DEVICE);
            } else if (sample.at.equals(device.at)) {
                added.add(Added.REPEATED);
            } else if (sample.at.compareTo(device.at) > 0) {
                rows.add(row(tenant, sample, fell(device.counts, sample.point)));
                device.take(sample.at, sample.point.meters());
                added.add(Added.STORED);
            } else {
                // Late: the samples before and after it are looked up one by one.
                insert(rows);
                added.add(late(tenant, sample));
                if (device.at.compareTo(future) > 0 && isNewestUntil(tenant, sample, future)) {
                    device.take(sample.at, sample.point.meters());
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

    private static @Nullable Object[] row(TenantId tenant, Keyed sample, boolean fell) {
        Point point = sample.point;
        Meters meters = point.meters();
        @Nullable Object[] values = new @Nullable Object[3 + COUNTERS.size() + 5];
        values[0] = tenant.value();
        values[1] = sample.device;
        values[2] = sample.at;
        for (int i = 0; i < COUNTERS.size(); i++) {
            values[3 + i] = meters.counts().get(COUNTERS.get(i));
        }
        int rest = 3 + COUNTERS.size();
        values[rest] = others(meters);
        values[rest + 1] = meters.unit();
        values[rest + 2] = point.tonerLevels();
        values[rest + 3] = point.supplies();
        values[rest + 4] = fell;
        return values;
    }

    private Added late(TenantId tenant, Keyed sample) {
        Map<String, Long> before = sql.one(
                        "SELECT " + COLUMNS + " FROM metrics WHERE tenant_id = ? AND device_key = ? AND sampled_at < ?"
                                + " ORDER BY sampled_at DESC LIMIT 1",
                        row -> counts(row, 1).counts(),
                        tenant.value(),
                        sample.device,
                        sample.at)
                .orElse(Map.of());
        return sql.run(INSERT, row(tenant, sample, fell(before, sample.point))) == 0 ? Added.REPEATED : Added.STORED;
    }

    /// Whether no other sample lies between this one and that moment.
    private boolean isNewestUntil(TenantId tenant, Keyed sample, String until) {
        return sql.one(
                        "SELECT sampled_at FROM metrics WHERE tenant_id = ? AND device_key = ? AND sampled_at > ?"
                                + " AND sampled_at <= ? ORDER BY sampled_at DESC LIMIT 1",
                        row -> row.text("sampled_at"),
                        tenant.value(),
                        sample.device,
                        sample.at,
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
