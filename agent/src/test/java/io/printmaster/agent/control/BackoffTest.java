package io.printmaster.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.wire.Frame;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration SHORT = Duration.ofSeconds(1);

    private long now;

    private Backoff backoff(long seed) {
        return new Backoff(() -> now, new Random(seed));
    }

    private Duration longestOf1000(Consumer<Backoff> story) {
        return IntStream.range(0, 1_000)
                .mapToObj(seed -> {
                    Backoff backoff = backoff(seed);
                    story.accept(backoff);
                    return backoff.rest();
                })
                .max(Duration::compareTo)
                .orElseThrow();
    }

    @Test
    void pauses_doubleFrom5SecondsTo5Minutes_withFullJitter() {
        assertThat(backoff(1).rest()).isZero();
        assertThat(longestOf1000(Backoff::failed)).isBetween(Duration.ofMillis(4_900), Duration.ofSeconds(5));
        assertThat(longestOf1000(b -> IntStream.range(0, 3).forEach(i -> b.failed())))
                .isBetween(Duration.ofMillis(19_500), Duration.ofSeconds(20));
        assertThat(longestOf1000(b -> IntStream.range(0, 99).forEach(i -> b.failed())))
                .isBetween(Duration.ofSeconds(294), Duration.ofMinutes(5));
    }

    @Test
    void channelThatLivedAMinute_startsOver_oneThatDidNotGoesOn() {
        assertThat(longestOf1000(b -> {
                    IntStream.range(0, 9).forEach(i -> b.failed());
                    b.ended(1006, Duration.ofMinutes(1));
                }))
                .isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(longestOf1000(b -> {
                    IntStream.range(0, 9).forEach(i -> b.failed());
                    b.ended(1006, SHORT);
                }))
                .isGreaterThan(Duration.ofMinutes(4));
    }

    @Test
    void restart_isSpreadOver30Seconds_replacementWaitsLonger() {
        assertThat(longestOf1000(b -> b.ended(1012, SHORT))).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
        assertThat(longestOf1000(b -> b.ended(Frame.CLOSE_REPLACED, Duration.ofHours(1))))
                .isGreaterThan(Duration.ofMinutes(2));
    }
}
