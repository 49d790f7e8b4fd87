package io.printmaster.agent.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "https://h:9090, https://h:9090/api/v1/x",
        "https://h/, https://h/api/v1/x",
        "HTTPS://h/base/, https://h/base/api/v1/x",
        "https://[::1]:9090/a/b//, https://[::1]:9090/a/b/api/v1/x"
    })
    void route_isPutAfterTheBasePath(String typed, String expected) {
        assertThat(ServerUrl.parse(typed, false).resolve("/api/v1/x")).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "server", "ftp://h", "https://", "https://h?x=1", "https://u:p@h", "https://h:x", "a b"})
    void whatIsNoServer_isRefusedWithTheReason(String typed) {
        assertThatThrownBy(() -> ServerUrl.parse(typed, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("server");
    }

    @Test
    void plainHttp_needsToBeAskedFor() {
        assertThatThrownBy(() -> ServerUrl.parse("http://h", false)).hasMessageContaining("https://");
        assertThat(ServerUrl.parse("http://h:9090", true)).hasToString("http://h:9090");
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "'', 0",
        "soon, 0",
        "-5, 0",
        "99999999, 3600",
        "'Sun, 01 Mar 2026 13:00:30 GMT', 30",
        "'Sun, 01 Mar 2026 12:59:00 GMT', 0"
    })
    void retryAfter_isReadAsSecondsOrAsDateByTheServersClock(String header, long seconds) {
        Answer answer = new Answer(503, new byte[0], header, "Sun, 01 Mar 2026 13:00:00 GMT");

        assertThat(answer.pause(NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
