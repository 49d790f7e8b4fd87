package io.printmaster.server.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FormatsTest {
    private static final Instant NOW = Instant.parse("2026-11-03T14:32:15Z");

    @Test
    void count_groupsThousandsAndMindsTheSingular() {
        assertThat(Formats.count(1, "device", "devices")).isEqualTo("1 device");
        assertThat(Formats.count(0, "device", "devices")).isEqualTo("0 devices");
        assertThat(Formats.count(1_234_567)).isEqualTo("1,234,567");
    }

    @Test
    void ago_saysTheLargestUnitAndNeverMoreThanPassed() {
        assertThat(Formats.ago(NOW.minusSeconds(10), NOW)).isEqualTo("just now");
        assertThat(Formats.ago(NOW.minusSeconds(59), NOW)).isEqualTo("59 s ago");
        assertThat(Formats.ago(NOW.minusSeconds(119), NOW)).isEqualTo("1 min ago");
        assertThat(Formats.ago(NOW.minus(Duration.ofHours(47)), NOW)).isEqualTo("47 h ago");
        assertThat(Formats.ago(NOW.minus(Duration.ofHours(49)), NOW)).isEqualTo("2 days ago");
    }

    @Test
    void ago_tellsATimeAheadRatherThanHidingIt() {
        assertThat(Formats.ago(NOW.plusSeconds(20), NOW)).isEqualTo("just now");
        assertThat(Formats.ago(NOW.plus(Duration.ofHours(5)), NOW)).isEqualTo("in 5 h");
    }

    @Test
    void utc_printsTheZone() {
        assertThat(Formats.utc(NOW)).isEqualTo("2026-11-03 14:32 UTC");
    }

    @Test
    void words_readsProtocolWords() {
        assertThat(Formats.words("wasteToner")).isEqualTo("Waste toner");
        assertThat(Formats.words("waste_toner")).isEqualTo("Waste toner");
        assertThat(Formats.words(" ")).isEmpty();
    }
}
