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

    private static final String BEFORE = "SELECT m.other_counters, CASE WHEN "
            + COUNTERS.stream().map(name -> "m." + name + " > ?").collect(Collectors.joining(" OR "))
            + " THEN 1 ELSE 0 END AS fell FROM devices d"
            + " LEFT JOIN metrics m ON m.tenant_id = d.tenant_id AND m.device_key = d.device_key AND m.sampled_at ="
            + " (SELECT MAX(b.sampled_at) FROM metrics b WHERE b.tenant_id = ? AND b.device_key = ?"
            + " AND b.sampled_at < ?) WHERE d.tenant_id = ? AND d.device_key = ?";

    private final Sql sql;

    JdbcMetrics(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Added keep(TenantId tenant, PrinterKey key, Point point) {
        Meters meters = point.meters();
        List<@Nullable Object> asked = new ArrayList<>();
        COUNTERS.forEach(name -> asked.add(meters.count(name)));
        asked.addAll(List.of(tenant.value(), key.toString(), point.at(), tenant.value(), key.toString()));
        Optional<Before> before =
                sql.one(BEFORE, row -> new Before(row.flag("fell"), row.text("other_counters")), asked.toArray());
        if (before.isEmpty()) {
            return Added.UNKNOWN_DEVICE;
        }
        List<@Nullable Object> values = new ArrayList<>(List.of(tenant.value(), key.toString(), point.at()));
        COUNTERS.forEach(name -> values.add(meters.count(name)));
        values.add(others(meters));
        values.add(meters.unit());
        values.add(point.tonerLevels());
        values.add(point.supplies());
        values.add(before.get().fell || otherFell(before.get().others, meters));
        return sql.run(INSERT, values.toArray()) == 0 ? Added.REPEATED : Added.STORED;
    }

    @Override
    public void show(TenantId tenant, PrinterKey key, Instant at, OptionalLong total) {
        sql.run(
                "UPDATE devices SET total_pages = COALESCE(?, total_pages), meters_at = ?,"
                        + " last_seen = CASE WHEN last_seen < ? THEN ? ELSE last_seen END"
                        + " WHERE tenant_id = ? AND device_key = ? AND (meters_at IS NULL OR meters_at <= ?)",
                total,
                at,
                at,
                at,
                tenant.value(),
                key.toString(),
                at);
    }

    /// What the sample before says about a new one; there is none of a device that is not known.
    private record Before(boolean fell, String others) {}

    private static boolean otherFell(String others, Meters now) {
        Map<String, Long> counts = new HashMap<>();
        readOthers(others, counts, new HashMap<>());
        return counts.entrySet().stream()
                .anyMatch(old -> now.count(old.getKey()).orElse(Long.MAX_VALUE) < old.getValue());
    }

    @Override
    public Optional<Point> newest(TenantId tenant, PrinterKey key) {
        return sql.one(
                "SELECT * FROM metrics WHERE tenant_id = ? AND device_key = ? ORDER BY sampled_at DESC LIMIT 1",
                JdbcMetrics::point,
                tenant.value(),
                key.toString());
    }

    @Override
    public List<Point> history(TenantId tenant, PrinterKey key, Instant from, Instant to, int limit) {
        return sql.list(
                        "SELECT * FROM metrics WHERE tenant_id = ? AND device_key = ? AND sampled_at >= ?"
                                + " AND sampled_at < ? ORDER BY sampled_at DESC LIMIT ?",
                        JdbcMetrics::point,
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

    private static void readOthers(String others, Map<String, Long> counts, Map<String, DoubtfulCount> doubtful) {
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
    }

    private static Point point(Row row) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        for (String name : COUNTERS) {
            row.optionalNumber(name).ifPresent(count -> counts.put(name, count));
        }
        Map<String, DoubtfulCount> doubtful = new HashMap<>();
        readOthers(row.text("other_counters"), counts, doubtful);
        return new Point(
                row.time("sampled_at"),
                new Meters(counts, row.text("unit"), doubtful),
                row.text("toner_levels"),
                row.text("supplies"),
                row.flag("reset"));
    }
}
