package io.printmaster.server.store;

import static io.printmaster.server.store.Samples.NOW;
import static io.printmaster.server.store.Samples.printer;
import static io.printmaster.server.store.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.Meters;
import io.printmaster.model.PrinterKey;
import io.printmaster.program.SteadyClock;
import io.printmaster.server.store.MetricTiers.Horizons;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [Store] must make of samples whose sender's clock, or whose own, was set; run for each database.
public abstract class ClockStepsContract extends StoreFixture {
    private static final PrinterKey KEY = key("SER0001");
    private static final Duration HOUR = Duration.ofHours(1);

    @BeforeEach
    void device() {
        tell(50, NOW, NOW);
    }

    private void tell(int percent, Instant seen, Instant now) {
        store.write(tx ->
                tx.devices().report(TENANT, AGENT, report(printer("SER0001", "M", "10.0.0.1", percent, seen)), now));
    }

    private Metrics.Added sample(Instant at, long total, Instant now) {
        Metrics.Point point = new Metrics.Point(at, new Meters(Map.of("total", total), "impressions"), "{}", "", false);
        return store.write(tx -> tx.metrics().addAll(TENANT, List.of(new Metrics.Sample(KEY, point)), now))
                .getFirst();
    }

    private long shown() {
        DeviceRow row = devices(DeviceQueries.Filter.ALL).items().getFirst();
        long total = row.totalPages().orElseThrow();
        assertThat(found(tx -> tx.metrics().newest(TENANT, KEY)))
                .as("the device's page tells the same as the list")
                .hasValueSatisfying(p -> assertThat(p.meters().count("total")).hasValue(total));
        return total;
    }

    /// An agent that was an hour ahead starts again with the right time.
    @Test
    void sampleFromTheFuture_isShownOnlyUntilTheNextComes() {
        sample(NOW.plus(HOUR), 100, NOW);
        assertThat(shown()).isEqualTo(100);

        assertThat(sample(NOW.plusSeconds(60), 101, NOW.plusSeconds(60))).isEqualTo(Metrics.Added.STORED);
        assertThat(shown()).isEqualTo(101);
        assertThat(sample(NOW.plus(HOUR), 100, NOW.plusSeconds(61))).isEqualTo(Metrics.Added.STORED);
        assertThat(sample(NOW.plusSeconds(60), 101, NOW.plusSeconds(61))).isEqualTo(Metrics.Added.REPEATED);
        assertThat(shown()).as("after a repeat of both").isEqualTo(101);
        sample(NOW.plusSeconds(120), 102, NOW.plusSeconds(120));
        assertThat(shown()).isEqualTo(102);
    }

    @Test
    void lateSample_doesNotReplaceOneOfAnAgentThatIsAhead() {
        sample(NOW.minusSeconds(60), 90, NOW);
        sample(NOW.plus(HOUR), 100, NOW);

        sample(NOW.minus(HOUR), 80, NOW.plusSeconds(5));

        assertThat(shown()).isEqualTo(100);
    }

    @Test
    void samplesOfAnAgentThatStaysAhead_areShownAsTheyCome() {
        for (int i = 0; i < 20; i++) {
            Instant now = NOW.plusSeconds(60L * i);
            sample(now.plus(HOUR), 100 + i, now);
            assertThat(shown()).isEqualTo(100 + i);
        }
    }

    @Test
    void deviceFromTheFuture_takesTheNextReport_andIsNotSeenInTheFuture() {
        tell(40, NOW.plus(HOUR), NOW);
        sample(NOW.plus(HOUR), 100, NOW);

        tell(30, NOW.plusSeconds(60), NOW.plusSeconds(60));
        sample(NOW.plusSeconds(60), 101, NOW.plusSeconds(60));

        DeviceRow row = devices(DeviceQueries.Filter.ALL).items().getFirst();
        assertThat(row.lowestPercent()).hasValue(30);
        assertThat(row.lastSeen()).isEqualTo(NOW.plusSeconds(60));
    }

    /// The machines of agent and server are set by up to an hour either way, again and again; the printer prints on.
    /// Samples stay in order, each page counts once and in the hour of its sample, and the device shows the last.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyStepsOfBothClocks_keepOrderAndSums(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] nanos = {0};
        Duration[] set = {Duration.ZERO, Duration.ZERO};
        SteadyClock agent = new SteadyClock(() -> NOW.plusNanos(nanos[0]).plus(set[0]), () -> nanos[0], step -> {});
        SteadyClock server = new SteadyClock(() -> NOW.plusNanos(nanos[0]).plus(set[1]), () -> nanos[0], step -> {});
        List<Instant> taken = new ArrayList<>();
        Map<Instant, Long> hours = new TreeMap<>();
        long total = 1_000;
        for (int i = 0; i < 150; i++) {
            nanos[0] += Duration.ofSeconds(random.nextInt(1, 600)).toNanos();
            if (random.nextInt(6) == 0) {
                set[random.nextInt(2)] = Duration.ofMinutes(random.nextInt(-60, 61));
            }
            int printed = i == 0 ? 0 : random.nextInt(20);
            total += printed;
            Instant at = agent.instant();
            assertThat(sample(at, total, server.instant())).isEqualTo(Metrics.Added.STORED);
            assertThat(shown()).isEqualTo(total);
            taken.add(at);
            hours.merge(at.truncatedTo(ChronoUnit.HOURS), (long) printed, Long::sum);
            if (random.nextInt(10) == 0) {
                rollUp(server.instant());
            }
        }
        rollUp(NOW.plus(Duration.ofDays(3)));

        assertThat(taken).isSorted().doesNotHaveDuplicates();
        List<Metrics.Point> stored =
                listed(tx -> tx.metrics().history(TENANT, KEY, NOW.minus(HOUR), NOW.plus(Duration.ofDays(3)), 1_000));
        assertThat(stored)
                .extracting(p -> p.at().toEpochMilli())
                .containsExactlyElementsOf(
                        taken.stream().map(Instant::toEpochMilli).toList());
        assertThat(stored).noneMatch(Metrics.Point::reset);
        Map<Instant, Long> found = new TreeMap<>();
        buckets(Tier.HOUR).forEach(b -> found.put(b.start(), b.pages("total")));
        assertThat(found).isEqualTo(hours);
        assertThat(buckets(Tier.DAY).stream().mapToLong(b -> b.pages("total")).sum())
                .isEqualTo(total - 1_000);
        assertThat(buckets(Tier.DAY)).allMatch(b -> b.resets() == 0);
    }

    private void rollUp(Instant now) {
        Horizons kept = new Horizons(
                now.minus(Duration.ofDays(7)), now.minus(Duration.ofDays(30)), now.minus(Duration.ofDays(365)));
        while (store.<Integer>write(tx -> tx.tiers().rollUp(now, kept, 40)) == 40) {
            assertThat(found(tx -> tx.tiers().oldestMarked())).isNotNull();
        }
    }

    private List<TierBucket> buckets(Tier tier) {
        return listed(tx -> tx.tiers().buckets(TENANT, KEY, tier, Instant.EPOCH, Instant.MAX, 1_000));
    }
}
