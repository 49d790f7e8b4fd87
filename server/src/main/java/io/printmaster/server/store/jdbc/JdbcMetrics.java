package io.printmaster.server.store.jdbc;

import io.printmaster.model.DoubtfulCount;
import io.printmaster.model.DoubtfulCount.Reason;
import io.printmaster.model.Meters;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.Scope;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final ListedTimes times;

    JdbcMetrics(Sql sql) {
        this.sql = sql;
        this.times = new ListedTimes(sql);
    }

    /// What is known of a device's newest sample, those of the running list included.
    private static final class Newest {
        private final ListedTimes.Metered before;
        private String at;
        private OptionalLong total;
        private Map<String, Long> counts;

        Newest(ListedTimes.Metered before, Map<String, Long> counts) {
            this.before = before;
            this.at = before.at();
            this.total = before.total();
            this.counts = counts;
        }

        void take(String time, Meters meters) {
            at = time;
            counts = meters.counts();
            total = meters.count(Meters.TOTAL).isPresent() ? meters.count(Meters.TOTAL) : total;
        }

        /// @param future a time from there on has not come yet
        ListedTimes.Metered now(String future) {
            boolean isSeen = before.seen().compareTo(at) < 0 || before.seen().compareTo(future) > 0;
            return new ListedTimes.Metered(total, at, isSeen ? at : before.seen());
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
                        "SELECT d.device_key, COALESCE(d.meters_at, ''), d.total_pages, d.last_seen, "
                                + COUNTERS.stream().map(name -> "m." + name).collect(Collectors.joining(", "))
                                + ", COALESCE(m.other_counters, '') FROM devices d LEFT JOIN metrics m"
                                + " ON m.tenant_id = d.tenant_id AND m.device_key = d.device_key"
                                + " AND m.sampled_at = d.meters_at WHERE d.tenant_id = ? AND d.device_key IN ",
                        keys,
                        row -> new Entry(
                                row.text(1),
                                new Newest(
                                        new ListedTimes.Metered(row.optionalNumber(3), row.text(2), row.text(4)),
                                        counts(row, 5).counts)),
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
                        row -> counts(row, 1).counts,
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
        List<@Nullable Object[]> rows = new ArrayList<>();
        ListedTimes.MeteredRows listed = new ListedTimes.MeteredRows();
        devices.forEach((key, device) -> {
            ListedTimes.Metered now = device.now(future);
            if (!now.at().equals(device.before.at())) {
                rows.add(new @Nullable Object[] {now.total(), now.at(), now.seen(), tenant.value(), key});
                listed.add(tenant, key, device.before, now);
            }
        });
        sql.batch(
                "UPDATE devices SET total_pages = ?, meters_at = ?, last_seen = ?"
                        + " WHERE tenant_id = ? AND device_key = ?",
                rows);
        times.metered(listed);
    }

    private static boolean fell(Map<String, Long> before, Point point) {
        return before.entrySet().stream()
                .anyMatch(old -> point.meters().count(old.getKey()).orElse(Long.MAX_VALUE) < old.getValue());
    }

    @Override
    public Optional<Point> newest(TenantId tenant, PrinterKey key) {
        return sql.one(
                "SELECT " + COLUMNS
                        + " FROM devices d JOIN metrics m ON m.tenant_id = d.tenant_id AND m.device_key = d.device_key"
                        + " AND m.sampled_at = d.meters_at WHERE d.tenant_id = ? AND d.device_key = ?",
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

    /// Counters without a column, as `name=value` between blanks, and those not believed, as `name?reason=value`; names
    /// hold none of these characters (see Meters).
    private static String others(Meters meters) {
        Map<String, Long> rest = new TreeMap<>(meters.counts());
        COUNTERS.forEach(rest::remove);
        meters.doubtful().forEach((name, d) -> rest.put(name + "?" + d.reason().word(), d.count()));
        return rest.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
    }

    private record Counts(Map<String, Long> counts, Map<String, DoubtfulCount> doubtful) {}

    /// @param first column of the counters, in their order; the other counters come behind them
    private static Counts counts(Row row, int first) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < COUNTERS.size(); i++) {
            OptionalLong count = row.optionalNumber(first + i);
            if (count.isPresent()) {
                counts.put(COUNTERS.get(i), count.getAsLong());
            }
        }
        Map<String, DoubtfulCount> doubtful = new HashMap<>();
        String others = row.text(first + COUNTERS.size());
        for (String pair : others.isEmpty() ? new String[0] : others.split(" ", -1)) {
            int equals = pair.indexOf('=');
            int doubt = pair.indexOf('?');
            long count = Long.parseLong(pair.substring(equals + 1));
            if (doubt < 0) {
                counts.put(pair.substring(0, equals), count);
            } else {
                Reason reason = Reason.ofWord(pair.substring(doubt + 1, equals)).orElse(Reason.IMPLAUSIBLE);
                doubtful.put(pair.substring(0, doubt), new DoubtfulCount(count, reason));
            }
        }
        return new Counts(counts, doubtful);
    }

    static Point whole(Row row) throws SQLException {
        Counts counts = counts(row, 1);
        return new Point(
                row.time("sampled_at"),
                new Meters(counts.counts, row.text("unit"), counts.doubtful),
                row.text("toner_levels"),
                row.text("supplies"),
                row.flag("reset"));
    }
}
