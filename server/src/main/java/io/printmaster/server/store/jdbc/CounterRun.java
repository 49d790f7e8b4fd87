package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.MetricTiers;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.TierBucket.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Counts what counters counted over samples in the order of their times. Pure.
///
/// @param counters after the last sample, also those that only were known before
/// @param resets   times of the samples that showed that a counter began anew
record CounterRun(Map<String, Count> counters, Set<Instant> resets) {
    private static final Duration RECOVERY = Duration.ofHours(MetricTiers.RECOVERY_HOURS);

    /// Counts.
    ///
    /// @param before values before the first sample, by counter
    /// @param own    the samples that are counted, in order
    /// @param ahead  the samples that follow them, in order, as far as they can say that a fall was none
    static CounterRun over(Map<String, Long> before, List<Metrics.Point> own, List<Metrics.Point> ahead) {
        Set<String> names = new TreeSet<>(before.keySet());
        own.forEach(p -> names.addAll(p.meters().counts().keySet()));
        List<Metrics.Point> all = new ArrayList<>(own);
        all.addAll(ahead);
        Map<String, Count> counters = new TreeMap<>();
        Set<Instant> resets = new HashSet<>();
        for (String name : names) {
            counters.put(name, count(name, before.get(name), all, own.size(), resets));
        }
        return new CounterRun(counters, resets);
    }

    /// Whether no counter is below what it was at any time before.
    ///
    /// @param before values before the first sample, by counter
    /// @param own    samples in order
    static boolean neverFalls(Map<String, Long> before, List<Metrics.Point> own) {
        Map<String, Long> high = new HashMap<>(before);
        for (Metrics.Point point : own) {
            for (Map.Entry<String, Long> told : point.meters().counts().entrySet()) {
                if (high.merge(told.getKey(), told.getValue(), Math::max) > told.getValue()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Count count(
            String name,
            @org.jspecify.annotations.Nullable Long before,
            List<Metrics.Point> all,
            int own,
            Set<Instant> resets) {
        OptionalLong first = OptionalLong.empty();
        boolean known = before != null;
        long high = before == null ? 0 : before;
        long pages = 0;
        for (int i = 0; i < own; i++) {
            OptionalLong told = all.get(i).meters().count(name);
            if (told.isEmpty()) {
                continue;
            }
            long value = told.getAsLong();
            first = first.isPresent() ? first : told;
            if (!known || value >= high) {
                pages += known ? value - high : 0;
                high = value;
                known = true;
            } else if (!comesBack(name, high, all, i)) {
                resets.add(all.get(i).at());
                high = value;
            }
        }
        return new Count(first, high, pages);
    }

    private static boolean comesBack(String name, long high, List<Metrics.Point> all, int from) {
        Instant until = all.get(from).at().plus(RECOVERY);
        for (int i = from + 1; i < all.size() && !all.get(i).at().isAfter(until); i++) {
            if (all.get(i).meters().count(name).orElse(-1) >= high) {
                return true;
            }
        }
        return false;
    }

    /// The values after the last sample.
    Map<String, Long> after() {
        return values(counters);
    }

    static Map<String, Long> values(Map<String, Count> counters) {
        Map<String, Long> values = new HashMap<>();
        counters.forEach((name, count) -> values.put(name, count.last()));
        return values;
    }
}
