package io.printmaster.server.store.jdbc;

import io.printmaster.model.Meters;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.TierBucket;
import io.printmaster.server.store.TierBucket.Count;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes the buckets of the tiers from samples, and from each other. Pure.
final class Buckets {
    private static final Count NOTHING = new Count(OptionalLong.empty(), 0, 0);

    private Buckets() {}

    /// A bucket of all its samples.
    ///
    /// @param before values of the counters before it
    /// @param own    its samples in order, at least one
    /// @param ahead  what follows, see [CounterRun]
    static TierBucket of(Instant start, Map<String, Long> before, List<Metrics.Point> own, List<Metrics.Point> ahead) {
        CounterRun run = CounterRun.over(before, own, ahead);
        Levels levels = Levels.NONE.with(own);
        return new TierBucket(
                start,
                own.getFirst().at(),
                own.getLast().at(),
                own.size(),
                run.resets().size(),
                unit(own),
                run.counters(),
                levels.last,
                levels.min,
                levels.at);
    }

    /// A bucket whose samples are gone, with samples of it that came since, or with other values before
    /// it. A late sample between the first and the last that are summed up changes no counter: it is
    /// taken for one of the way between them.
    ///
    /// @param formerly values before the bucket when it was summed up
    /// @param before   values before it now
    static TierBucket reopened(
            TierBucket sum, Map<String, Long> formerly, Map<String, Long> before, List<Metrics.Point> late) {
        List<Metrics.Point> early =
                late.stream().filter(p -> p.at().isBefore(sum.firstAt())).toList();
        List<Metrics.Point> behind =
                late.stream().filter(p -> p.at().isAfter(sum.lastAt())).toList();
        long known = late.stream()
                .filter(p -> p.at().equals(sum.firstAt()) || p.at().equals(sum.lastAt()))
                .count();
        List<Metrics.Point> ahead = new ArrayList<>(List.of(opening(sum)));
        ahead.addAll(behind);
        CounterRun first = CounterRun.over(before, early, ahead);
        Map<String, Count> summed = entered(sum.counters(), formerly, first.after());
        CounterRun last = CounterRun.over(CounterRun.values(summed), behind, List.of());
        Levels levels = new Levels(sum.tonerAt(), sum.tonerLast(), sum.tonerMin()).with(late);
        return new TierBucket(
                sum.start(),
                early.isEmpty() ? sum.firstAt() : early.getFirst().at(),
                behind.isEmpty() ? sum.lastAt() : behind.getLast().at(),
                sum.samples() + late.size() - known,
                sum.resets() + first.resets().size() + last.resets().size(),
                behind.isEmpty() ? sum.unit() : unit(behind),
                joined(List.of(first.counters(), summed, last.counters())),
                levels.last,
                levels.min,
                levels.at);
    }

    /// The first values of a bucket as a sample.
    private static Metrics.Point opening(TierBucket sum) {
        Map<String, Long> counts = new HashMap<>();
        sum.counters().forEach((name, c) -> c.first().ifPresent(value -> counts.put(name, value)));
        return new Metrics.Point(sum.firstAt(), new Meters(counts, sum.unit()), "", "", false);
    }

    /// The counters of a bucket that is entered with other values than it was.
    private static Map<String, Count> entered(
            Map<String, Count> counters, Map<String, Long> formerly, Map<String, Long> now) {
        Map<String, Count> all = new TreeMap<>();
        now.forEach((name, value) -> all.put(name, new Count(OptionalLong.empty(), value, 0)));
        counters.forEach((name, c) -> {
            if (c.told()) {
                long first = c.first().getAsLong();
                long pages = c.pages() - rise(formerly.get(name), first) + rise(now.get(name), first);
                all.put(name, new Count(c.first(), c.last(), Math.max(0, pages)));
            } else {
                all.putIfAbsent(name, c);
            }
        });
        return all;
    }

    private static long rise(@org.jspecify.annotations.Nullable Long from, long to) {
        return from == null ? 0 : Math.max(0, to - from);
    }

    private static Map<String, Count> joined(List<Map<String, Count>> parts) {
        Map<String, Count> all = new TreeMap<>();
        for (Map<String, Count> part : parts) {
            part.forEach((name, c) -> all.merge(
                    name, c, (a, b) -> new Count(a.told() ? a.first() : b.first(), b.last(), a.pages() + b.pages())));
        }
        return all;
    }

    /// A coarser bucket after a finer one within it changed.
    ///
    /// @param coarse as it was; empty when there was none
    /// @param old    the finer one before; empty when there was none
    static TierBucket raised(Instant start, Optional<TierBucket> coarse, Optional<TierBucket> old, TierBucket now) {
        if (coarse.isEmpty()) {
            return new TierBucket(
                    start,
                    now.firstAt(),
                    now.lastAt(),
                    now.samples(),
                    now.resets(),
                    now.unit(),
                    now.counters(),
                    now.tonerLast(),
                    now.tonerMin(),
                    now.tonerAt());
        }
        TierBucket c = coarse.get();
        boolean opens = now.firstAt().isBefore(c.firstAt());
        boolean closes = !now.lastAt().isBefore(c.lastAt());
        Levels levels = new Levels(c.tonerAt(), c.tonerLast(), c.tonerMin())
                .with(now.tonerAt(), now.tonerLast(), now.tonerMin());
        return new TierBucket(
                start,
                opens ? now.firstAt() : c.firstAt(),
                closes ? now.lastAt() : c.lastAt(),
                c.samples() + now.samples() - old.map(TierBucket::samples).orElse(0L),
                Math.max(
                        0,
                        c.resets() + now.resets() - old.map(TierBucket::resets).orElse(0L)),
                closes ? now.unit() : c.unit(),
                raised(c, old.map(TierBucket::counters).orElse(Map.of()), now, closes),
                levels.last,
                levels.min,
                levels.at);
    }

    private static Map<String, Count> raised(
            TierBucket coarse, Map<String, Count> old, TierBucket now, boolean closes) {
        boolean opens = !now.firstAt().isAfter(coarse.firstAt());
        Set<String> names = new TreeSet<>(coarse.counters().keySet());
        names.addAll(now.counters().keySet());
        Map<String, Count> all = new TreeMap<>();
        for (String name : names) {
            boolean known = coarse.counters().containsKey(name);
            Count c = coarse.counters().getOrDefault(name, NOTHING);
            Count n = now.counters().getOrDefault(name, NOTHING);
            boolean takes = now.counters().containsKey(name) && (closes || !known);
            OptionalLong first = n.told() && (opens || !c.told()) ? n.first() : c.first();
            long pages = c.pages() + n.pages() - old.getOrDefault(name, NOTHING).pages();
            all.put(name, new Count(first, takes ? n.last() : c.last(), Math.max(0, pages)));
        }
        return all;
    }

    private static String unit(List<Metrics.Point> points) {
        return points.getLast().meters().unit();
    }

    /// Percentages by name: the last told, and the lowest.
    private record Levels(Optional<Instant> at, Map<String, Integer> last, Map<String, Integer> min) {
        static final Levels NONE = new Levels(Optional.empty(), Map.of(), Map.of());

        Levels with(List<Metrics.Point> points) {
            Levels levels = this;
            for (Metrics.Point point : points) {
                Map<String, Integer> told = TonerText.read(point.tonerLevels());
                levels = told.isEmpty() ? levels : levels.with(Optional.of(point.at()), told, told);
            }
            return levels;
        }

        Levels with(Optional<Instant> time, Map<String, Integer> told, Map<String, Integer> lowest) {
            boolean later =
                    time.isPresent() && at.filter(t -> t.isAfter(time.get())).isEmpty();
            Map<String, Integer> lower = new TreeMap<>(min);
            lowest.forEach((name, percent) -> lower.merge(name, percent, Math::min));
            return new Levels(later ? time : at, later ? told : last, lower);
        }
    }
}
