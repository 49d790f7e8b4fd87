package io.printmaster.agent.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final Breaker breaker = new Breaker(nanos::get, Duration.ofMinutes(1));

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

        assertThat(breaker.untilNextTry()).isEqualTo(Duration.ofMinutes(5));
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
