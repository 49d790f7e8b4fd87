package io.printmaster.server.store.jdbc;

import io.printmaster.model.Meters;
import io.printmaster.server.store.MetricTiers.Owner;
import io.printmaster.server.store.Tier;
import io.printmaster.server.store.TierBucket;
import io.printmaster.server.store.TierBucket.Count;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The tables of the tiers, one bucket a row.
final class TierTables {
    private static final String COLUMNS =
            "bucket, first_at, last_at, samples, resets, unit, counters, toner_last," + " toner_min, toner_at";
    private static final String UPSERT = " (tenant_id, device_key, bucket, first_at, last_at, samples, resets, unit,"
            + " total, mono, color, total_pages, mono_pages, color_pages, counters, toner_last, toner_min, toner_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (tenant_id, device_key, bucket) DO UPDATE SET first_at = excluded.first_at,"
            + " last_at = excluded.last_at, samples = excluded.samples, resets = excluded.resets,"
            + " unit = excluded.unit, total = excluded.total, mono = excluded.mono, color = excluded.color,"
            + " total_pages = excluded.total_pages, mono_pages = excluded.mono_pages,"
            + " color_pages = excluded.color_pages, counters = excluded.counters,"
            + " toner_last = excluded.toner_last, toner_min = excluded.toner_min, toner_at = excluded.toner_at";

    private final Sql sql;

    TierTables(Sql sql) {
        this.sql = sql;
    }

    static String table(Tier tier) {
        return switch (tier) {
            case HOUR -> "metric_hours";
            case DAY -> "metric_days";
            case MONTH -> "metric_months";
        };
    }

    Optional<TierBucket> find(Owner device, Tier tier, Instant start) {
        return sql.one(
                select(tier) + " AND bucket = ?",
                TierTables::bucket,
                device.tenant().value(),
                device.key().toString(),
                start);
    }

    /// The newest that ended before this moment.
    Optional<TierBucket> before(Owner device, Tier tier, Instant at) {
        // The one that holds the moment may have ended before it or not; the one before has, so two are enough.
        return sql
                .list(
                        select(tier) + " AND bucket <= ? ORDER BY bucket DESC LIMIT 2",
                        TierTables::bucket,
                        device.tenant().value(),
                        device.key().toString(),
                        at)
                .stream()
                .filter(b -> b.lastAt().isBefore(at))
                .findFirst();
    }

    /// The oldest that began after this moment.
    Optional<TierBucket> after(Owner device, Tier tier, Instant at) {
        return sql
                .list(
                        select(tier) + " AND bucket >= ? ORDER BY bucket LIMIT 2",
                        TierTables::bucket,
                        device.tenant().value(),
                        device.key().toString(),
                        tier.start(at))
                .stream()
                .filter(b -> b.firstAt().isAfter(at))
                .findFirst();
    }

    Optional<TierBucket> newest(Owner device, Tier tier) {
        return sql.one(
                select(tier) + " ORDER BY bucket DESC LIMIT 1",
                TierTables::bucket,
                device.tenant().value(),
                device.key().toString());
    }

    List<TierBucket> between(Owner device, Tier tier, Instant from, Instant to, int limit) {
        return sql.list(
                        select(tier) + " AND bucket >= ? AND bucket < ? ORDER BY bucket DESC LIMIT ?",
                        TierTables::bucket,
                        device.tenant().value(),
                        device.key().toString(),
                        from,
                        to,
                        limit)
                .reversed();
    }

    private static String select(Tier tier) {
        return "SELECT " + COLUMNS + " FROM " + table(tier) + " WHERE tenant_id = ? AND device_key = ?";
    }

    void put(Owner device, Tier tier, TierBucket b) {
        sql.run(
                "INSERT INTO " + table(tier) + UPSERT,
                device.tenant().value(),
                device.key().toString(),
                b.start(),
                b.firstAt(),
                b.lastAt(),
                b.samples(),
                b.resets(),
                b.unit(),
                last(b, Meters.TOTAL),
                last(b, Meters.MONO),
                last(b, Meters.COLOR),
                b.pages(Meters.TOTAL),
                b.pages(Meters.MONO),
                b.pages(Meters.COLOR),
                text(b.counters()),
                TonerText.write(b.tonerLast()),
                TonerText.write(b.tonerMin()),
                b.tonerAt());
    }

    private static OptionalLong last(TierBucket bucket, String counter) {
        Count count = bucket.counters().get(counter);
        return count == null ? OptionalLong.empty() : OptionalLong.of(count.last());
    }

    private static TierBucket bucket(Row row) throws SQLException {
        return new TierBucket(
                row.time("bucket"),
                row.time("first_at"),
                row.time("last_at"),
                row.number("samples"),
                row.number("resets"),
                row.text("unit"),
                counters(row.text("counters")),
                TonerText.read(row.text("toner_last")),
                TonerText.read(row.text("toner_min")),
                row.optionalTime("toner_at"));
    }

    private static String text(Map<String, Count> counters) {
        return counters.entrySet().stream()
                .map(e -> e.getKey() + "="
                        + (e.getValue().told() ? e.getValue().first().getAsLong() : "") + ":"
                        + e.getValue().last() + ":" + e.getValue().pages())
                .collect(Collectors.joining(" "));
    }

    private static Map<String, Count> counters(String text) {
        Map<String, Count> counters = new TreeMap<>();
        for (String one : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            int equals = one.indexOf('=');
            String[] parts = one.substring(equals + 1).split(":", 3);
            OptionalLong first = parts[0].isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(parts[0]));
            counters.put(
                    one.substring(0, equals), new Count(first, Long.parseLong(parts[1]), Long.parseLong(parts[2])));
        }
        return counters;
    }
}
