package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.agent.discover.FindProgress;
import io.printmaster.agent.discover.SkipReason;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScanProgressTest {
    private static FindProgress progress(boolean running, Duration left) {
        return new FindProgress(
                running,
                65_534,
                1_200,
                12,
                7,
                Map.of(SkipReason.REFUSED, 2L, SkipReason.EXCLUDED, 256L),
                1_300,
                Duration.ofSeconds(1),
                left);
    }

    @Test
    void line_saysHowFarItIs_whatWasLeftOut_andHowLongItTakes() {
        assertThat(ScanProgress.text(progress(true, Duration.ofSeconds(65)), 5))
                .isEqualTo("1200 of 65534 addresses asked, 12 answer, 5 printers read, 256 excluded, 2 refuse us;"
                        + " 1 min 5 s left");
        assertThat(ScanProgress.text(progress(true, Duration.ofSeconds(3)), 5)).endsWith("; 3 s left");
        assertThat(ScanProgress.text(progress(false, Duration.ZERO), 5)).endsWith("; reading");
    }

    @Test
    void line_isTakenAwayAtTheEnd() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (PrintStream terminal = new PrintStream(octets, true, StandardCharsets.UTF_8);
                ScanProgress _ = ScanProgress.show(
                        terminal, () -> Optional.of(progress(true, Duration.ofSeconds(3))), () -> 5)) {
            await().until(() -> octets.toString(StandardCharsets.UTF_8).contains("3 s left"));
        }
        assertThat(octets.toString(StandardCharsets.UTF_8)).endsWith("\r\u001b[K");
    }
}
