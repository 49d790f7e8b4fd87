package io.printmaster.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SteadyClockTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Instant machine = NOON;
    private long nanos = Long.MAX_VALUE - 1_000_000; // wraps around, as System.nanoTime() may
    private final List<Duration> steps = new ArrayList<>();
    private final SteadyClock clock = new SteadyClock(() -> machine, () -> nanos, steps::add);

    private void pass(Duration time) {
        machine = machine.plus(time);
        nanos += time.toNanos();
    }

    @Test
    void clockThatNobodySets_isTheMachines() {
        for (int i = 0; i < 1_000; i++) {
            pass(Duration.ofMillis(i * 7L));
            assertThat(clock.instant()).isEqualTo(machine);
        }
        assertThat(clock.lead()).isZero();
        assertThat(steps).isEmpty();
    }

    @Test
    void clockThatIsSetForward_isFollowedAtOnce() {
        machine = machine.plus(Duration.ofHours(1));

        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(steps).containsExactly(Duration.ofHours(1));
    }

    @Test
    void clockThatIsSetBack_isWaitedForAtHalfSpeed() {
        machine = machine.minus(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(clock.lead()).isEqualTo(Duration.ofHours(1));

        pass(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(30)));
        assertThat(clock.lead()).isEqualTo(Duration.ofMinutes(30));

        pass(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(machine).isEqualTo(NOON.plus(Duration.ofHours(1)));
        pass(Duration.ofMinutes(1));
        assertThat(clock.instant()).isEqualTo(machine);
        assertThat(steps).containsExactly(Duration.ofHours(-1));
    }

    @Test
    void clockOfAWrongYear_isFollowedBack() {
        machine = machine.minus(Duration.ofDays(365));

        assertThat(clock.instant()).isEqualTo(machine);
        assertThat(clock.lead()).isZero();
    }

    @Test
    void whatWasStampedBeforeTheStart_staysBefore() {
        clock.begunAfter(NOON.plusSeconds(600));
        assertThat(clock.instant()).isAfter(NOON.plusSeconds(600));

        clock.begunAfter(NOON);
        assertThat(clock.instant()).isAfter(NOON.plusSeconds(600));
    }

    @Test
    void stampsOfAWrongYearBeforeTheStart_areNotFollowed() {
        clock.begunAfter(NOON.plus(Duration.ofDays(365)));

        assertThat(clock.instant()).isEqualTo(NOON);
    }

    /// Any steps within a day either way: never backwards, never slower than half, never behind the machine's
    /// clock, and in the end, left alone, the same.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anySequenceOfSteps_keepsTheOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            Instant before = clock.instant();
            Duration passed = Duration.ofMillis(random.nextInt(random.nextBoolean() ? 10 : 600_000));
            pass(passed);
            Duration lead = Duration.between(machine, before);
            if (random.nextInt(5) == 0) {
                long room = SteadyClock.MAX_LEAD.minus(lead).toSeconds() - 1;
                machine = machine.plusSeconds(random.nextLong(-Math.max(1, Math.min(room, 7_200)), 7_200));
            }
            Instant now = clock.instant();
            assertThat(now).isAfterOrEqualTo(before.plus(passed.dividedBy(2))).isAfterOrEqualTo(machine);
        }
        for (int i = 0; i < 60; i++) {
            pass(Duration.ofHours(1));
            clock.instant();
        }
        assertThat(clock.instant()).isEqualTo(machine);
    }
}
