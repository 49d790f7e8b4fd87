package io.printmaster.server.store;

import io.printmaster.model.Meters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The tiers of one device computed from all its samples at once, in the plainest way there is: what
/// the incremental roll-up must come to.
final class NaiveTiers {
    private final NavigableMap<Instant, Meters> samples = new TreeMap<>();

    /// What can be compared: carried counters of a bucket depend on how far back the store looks.
    record Sum(long samples, long resets, Map<String, Long> pages, Map<String, Long> last, Map<String, Integer> min) {
        static Sum of(TierBucket bucket) {
            Map<String, Long> pages = new TreeMap<>();
            Map<String, Long> last = new TreeMap<>();
            bucket.counters().forEach((name, count) -> {
                pages.put(name, count.pages());
                last.put(name, count.last());
            });
            pages.values().removeIf(n -> n == 0);
            return new Sum(bucket.samples(), bucket.resets(), pages, last, bucket.tonerMin());
        }
    }

    private final NavigableMap<Instant, Integer> toner = new TreeMap<>();

    void add(Instant at, Meters meters, int percent) {
        if (samples.putIfAbsent(at, meters) == null) {
            toner.put(at, percent);
        }
    }

    Map<Instant, Sum> sums(Tier tier) {
        Set<String> names = new TreeSet<>();
        samples.values().forEach(m -> names.addAll(m.counts().keySet()));
        Map<Instant, Map<String, Long>> pages = new TreeMap<>();
        Map<Instant, Map<String, Long>> last = new TreeMap<>();
        Map<Instant, Set<Instant>> resets = new TreeMap<>();
        Map<Instant, Sum> sums = new TreeMap<>();
        for (String name : names) {
            OptionalLong high = OptionalLong.empty();
            for (Map.Entry<Instant, Meters> sample : samples.entrySet()) {
                Instant bucket = tier.start(sample.getKey());
                OptionalLong told = sample.getValue().count(name);
                if (told.isPresent()) {
                    if (high.isEmpty() || told.getAsLong() >= high.getAsLong()) {
                        long rise = high.isEmpty() ? 0 : told.getAsLong() - high.getAsLong();
                        pages.computeIfAbsent(bucket, b -> new TreeMap<>()).merge(name, rise, Long::sum);
                        high = told;
                    } else if (!comesBack(name, high.getAsLong(), sample.getKey())) {
                        resets.computeIfAbsent(bucket, b -> new TreeSet<>()).add(sample.getKey());
                        high = told;
                    }
                }
                if (high.isPresent()) {
                    last.computeIfAbsent(bucket, b -> new TreeMap<>()).put(name, high.getAsLong());
                }
            }
        }
        for (Instant at : samples.keySet()) {
            Instant bucket = tier.start(at);
            NavigableMap<Instant, Integer> levels = toner.subMap(bucket, true, tier.end(bucket), false);
            Map<String, Long> counted = new HashMap<>(pages.getOrDefault(bucket, Map.of()));
            counted.values().removeIf(n -> n == 0);
            sums.put(
                    bucket,
                    new Sum(
                            levels.size(),
                            resets.getOrDefault(bucket, Set.of()).size(),
                            counted,
                            last.getOrDefault(bucket, Map.of()),
                            Map.of(
                                    "black",
                                    levels.values().stream()
                                            .min(Integer::compare)
                                            .orElseThrow())));
        }
        return sums;
    }

    private boolean comesBack(String name, long high, Instant at) {
        List<Meters> ahead =
                new ArrayList<>(samples.subMap(at, false, at.plus(Duration.ofHours(MetricTiers.RECOVERY_HOURS)), true)
                        .values());
        return ahead.stream().anyMatch(m -> m.count(name).orElse(-1) >= high);
    }
}
