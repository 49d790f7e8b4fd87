package io.printmaster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ComeBackTest {
    private long nanos = Long.MAX_VALUE - 1;
    private final ComeBack comeBack = new ComeBack(() -> nanos);

    private Duration refusedAfter(Duration time) {
        nanos += time.toNanos();
        return comeBack.refused();
    }

    @Test
    void wait_doublesWhileItStaysFull_upToAMinute() {
        Duration most = Duration.ZERO;
        for (int second = 0; second < 60; second++) {
            Duration wait = refusedAfter(Duration.ofSeconds(1));
            assertThat(wait).isGreaterThanOrEqualTo(most);
            most = wait;
            if (second == 12) {
                assertThat(wait).isEqualTo(ComeBack.FIRST.multipliedBy(4));
            }
        }
        assertThat(most).isEqualTo(ComeBack.LONGEST);
    }

    @Test
    void wait_isShortAgain_whenThereWasRoomMeanwhile() {
        for (int i = 0; i < 30; i++) {
            refusedAfter(Duration.ofSeconds(1));
        }
        assertThat(refusedAfter(ComeBack.STEP)).isEqualTo(ComeBack.FIRST);
    }
}
