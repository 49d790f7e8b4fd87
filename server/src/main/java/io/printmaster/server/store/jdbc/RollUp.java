package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.MetricTiers;
import io.printmaster.server.store.MetricTiers.Horizons;
import io.printmaster.server.store.MetricTiers.Owner;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.Tier;
import io.printmaster.server.store.TierBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Brings the tiers of one device up to date with the samples of one hour, within one transaction.
///
/// The bucket that the samples belong to is made anew where all its samples are there, else the late
/// ones are added to what it sums up; coarser buckets take the difference. When a counter's value at
/// its end is another now, the bucket that follows is gone through as well, and so on while that is so.
final class RollUp {
    private static final Duration RECOVERY = Duration.ofHours(MetricTiers.RECOVERY_HOURS);
    /// Hours, days and months that one late sample can change at most: all that are kept.
    private static final int MAX_CHAIN = 2_000;
    /// The finest tier is this much younger than its horizon here, so that a bucket that was just
    /// forgotten is not begun anew.
    private static final Duration MARGIN = Duration.ofDays(1);

    private final Sql sql;
    private final TierTables tables;
    private final Owner device;
    private final Horizons kept;

    RollUp(Sql sql, TierTables tables, Owner device, Horizons kept) {
        this.sql = sql;
        this.tables = tables;
        this.device = device;
        this.kept = kept;
    }

    /// A place in a tier.
    private record Place(Tier tier, Instant start) {}

    void hour(Instant hour) {
        Tier tier = tier(hour);
        if (tier != Tier.HOUR) {
            chain(new Place(tier, tier.start(hour)), samples(hour, Tier.HOUR.end(hour)), Optional.of(hour));
            return;
        }
        // What came back in this hour was no reset in the hours before.
        for (TierBucket earlier :
                tables.between(device, Tier.HOUR, hour.minus(RECOVERY), hour, MetricTiers.RECOVERY_HOURS)) {
            if (earlier.resets() > 0) {
                Instant start = earlier.start();
                chain(new Place(Tier.HOUR, start), samples(start, Tier.HOUR.end(start)), Optional.empty());
            }
        }
        chain(new Place(Tier.HOUR, hour), samples(hour, Tier.HOUR.end(hour)), Optional.of(hour));
    }

    private Tier tier(Instant hour) {
        if (!hour.isBefore(kept.hourly().plus(MARGIN))) {
            return Tier.HOUR;
        }
        return Tier.DAY.start(hour).isBefore(kept.daily().plus(MARGIN)) ? Tier.MONTH : Tier.DAY;
    }

    private List<Metrics.Point> samples(Instant from, Instant to) {
        return sql.list(
                "SELECT " + JdbcMetrics.COLUMNS
                        + " FROM metrics WHERE tenant_id = ? AND device_key = ? AND sampled_at >= ? AND sampled_at < ?"
                        + " ORDER BY sampled_at",
                JdbcMetrics::whole,
                device.tenant().value(),
                device.key().toString(),
                from,
                to);
    }

    private void chain(Place first, List<Metrics.Point> samples, Optional<Instant> marked) {
        Place place = first;
        List<Metrics.Point> own = samples;
        Optional<Map<String, Long>> formerly = Optional.empty();
        for (int i = 0; i < MAX_CHAIN; i++) {
            Optional<TierBucket> old = tables.find(device, place.tier, place.start);
            if (old.isEmpty() && own.isEmpty()) {
                return;
            }
            Instant begin = begin(place, old, own);
            Map<String, Long> before = before(place, begin);
            boolean whole = (place.tier == Tier.HOUR && whole(old, own)) || old.isEmpty();
            TierBucket now = whole
                    ? Buckets.of(place.start, before, own, ahead(before, own))
                    : Buckets.reopened(
                            old.orElseThrow(),
                            formerly.orElse(before),
                            before,
                            i == 0 && marked.isPresent() ? own : List.of());
            store(place, old, now);
            if (i == 0 && !(whole && place.tier == Tier.HOUR)) {
                marked.ifPresent(this::discard);
            }
            Map<String, Long> was =
                    old.map(b -> CounterRun.values(b.counters())).orElse(before);
            if (was.equals(CounterRun.values(now.counters()))) {
                return;
            }
            Optional<Place> next = next(now.lastAt());
            if (next.isEmpty()) {
                return;
            }
            place = next.get();
            own = place.tier == Tier.HOUR ? samples(place.start, Tier.HOUR.end(place.start)) : List.of();
            formerly = Optional.of(was);
        }
    }

    /// Whether these are all samples of the bucket.
    private static boolean whole(Optional<TierBucket> bucket, List<Metrics.Point> samples) {
        if (bucket.isEmpty()) {
            return true;
        }
        Set<Instant> times = new HashSet<>();
        samples.forEach(p -> times.add(p.at()));
        return times.size() >= bucket.get().samples()
                && times.contains(bucket.get().firstAt())
                && times.contains(bucket.get().lastAt());
    }

    private static Instant begin(Place place, Optional<TierBucket> old, List<Metrics.Point> own) {
        if (place.tier == Tier.HOUR) {
            return place.start;
        }
        Instant sample = own.isEmpty() ? Instant.MAX : own.getFirst().at();
        return old.map(TierBucket::firstAt).filter(t -> t.isBefore(sample)).orElse(sample);
    }

    /// The values of the counters just before this moment.
    private Map<String, Long> before(Place place, Instant begin) {
        Optional<TierBucket> hour = tables.before(device, Tier.HOUR, begin);
        if (hour.isPresent() && place.tier == Tier.HOUR) {
            return CounterRun.values(hour.get().counters());
        }
        List<TierBucket> candidates = new ArrayList<>();
        hour.ifPresent(candidates::add);
        tables.before(device, Tier.DAY, begin).ifPresent(candidates::add);
        tables.before(device, Tier.MONTH, begin).ifPresent(candidates::add);
        return candidates.stream()
                .max(Comparator.comparing(TierBucket::lastAt))
                .map(b -> CounterRun.values(b.counters()))
                .orElse(Map.of());
    }

    /// What may tell that a fall was none; most hours have no fall.
    private List<Metrics.Point> ahead(Map<String, Long> before, List<Metrics.Point> own) {
        if (CounterRun.neverFalls(before, own)) {
            return List.of();
        }
        Instant last = own.getLast().at();
        return samples(last.plusMillis(1), last.plus(RECOVERY).plusMillis(1));
    }

    private void store(Place place, Optional<TierBucket> old, TierBucket now) {
        tables.put(device, place.tier, now);
        for (Tier coarser : Tier.values()) {
            if (coarser.compareTo(place.tier) > 0) {
                Instant start = coarser.start(place.start);
                tables.put(device, coarser, Buckets.raised(start, tables.find(device, coarser, start), old, now));
            }
        }
    }

    /// The finest bucket that begins first after this moment.
    private Optional<Place> next(Instant at) {
        record Candidate(Place place, Instant firstAt) {}
        List<Candidate> candidates = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            tables.after(device, tier, at)
                    .ifPresent(b -> candidates.add(new Candidate(new Place(tier, b.start()), b.firstAt())));
        }
        return candidates.stream()
                .min(Comparator.comparing(Candidate::firstAt).thenComparing(c -> c.place.tier))
                .map(Candidate::place);
    }

    /// Late samples that were added to a sum must not be added again.
    private void discard(Instant hour) {
        sql.run(
                "DELETE FROM metrics WHERE tenant_id = ? AND device_key = ? AND sampled_at >= ? AND sampled_at < ?",
                device.tenant().value(),
                device.key().toString(),
                hour,
                Tier.HOUR.end(hour));
    }
}
