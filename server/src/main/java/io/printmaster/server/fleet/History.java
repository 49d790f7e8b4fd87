package io.printmaster.server.fleet;

import io.printmaster.model.Meters;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.Tier;
import io.printmaster.server.store.TierBucket;
import io.printmaster.server.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a device counted and held over a span of time, the oldest first: samples for two days, hours
/// for a month, days for two years, months beyond. Where a resolution ends before the present, the next
/// finer one goes on, and behind the last hour that was rolled up stand the samples.
///
/// @param resolution of the oldest part; empty for samples
public record History(List<Point> points, Optional<Tier> resolution) {
    private static final Duration SAMPLES = Duration.ofDays(2);
    private static final Duration HOURS = Duration.ofDays(31);
    private static final Duration DAYS = Duration.ofDays(731);

    /// A sample, or what a bucket came to.
    ///
    /// @param at          time of the sample, or of the last one in the bucket
    /// @param meters      counters at that time
    /// @param tonerLevels JSON object name -> percent, known ones only
    /// @param reset       whether a counter began anew
    /// @param pages       what `total` counted in the bucket; empty for samples
    public record Point(Instant at, Meters meters, String tonerLevels, boolean reset, Optional<Long> pages) {}

    /// Copies.
    public History {
        points = List.copyOf(points);
    }

    /// The resolution for a span.
    static Optional<Tier> resolution(Duration span) {
        if (span.compareTo(SAMPLES) <= 0) {
            return Optional.empty();
        }
        if (span.compareTo(HOURS) <= 0) {
            return Optional.of(Tier.HOUR);
        }
        return Optional.of(span.compareTo(DAYS) <= 0 ? Tier.DAY : Tier.MONTH);
    }

    static History of(Tx tx, TenantId tenant, PrinterKey key, Instant now, Duration span, int limit) {
        Optional<Tier> resolution = resolution(span);
        Instant from = now.minus(span);
        Instant until = now.plus(Duration.ofDays(1));
        List<Point> points = new ArrayList<>();
        Optional<TierBucket> newest = tx.tiers().newestHour(tenant, key);
        if (resolution.isPresent() && newest.isPresent()) {
            for (Tier tier = resolution.get(); ; tier = finer(tier)) {
                Instant start = tier.start(from);
                Instant present =
                        tier == Tier.HOUR ? until : tier.start(newest.get().start());
                tx.tiers().buckets(tenant, key, tier, start, present, limit).forEach(b -> points.add(point(b)));
                from = present.isAfter(from) ? present : from;
                if (tier == Tier.HOUR) {
                    break;
                }
            }
            from = Tier.HOUR.end(newest.get().start());
            from = from.isBefore(now.minus(span)) ? now.minus(span) : from;
        }
        tx.metrics().history(tenant, key, from, until, limit).forEach(p -> points.add(point(p)));
        int surplus = Math.max(0, points.size() - limit);
        return new History(points.subList(surplus, points.size()), resolution.filter(t -> newest.isPresent()));
    }

    private static Tier finer(Tier tier) {
        return switch (tier) {
            case MONTH -> Tier.DAY;
            case DAY, HOUR -> Tier.HOUR;
        };
    }

    private static Point point(Metrics.Point p) {
        return new Point(p.at(), p.meters(), p.tonerLevels(), p.reset(), Optional.empty());
    }

    private static Point point(TierBucket bucket) {
        Map<String, Long> counts = new HashMap<>();
        bucket.counters().forEach((name, count) -> {
            if (count.told()) {
                counts.put(name, count.last());
            }
        });
        StringBuilder toner = new StringBuilder("{");
        bucket.tonerLast()
                .forEach((name, percent) -> toner.append(toner.length() > 1 ? "," : "")
                        .append('"')
                        .append(name)
                        .append("\":")
                        .append(percent));
        return new Point(
                bucket.lastAt(),
                new Meters(counts, bucket.unit()),
                toner.append('}').toString(),
                bucket.resets() > 0,
                Optional.of(bucket.pages(Meters.TOTAL)));
    }
}
