package io.printmaster.server.run;

import static io.printmaster.server.store.Samples.printer;
import static io.printmaster.server.store.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.Meters;
import io.printmaster.model.PrinterKey;
import io.printmaster.server.fleet.Fleet;
import io.printmaster.server.fleet.History;
import io.printmaster.server.fleet.Patience;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.Samples;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreFixture;
import io.printmaster.server.store.Tier;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricUpkeepTest extends StoreFixture {
    private static final PrinterKey KEY = key("SER0001");
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private static final int DAYS = 450;

    @TempDir
    Path directory;

    private Instant now = START;

    @Override
    protected Store open() {
        return SqliteStore.open(directory, new Random(1));
    }

    private void samples(int fromDay, int toDay) {
        store.write(tx -> {
            tx.devices().report(TENANT, AGENT, report(printer("SER0001", "M", "10.0.0.1", 50, Samples.NOW)), now);
            for (int hour = 24 * fromDay; hour < 24 * toDay; hour += 6) {
                Meters meters = new Meters(Map.of("total", 1_000L + hour), "");
                Instant at = START.plus(Duration.ofHours(hour)).plusSeconds(60);
                tx.metrics().add(TENANT, KEY, new Metrics.Point(at, meters, "{\"black\":50}", "", false));
            }
            return true;
        });
    }

    private int count(Tier tier) {
        return listed(tx -> tx.tiers().buckets(TENANT, KEY, tier, Instant.EPOCH, Instant.MAX, 100_000))
                .size();
    }

    private History history(int days) {
        Fleet fleet = new Fleet(store, Patience.DEFAULT, () -> now);
        return fleet.history(new Scope.Only(TENANT), Optional.empty(), KEY, Duration.ofDays(days), 2_000)
                .orElseThrow();
    }

    @Test
    void everyResolution_isKeptForItsTime_andTheHistoryTakesWhatFitsTheSpan() {
        MetricUpkeep upkeep = new MetricUpkeep(store, () -> now);
        samples(0, DAYS);
        now = START.plus(Duration.ofDays(DAYS)).minus(Duration.ofHours(3));

        int steps = 0;
        while (upkeep.rollUp()) {
            steps++;
        }
        while (upkeep.forget()) {
            steps++;
        }

        assertThat(steps).as("each step is bounded").isGreaterThan(DAYS * 4 / 40);
        assertThat(store.<Long>read(tx -> tx.metrics().count(new Scope.Everyone())))
                .isEqualTo(7 * 4);
        assertThat(count(Tier.HOUR)).isEqualTo(29 * 4);
        assertThat(count(Tier.DAY)).isBetween(364, 366);
        assertThat(count(Tier.MONTH)).isEqualTo(15);
        assertThat(history(1).resolution()).isEmpty();
        assertThat(history(7).resolution()).contains(Tier.HOUR);
        assertThat(history(90).resolution()).contains(Tier.DAY);
        assertThat(history(3_650).resolution()).contains(Tier.MONTH);
        for (int days : List.of(7, 90, 3_650)) {
            assertThat(history(days).points())
                    .as("the resolutions follow one another without gap and overlap")
                    .isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()))
                    .doesNotHaveDuplicates()
                    .extracting(History.Point::at)
                    .endsWith(START.plus(Duration.ofHours(24L * DAYS - 6)).plusSeconds(60));
            assertThat(history(days).points().stream()
                            .mapToLong(p -> p.pages().orElse(6L))
                            .sum())
                    .isGreaterThanOrEqualTo(Math.min(days - 1, DAYS - 1) * 24L);
        }
    }

    @Test
    void agentsThatWait_goFirst_butNotForLongerThanAnHour() {
        AtomicInteger waiting = new AtomicInteger(1);
        now = START.plus(Duration.ofDays(2));
        samples(0, 1);
        MetricUpkeep upkeep = new MetricUpkeep(store, () -> now, waiting::get);

        assertThat(upkeep.rollUp()).isFalse();
        assertThat(count(Tier.HOUR)).isZero();
        waiting.set(0);
        upkeep.rollUp();
        assertThat(count(Tier.HOUR)).isEqualTo(4);

        samples(1, 2);
        waiting.set(1);
        now = now.plus(MetricUpkeep.AGENTS_FIRST).minusMillis(1);
        upkeep.rollUp();
        assertThat(count(Tier.HOUR)).isEqualTo(4);
        now = now.plusMillis(1);
        upkeep.rollUp();
        assertThat(count(Tier.HOUR)).isEqualTo(8);
    }

    @Test
    void roundThatIsOver_isNotBegunAgainAtOnce_butAfterAnHour_andWhenTheClockIsSetBack() {
        MetricUpkeep upkeep = new MetricUpkeep(store, () -> now);
        samples(0, 1);
        assertThat(upkeep.forget()).isTrue();
        assertThat(upkeep.forget()).isFalse();
        assertThat(upkeep.forget()).isFalse();
        now = now.plus(MetricUpkeep.BETWEEN_ROUNDS);
        assertThat(upkeep.forget()).isTrue();
        assertThat(upkeep.forget()).isFalse();
        now = now.minus(Duration.ofDays(1));
        assertThat(upkeep.forget()).isTrue();
    }
}
