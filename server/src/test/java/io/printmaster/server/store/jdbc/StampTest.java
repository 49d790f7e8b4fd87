package io.printmaster.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-11-03T14:32:15.123Z",
                "2024-02-29T00:00:00.000Z",
                "0001-01-01T00:00:00.000Z",
                "9999-12-31T23:59:59.999Z",
                "1969-12-31T23:59:59.001Z"
            })
    void time_isReadAndWritten_inOneWidth(String text) {
        assertThat(Stamp.instant(text)).isEqualTo(Instant.parse(text));
        assertThat(Stamp.text(Instant.parse(text))).isEqualTo(text);
    }

    @Test
    void finerTimes_areCut_andThoseOutsideTheYearsMovedIn() {
        assertThat(Stamp.text(Instant.parse("2025-01-02T03:04:05.999999Z"))).isEqualTo("2025-01-02T03:04:05.999Z");
        assertThat(Stamp.text(Instant.MAX)).isEqualTo("9999-12-31T23:59:59.999Z");
        assertThat(Stamp.text(Instant.MIN)).isEqualTo("0001-01-01T00:00:00.000Z");
    }
}
