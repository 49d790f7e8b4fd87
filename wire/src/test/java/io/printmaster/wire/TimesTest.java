package io.printmaster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimesTest {
    @Test
    void anyTime_isWrittenAndReadAsByTheJdk() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(31_536_000L, 221_845_392_000L))
                    .plusNanos(i % 3 == 0 ? 0 : random.nextInt(1_000_000_000));
            String text = Times.format(time);
            assertThat(text).isEqualTo(time.truncatedTo(ChronoUnit.MILLIS).toString());
            assertThat(Times.parse(text))
                    .contains(Optional.of(OffsetDateTime.parse(text).toInstant()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-28T14:07:54Z",
                "2026-11-28T14:07:54.883Z",
                "1971-01-01T00:00:00Z",
                "2024-02-29T23:59:59.999Z",
                "8999-12-31T00:00:00.001Z"
            })
    void ownForm_isReadAsTheJdkReadsIt(String text) {
        Instant time = Instant.parse(text);
        assertThat(Times.parse(text)).contains(Optional.of(time));
        assertThat(Times.parse(Times.format(time))).contains(Optional.of(time));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T14:07:54.5Z, 2026-11-28T14:07:54.500Z",
        "2026-11-28T14:07:54.123456789Z, 2026-11-28T14:07:54.123456789Z",
        "2026-11-28 14:07:54Z, 2026-11-28T14:07:54Z",
        "2026-11-28T14:07:54-04:00, 2026-11-28T18:07:54Z",
        "2026-11-28T14:07Z, 2026-11-28T14:07:00Z"
    })
    void otherFormsOfTheRfc_areReadToo(String text, Instant time) {
        assertThat(Times.parse(text)).contains(Optional.of(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-02-30T14:07:54Z",
                "2026-13-01T14:07:54Z",
                "2026-11-28T24:07:54Z",
                "2026-11-28T14:60:54Z",
                "2026-11-28T14:07:61Z",
                "2026-11-28T14:07:54,123Z",
                "2026-11-28T14:07:5xZ",
                "2026-11-28T14-07:54Z",
                "2026-11-28T14:07:54.12 Z",
                "9999-11-28T14:07:54Z"
            })
    void whatIsNoTime_isRefused(String text) {
        assertThat(Times.parse(text)).isEmpty();
    }

    @Test
    void zeroTime_isAbsent() {
        assertThat(Times.parse("0001-01-01T00:00:00Z")).contains(Optional.empty());
    }
}
