package io.printmaster.agent.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final Breaker breaker = breaker(5);

    private Breaker breaker(long seed) {
        return new Breaker(nanos::get, Duration.ofMinutes(1), new Random(seed));
    }

    @Test
    void deadServer_getsOneProbeAMinute() {
        breaker.failed(Duration.ZERO);
        int probes = 0;
        for (int second = 0; second < 600; second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            if (breaker.mayTry()) {
                probes++;
                breaker.failed(Duration.ZERO);
            }
        }
        assertThat(probes).isEqualTo(10);
    }

    @Test
    void probe_isGivenToOneCallerOnly() {
        breaker.failed(Duration.ZERO);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(breaker.mayTry()).isTrue();
        assertThat(breaker.mayTry()).isFalse();
    }

    @Test
    void serverAskingForMore_waitsLonger() {
        breaker.failed(Duration.ofMinutes(5));

        assertThat(breaker.untilNextTry()).isBetween(Duration.ofMinutes(5), Duration.ofSeconds(450));
        assertThat(breaker.mayTry()).isFalse();
    }

    @Test
    void firstProbe_comesAtARandomMomentOfItsMinute() {
        int[] ofTenSeconds = new int[6];
        for (int i = 0; i < 1_200; i++) {
            Breaker one = breaker(i);
            one.failed(Duration.ZERO);
            ofTenSeconds[(int) (one.untilNextTry().toMillis() / 10_001)]++;
        }
        assertThat(Arrays.stream(ofTenSeconds).boxed().toList()).allMatch(count -> count > 130 && count < 270);
    }

    @Test
    void failedProbe_leavesTheNextOneAMinuteAfterIt() {
        breaker.failed(Duration.ZERO);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(breaker.mayTry()).isTrue();
        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        breaker.failed(Duration.ZERO);
        assertThat(breaker.untilNextTry()).isEqualTo(Duration.ofSeconds(51));
    }

    @Test
    void success_closesAndSaysThatItHadBeenAway() {
        breaker.failed(Duration.ZERO);

        assertThat(breaker.worked()).isTrue();
        assertThat(breaker.worked()).isFalse();
        assertThat(breaker.mayTry()).isTrue();
        assertThat(breaker.untilNextTry()).isZero();
    }
}
