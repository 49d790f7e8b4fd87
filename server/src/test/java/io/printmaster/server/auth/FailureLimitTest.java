package io.printmaster.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FailureLimitTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final FailureLimit limit = new FailureLimit(clock, 3, Duration.ofSeconds(10));

    @Test
    void tooManyFailures_makeThatNameWait_andNoOther() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.wait("a")).isEmpty();
            limit.failed("a");
        }
        assertThat(limit.wait("a")).contains(Duration.ofSeconds(10));
        assertThat(limit.wait("b")).isEmpty();

        now = now.plusSeconds(10);
        assertThat(limit.wait("a")).isEmpty();
    }

    @Test
    void success_forgetsFailures() {
        for (int i = 0; i < 9; i++) {
            limit.failed("a");
        }
        limit.succeeded("a");
        assertThat(limit.wait("a")).isEmpty();
    }
}
