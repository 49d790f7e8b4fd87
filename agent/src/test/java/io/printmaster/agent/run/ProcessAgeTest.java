package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProcessAgeTest {
    private static final String STAT =
            "4711 (a (b) c) S 1 4711 4711 0 -1 4194560 9000 0 3 0 65 8 0 0 20 0 30 0 123456 1 2";

    @Test
    void age_isExactToAHundredthOfASecond() {
        assertThat(ProcessAge.of(STAT, "1235.31 2400.02\n")).contains(Duration.ofMillis(750));
    }

    @Test
    void whatIsNoStat_isNoAge() {
        assertThat(ProcessAge.of("", "1235.31 2400.02\n")).isEmpty();
        assertThat(ProcessAge.of(STAT, "")).isEmpty();
        assertThat(ProcessAge.of(STAT, "soon 1\n")).isEmpty();
    }

    @Test
    void thisProcess_hasAnAge() {
        assertThat(ProcessAge.now(Clock.systemUTC()).orElseThrow()).isBetween(Duration.ofMillis(1), Duration.ofDays(1));
    }
}
