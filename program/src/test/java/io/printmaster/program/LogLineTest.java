package io.printmaster.program;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

final class LogLineTest {

    @Test
    void line_hasTheSeedsShape() {
        assertThat(line(
                        Level.INFO,
                        "Agent registered successfully",
                        null,
                        new KeyValuePair("agent_id", "agent-01"),
                        new KeyValuePair("token", "AbCdEfGh...")))
                .isEqualTo("INFO  Agent registered successfully agent_id=agent-01 token=AbCdEfGh...");
        assertThat(line(
                        Level.WARN,
                        "Upload failed, retrying",
                        null,
                        new KeyValuePair("attempt", 1),
                        new KeyValuePair("backoff", "2s"),
                        new KeyValuePair("error", "connection timeout")))
                .isEqualTo("WARN  Upload failed, retrying attempt=1 backoff=2s error=\"connection timeout\"");
        assertThat(line(Level.ERROR, "Failed to upload devices after 5 attempts", null))
                .isEqualTo("ERROR Failed to upload devices after 5 attempts");
        assertThat(line(Level.DEBUG, "Heartbeat sent successfully", null))
                .isEqualTo("DEBUG Heartbeat sent successfully");
    }

    @Test
    void hostileValues_cannotForgeALine() {
        assertThat(line(Level.INFO, "Found\nERROR forged", null, new KeyValuePair("model", "x\"\r\nINFO y\u001B[2J")))
                .isEqualTo("INFO  Found\\nERROR forged model=\"x\\\"\\r\\nINFO y\\u001b[2J\"");
    }

    @Test
    void failure_isToldWithItsCauses() {
        Exception failure = new IllegalStateException("outer", new java.io.IOException("disk full"));

        assertThat(line(Level.ERROR, "Cannot store", failure))
                .isEqualTo("ERROR Cannot store error=\"java.lang.IllegalStateException: outer\""
                        + " cause=\"java.io.IOException: disk full\"");
    }

    private static String line(Level level, String message, Throwable failure, KeyValuePair... pairs) {
        LoggingEvent event =
                new LoggingEvent("", new LoggerContext().getLogger("test"), level, message, failure, new Object[0]);
        event.setKeyValuePairs(List.of(pairs));
        return new LogLine().doLayout(event).stripTrailing();
    }
}
