package io.printmaster.server.store.jdbc;

import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.MetricTiers;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.Tier;
import io.printmaster.server.store.TierBucket;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class JdbcMetricTiers implements MetricTiers {
    private static final Duration RECOVERY = Duration.ofHours(RECOVERY_HOURS);

    private final Sql sql;
    private final TierTables tables;

    JdbcMetricTiers(Sql sql) {
        this.sql = sql;
        this.tables = new TierTables(sql);
    }

    /// Marks the hours of new samples.
    static void mark(Sql sql, TenantId tenant, List<JdbcMetrics.Keyed> stored) {
        record Hour(String key, String start) {}
        // In one order for all writers, so that two cannot wait for each other.
        List<@Nullable Object[]> rows = stored.stream()
                .map(sample -> new Hour(sample.device(), Stamp.hour(sample.at())))
                .distinct()
                .sorted(Comparator.comparing(Hour::key).thenComparing(Hour::start))
                .map(hour -> new @Nullable Object[] {tenant.value(), hour.key, hour.start})
                .collect(Collectors.toList());
        sql.batch(
                "INSERT INTO metric_dirty (tenant_id, device_key, hour) VALUES (?, ?, ?)"
                        + " ON CONFLICT (tenant_id, device_key, hour) DO NOTHING",
                rows);
    }

    private record Marked(Owner device, Instant hour) {}

    @Override
    public int rollUp(Instant settled, Horizons kept, int maxHours) {
        List<Marked> marked = sql.list(
                "SELECT hour, tenant_id, device_key FROM metric_dirty WHERE hour < ?"
                        + " ORDER BY hour, tenant_id, device_key LIMIT ?",
                row -> new Marked(owner(row), row.time("hour")),
                Tier.HOUR.start(settled),
                maxHours);
        for (Marked one : marked) {
            new RollUp(sql, tables, one.device, kept).hour(one.hour);
            sql.run(
                    "DELETE FROM metric_dirty WHERE tenant_id = ? AND device_key = ? AND hour = ?",
                    one.device.tenant().value(),
                    one.device.key().toString(),
                    one.hour);
        }
        return marked.size();
    }

    private static Owner owner(Row row) throws SQLException {
        return new Owner(
                new TenantId(row.text("tenant_id")),
                PrinterKey.parse(row.text("device_key"))
                        .orElseThrow(() -> new StoreException(
                                StoreException.Kind.BROKEN, "a history has an unreadable key", null)));
    }

    @Override
    public Optional<Instant> oldestMarked() {
        return sql.one("SELECT hour FROM metric_dirty ORDER BY hour LIMIT 1", row -> row.time("hour"));
    }

    @Override
    public List<TierBucket> buckets(TenantId tenant, PrinterKey key, Tier tier, Instant from, Instant to, int limit) {
        return tables.between(new Owner(tenant, key), tier, from, to, limit);
    }

    @Override
    public Optional<TierBucket> newestHour(TenantId tenant, PrinterKey key) {
        return tables.newest(new Owner(tenant, key), Tier.HOUR);
    }

    @Override
    public Overdue overdue(Horizons kept, Optional<Owner> after, int limit) {
        List<Owner> seen = sql.list(
                "SELECT tenant_id, device_key FROM devices WHERE (tenant_id, device_key) > (?, ?)"
                        + " ORDER BY tenant_id, device_key LIMIT ?",
                JdbcMetricTiers::owner,
                after.map(o -> o.tenant().value()).orElse(""),
                after.map(o -> o.key().toString()).orElse(""),
                limit);
        List<Owner> due = seen.stream().filter(device -> due(device, kept)).toList();
        return new Overdue(due, seen.size() < limit ? Optional.empty() : Optional.of(seen.getLast()));
    }

    private boolean due(Owner device, Horizons kept) {
        return oldest("metrics", "sampled_at", device)
                        .filter(t -> t.isBefore(samplesUntil(device, kept)))
                        .isPresent()
                || oldest("metric_hours", "bucket", device)
                        .filter(t -> t.isBefore(kept.hourly()))
                        .isPresent()
                || oldest("metric_days", "bucket", device)
                        .filter(t -> t.isBefore(kept.daily()))
                        .isPresent();
    }

    private Optional<Instant> oldest(String table, String column, Owner device) {
        return sql.one(
                "SELECT " + column + " AS oldest FROM " + table + " WHERE tenant_id = ? AND device_key = ? ORDER BY "
                        + column + " LIMIT 1",
                row -> row.time("oldest"),
                device.tenant().value(),
                device.key().toString());
    }

    /// Whole hours, and none from the first on that is not rolled up; the hours before it may still be needed to tell
    /// whether a counter came back. The sample that the device shows stays.
    private Instant samplesUntil(Owner device, Horizons kept) {
        Instant until = Tier.HOUR.start(kept.raw());
        Optional<Instant> newest = sql.one(
                        "SELECT meters_at FROM device_list WHERE tenant_id = ? AND device_key = ?",
                        row -> row.optionalTime("meters_at"),
                        device.tenant().value(),
                        device.key().toString())
                .flatMap(shown -> shown)
                .map(Tier.HOUR::start);
        Optional<Instant> marked = oldest("metric_dirty", "hour", device).map(t -> t.minus(RECOVERY));
        return Stream.of(Optional.of(until), newest, marked)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(until);
    }

    @Override
    public int forget(Owner device, Horizons kept, int maxRows) {
        int gone = forget("metrics", "sampled_at", device, samplesUntil(device, kept), maxRows);
        gone += gone >= maxRows ? 0 : forget("metric_hours", "bucket", device, kept.hourly(), maxRows - gone);
        gone += gone >= maxRows ? 0 : forget("metric_days", "bucket", device, kept.daily(), maxRows - gone);
        return gone;
    }

    private int forget(String table, String column, Owner device, Instant until, int maxRows) {
        Instant bounded = sql.one(
                        "SELECT MAX(oldest.at) AS last FROM (SELECT " + column + " AS at FROM " + table
                                + " WHERE tenant_id = ? AND device_key = ? AND " + column + " < ? ORDER BY " + column
                                + " LIMIT ?) AS oldest",
                        row -> row.optionalTime("last"),
                        device.tenant().value(),
                        device.key().toString(),
                        until,
                        maxRows + 1)
                .flatMap(last -> last)
                .map(last -> Tier.HOUR.end(Tier.HOUR.start(last)))
                .filter(t -> t.isBefore(until))
                .orElse(until);
        return sql.run(
                "DELETE FROM " + table + " WHERE tenant_id = ? AND device_key = ? AND " + column + " < ?",
                device.tenant().value(),
                device.key().toString(),
                bounded);
    }
}
