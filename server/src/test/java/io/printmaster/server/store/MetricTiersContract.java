package io.printmaster.server.store;

import static io.printmaster.server.store.Samples.NOW;
import static io.printmaster.server.store.Samples.printer;
import static io.printmaster.server.store.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.Meters;
import io.printmaster.model.PrinterKey;
import io.printmaster.server.store.MetricTiers.Horizons;
import io.printmaster.server.store.MetricTiers.Overdue;
import io.printmaster.server.store.MetricTiers.Owner;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [Store] must do about the history's resolutions; run for each database.
public abstract class MetricTiersContract extends StoreFixture {
    private static final PrinterKey KEY = key("SER0001");
    private static final PrinterKey OTHER = key("SER0002");
    private static final PrinterKey THIRD = key("SER0003");
    private static final Instant START = NOW.truncatedTo(ChronoUnit.DAYS);

    private Instant now = NOW;

    @BeforeEach
    void devices() {
        store.write(tx -> {
            for (String serial : List.of("SER0001", "SER0002", "SER0003")) {
                tx.devices().report(TENANT, AGENT, report(printer(serial, "M", "10.0.0.1", 50, NOW)), NOW);
            }
            return true;
        });
    }

    private Horizons kept() {
        return new Horizons(
                now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(6)), now.minus(Duration.ofDays(15)));
    }

    private void add(PrinterKey key, Instant at, Map<String, Long> counts, int percent) {
        Metrics.Point point =
                new Metrics.Point(at, new Meters(counts, "impressions"), "{\"black\":" + percent + "}", "", false);
        store.write(tx -> tx.metrics().add(TENANT, key, point));
    }

    private void total(PrinterKey key, Instant at, long total) {
        add(key, at, Map.of("total", total), 50);
    }

    private int rollUp(int hours) {
        return store.write(tx -> tx.tiers().rollUp(now, kept(), hours));
    }

    private void rollUpAll() {
        while (rollUp(5) == 5) {
            assertThat(found(tx -> tx.tiers().oldestMarked())).isNotNull();
        }
    }

    private void forgetAll(int rows) {
        Optional<Owner> after = Optional.empty();
        do {
            Optional<Owner> from = after;
            Overdue found = store.read(tx -> tx.tiers().overdue(kept(), from, 2));
            for (Owner device : found.due()) {
                while (store.<Integer>write(tx -> tx.tiers().forget(device, kept(), rows)) >= rows) {
                    assertThat(device.tenant()).isEqualTo(TENANT);
                }
            }
            after = found.next();
        } while (after.isPresent());
    }

    private List<TierBucket> buckets(PrinterKey key, Tier tier) {
        return listed(tx -> tx.tiers().buckets(TENANT, key, tier, Instant.EPOCH, Instant.MAX, 100_000));
    }

    private List<Long> pages(PrinterKey key, Tier tier) {
        return buckets(key, tier).stream().map(b -> b.pages("total")).toList();
    }

    private long samples() {
        return store.read(tx -> tx.metrics().count(new Scope.Everyone()));
    }

    @Test
    void samplesOfAnHour_becomeOneBucketOfEachTier_andTheLaterHourTakesTheRiseBetween() {
        total(KEY, START, 100);
        total(KEY, START.plus(Duration.ofMinutes(50)), 130);
        total(KEY, START.plus(Duration.ofMinutes(70)), 150);
        rollUpAll();

        assertThat(pages(KEY, Tier.HOUR)).containsExactly(30L, 20L);
        assertThat(pages(KEY, Tier.DAY)).containsExactly(50L);
        assertThat(buckets(KEY, Tier.MONTH)).singleElement().satisfies(b -> {
            assertThat(b.start()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
            assertThat(b.samples()).isEqualTo(3);
            assertThat(b.resets()).isZero();
            assertThat(b.unit()).isEqualTo("impressions");
            assertThat(b.counters().get("total").last()).isEqualTo(150);
        });
        assertThat(rollUp(5)).as("nothing is left").isZero();
    }

    @Test
    void hourThatIsNotOver_waits() {
        now = START.plus(Duration.ofMinutes(30));
        total(KEY, START.plus(Duration.ofMinutes(10)), 100);

        assertThat(rollUp(5)).isZero();
        assertThat(found(tx -> tx.tiers().oldestMarked())).contains(START);
    }

    @Test
    void counterThatFalls_isAnEvent_andNeverANegativeNumber() {
        total(KEY, START, 5_000);
        total(KEY, START.plus(Duration.ofHours(1)), 5_010);
        total(KEY, START.plus(Duration.ofHours(2)), 3);
        total(KEY, START.plus(Duration.ofHours(3)), 10);
        rollUpAll();

        assertThat(pages(KEY, Tier.HOUR)).containsExactly(0L, 10L, 0L, 7L);
        assertThat(buckets(KEY, Tier.DAY)).singleElement().satisfies(b -> {
            assertThat(b.pages("total")).isEqualTo(17);
            assertThat(b.resets()).isEqualTo(1);
        });
    }

    @Test
    void counterThatIsBackWithinTwoHours_wasNoReset_alsoWhenThatArrivesLater() {
        total(KEY, START, 5_000);
        total(KEY, START.plus(Duration.ofMinutes(59)), 0);
        rollUpAll();
        assertThat(buckets(KEY, Tier.DAY).getFirst().resets()).isEqualTo(1);

        total(KEY, START.plus(Duration.ofMinutes(125)), 5_004);
        rollUpAll();

        assertThat(buckets(KEY, Tier.DAY)).singleElement().satisfies(b -> {
            assertThat(b.pages("total")).isEqualTo(4);
            assertThat(b.resets()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {3_600, -3_600})
    void agentsClockThatIsSetByAnHour_countsNoPageTwice(long step) {
        long real = 0;
        for (int minute = 0; minute < 480; minute += 5) {
            real += 2;
            Instant told = START.plus(Duration.ofMinutes(minute)).plusSeconds(minute < 240 ? step : 0);
            total(KEY, told.plusSeconds(minute < 240 ? 7 : 0), 1_000 + real);
            if (minute % 60 == 0) {
                now = START.plus(Duration.ofMinutes(minute));
                rollUpAll();
            }
        }
        now = NOW;
        rollUpAll();

        assertThat(buckets(KEY, Tier.DAY).stream()
                        .mapToLong(b -> b.pages("total"))
                        .sum())
                .isEqualTo(real - 2);
        assertThat(buckets(KEY, Tier.DAY)).allMatch(b -> b.resets() == 0);
        assertThat(buckets(KEY, Tier.HOUR)).allMatch(b -> b.pages("total") >= 0);
    }

    @Test
    void samplesInNoTierYet_areNeverForgotten() {
        now = START.plus(Duration.ofDays(4));
        total(KEY, START, 100);
        total(KEY, START.plus(Duration.ofHours(5)), 100);
        forgetAll(10);
        assertThat(samples()).isEqualTo(2);

        rollUpAll();
        forgetAll(10);

        assertThat(samples()).as("the newest stays").isEqualTo(1);
        assertThat(buckets(KEY, Tier.MONTH)).hasSize(1);
    }

    @Test
    void deviceUnderAStrongerKey_keepsItsHistory() {
        total(KEY, START, 100);
        total(KEY, START.plus(Duration.ofHours(1)), 110);
        rollUpAll();
        total(KEY, START.plus(Duration.ofHours(2)), 115);
        PrinterKey uuid =
                PrinterKey.ofUuid("11111111-2222-3333-4444-00aabbccdd01").orElseThrow();

        store.write(tx -> tx.devices()
                .report(
                        TENANT,
                        AGENT,
                        report(Samples.formerly(printer("SER0001", "M", "10.0.0.1", 50, NOW), uuid)),
                        NOW));
        rollUpAll();

        assertThat(pages(uuid, Tier.HOUR)).containsExactly(0L, 10L, 5L);
        assertThat(pages(uuid, Tier.MONTH)).containsExactly(15L);
        assertThat(buckets(KEY, Tier.MONTH)).isEmpty();
    }

    /// Three printers over some weeks: one whose samples come up to a day late, in any order, more than
    /// once, with resets, slips and clocks that are set; one whose agent is away for days; one that a
    /// second agent tells of days later. Between all that, the roll-up is cut off at random and samples
    /// are forgotten.
    @Test
    void anyOrderOfArrival_comesToTheSameAsCountingAllSamplesAtOnce() {
        live(1, 26);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 5, 6, 7, 8, 9})
    void anyOrderOfArrival_overSevenWeeks_comesToTheSame(long seed) {
        live(seed, 52);
    }

    private void live(long seed, int days) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<PrinterKey, NaiveTiers> naive =
                Map.of(KEY, new NaiveTiers(), OTHER, new NaiveTiers(), THIRD, new NaiveTiers());
        TreeMap<Instant, List<Late>> arrivals = new TreeMap<>();
        plan(random, arrivals, days);

        for (int step = 0; step <= 4 * days; step++) {
            now = START.plus(Duration.ofHours(6L * step));
            List<Late> arrived = new ArrayList<>();
            while (!arrivals.isEmpty() && !arrivals.firstKey().isAfter(now)) {
                arrived.addAll(arrivals.pollFirstEntry().getValue());
            }
            store.write(tx -> {
                arrived.forEach(l -> {
                    tx.metrics().add(TENANT, l.key, l.point());
                    naive.get(l.key).add(l.at, new Meters(l.counts, ""), l.percent);
                });
                return true;
            });
            work(random);
        }
        rollUpAll();

        naive.forEach((key, all) -> {
            compare(key, Tier.MONTH, all, Instant.EPOCH);
            compare(key, Tier.DAY, all, kept().daily());
            compare(key, Tier.HOUR, all, kept().hourly());
        });
        assertThat(samples()).isLessThan(3 * 24 * 4 * 3);
    }

    private record Late(PrinterKey key, Instant at, Map<String, Long> counts, int percent) {
        Metrics.Point point() {
            return new Metrics.Point(at, new Meters(counts, ""), "{\"black\":" + percent + "}", "", false);
        }
    }

    private void plan(SplittableRandom random, Map<Instant, List<Late>> arrivals, int days) {
        long first = 10_000;
        long second = 10_000;
        long third = 10_000;
        Instant outage = START.plus(Duration.ofDays(4));
        for (int half = 0; half < 48 * days; half++) {
            Instant at = START.plus(Duration.ofMinutes(30L * half + random.nextInt(30)));
            first = random.nextInt(150) == 0 ? random.nextInt(100) : first + random.nextInt(10);
            long slip = random.nextInt(60) == 0 ? random.nextInt((int) first + 1) : first;
            Instant told = random.nextInt(4) == 0 ? at.plus(Duration.ofHours(random.nextInt(-1, 2))) : at;
            Late late = new Late(KEY, told, counts(random, slip), random.nextInt(101));
            for (int copies = random.nextInt(8) == 0 ? 2 : 1; copies > 0; copies--) {
                put(arrivals, at.plus(Duration.ofMinutes(random.nextInt(1_300))), late);
            }
            second = random.nextInt(200) == 0 ? random.nextInt(100) : second + random.nextInt(10);
            if (at.isAfter(outage.plus(Duration.ofDays(9)))) {
                outage = outage.plus(Duration.ofDays(14));
            }
            // What waited comes in its order, a part in each of the following steps.
            Instant end = outage.plus(Duration.ofDays(9));
            Instant arrives = at.isBefore(outage)
                    ? at
                    : end.plus(Duration.between(outage, at).dividedBy(20));
            put(arrivals, arrives, new Late(OTHER, at, counts(random, second), random.nextInt(101)));
            third += random.nextInt(10);
            long behind = half % 3 == 0 ? random.nextInt(3, 12) : 0;
            put(arrivals, at.plus(Duration.ofDays(behind)), new Late(THIRD, at, Map.of("total", third), 40));
        }
    }

    private static Map<String, Long> counts(SplittableRandom random, long total) {
        Map<String, Long> counts = new HashMap<>(Map.of("total", total));
        if (random.nextInt(3) > 0) {
            counts.put("color", total / 3);
        }
        if (random.nextInt(40) == 0) {
            counts.put("fuser", total / 7);
        }
        return counts;
    }

    private static void put(Map<Instant, List<Late>> arrivals, Instant when, Late late) {
        arrivals.computeIfAbsent(when, t -> new ArrayList<>()).add(late);
    }

    private void work(SplittableRandom random) {
        while (true) {
            if (random.nextInt(3) == 0) {
                assertThatThrownBy(() -> store.write(tx -> {
                            tx.tiers().rollUp(now, kept(), random.nextInt(1, 20));
                            throw new IllegalStateException("cut off");
                        }))
                        .hasMessage("cut off");
            }
            int some = random.nextInt(1, 40);
            if (rollUp(some) < some || random.nextInt(20) == 0) {
                break;
            }
        }
        if (random.nextBoolean()) {
            forgetAll(random.nextInt(1, 60));
        }
    }

    private void compare(PrinterKey key, Tier tier, NaiveTiers all, Instant from) {
        Map<Instant, NaiveTiers.Sum> expected = new TreeMap<>(all.sums(tier));
        Map<Instant, NaiveTiers.Sum> found = new TreeMap<>();
        buckets(key, tier).forEach(b -> found.put(b.start(), NaiveTiers.Sum.of(b)));
        expected.keySet().removeIf(start -> start.isBefore(from.plus(Duration.ofDays(1))));
        found.keySet().removeIf(start -> start.isBefore(from.plus(Duration.ofDays(1))));
        assertThat(found).as(key + " " + tier).containsExactlyInAnyOrderEntriesOf(expected);
        if (tier != Tier.HOUR) {
            assertThat(found).isNotEmpty(); // of hours there are none while the agent is away
        }
    }
}
