package io.printmaster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.250Z");
    private static final CommandOrder ORDER = new CommandOrder(
            "0195-1", CommandOrder.SCAN_NOW, Map.of("ranges", "10.0.0.0/24"), Optional.of(NOW.plusSeconds(600)));

    private static Frame again(Frame frame) throws WireException {
        return Frame.fromJson(frame.toJson(NOW));
    }

    @Test
    void everyType_isReadAsItWasWritten() throws Exception {
        Heartbeat heartbeat = new Heartbeat(
                        Optional.of(new AgentId("agent-01")),
                        Optional.of(NOW),
                        "active",
                        "v7",
                        AgentFacts.NONE,
                        OptionalInt.of(3),
                        Optional.empty())
                .with(List.of(JobReport.of("0195-1", "scan_now", JobReport.State.RUNNING, "reading")));
        List<Frame> frames = List.of(
                new Frame.Beat(heartbeat),
                new Frame.Pong(new HeartbeatAnswer("v8", Optional.of(Capabilities.NONE), true, List.of(ORDER))),
                new Frame.Fault("busy", "The server has too much to do."),
                new Frame.Command(ORDER),
                new Frame.Job(new JobReport("0195-1", "scan_now", JobReport.State.RUNNING, 127, 254, 2, "half")),
                new Frame.Job(new JobReport("0195-1", "scan_now", JobReport.State.DONE, 254, 254, 3, "3 printers")),
                new Frame.Job(JobReport.of("0195-1", "scan_now", JobReport.State.FAILED, "no")),
                new Frame.SettingsChanged("v9"),
                new Frame.Other("proxy_request"));
        for (Frame frame : frames) {
            assertThat(again(frame)).isEqualTo(frame);
        }
    }

    @Test
    void frames_haveTheNamesOfTheProtocol() {
        assertThat(new Frame.Command(ORDER).toJson(NOW))
                .isEqualTo("{\"type\":\"command\",\"data\":{\"id\":\"0195-1\",\"command\":\"scan_now\","
                        + "\"args\":{\"ranges\":\"10.0.0.0/24\"},\"expires_at\":\"2026-03-01T10:10:00.250Z\"},"
                        + "\"timestamp\":\"2026-03-01T10:00:00.250Z\"}");
        JobReport half = new JobReport("j", "scan_now", JobReport.State.RUNNING, 127, 254, 2, "half");
        assertThat(new Frame.Job(half).toJson(NOW))
                .contains("\"type\":\"job_progress\"", "\"job_id\":\"j\"", "\"status\":\"running\"", "\"progress\":50");
        JobReport end = JobReport.of("j", "scan_now", JobReport.State.FAILED, "why");
        assertThat(new Frame.Job(end).toJson(NOW))
                .contains("\"type\":\"command_result\"", "\"id\":\"j\"", "\"ok\":false", "\"detail\":\"why\"");
    }

    @Test
    void goAgentsHeartbeat_isRead() throws Exception {
        String go = "{\"type\":\"heartbeat\",\"data\":{\"agent_id\":\"agent-01\",\"status\":\"active\","
                + "\"device_count\":4},\"timestamp\":\"2026-03-01T12:00:00.123456789+02:00\"}";
        assertThat(Frame.fromJson(go))
                .isInstanceOfSatisfying(
                        Frame.Beat.class,
                        beat -> assertThat(beat.heartbeat().deviceCount()).hasValue(4));
        assertThat(Frame.fromJson("{\"type\":\"heartbeat\",\"timestamp\":\"0001-01-01T00:00:00Z\"}"))
                .isInstanceOf(Frame.Beat.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"type\":\"\"}",
                "{\"type\":7}",
                "{\"type\":\"command\"}",
                "{\"type\":\"command\",\"data\":[]}",
                "{\"type\":\"command_result\",\"data\":{\"ok\":true}}",
                "{\"type\":\"heartbeat\",\"data\":{\"agent_id\":\"no such id\"}}",
            })
    void whatIsNoMessage_isRefused(String text) {
        assertThatThrownBy(() -> Frame.fromJson(text)).isInstanceOf(WireException.class);
    }

    @Test
    void unreadableCommand_costsNotTheWholeHeartbeatAnswer() throws Exception {
        String answer = "{\"success\":true,\"commands\":[{\"command\":\"\"},{\"id\":\"a\",\"command\":\"scan_now\"}]}";
        assertThat(HeartbeatAnswer.fromJson(answer.getBytes(StandardCharsets.UTF_8))
                        .commands())
                .extracting(CommandOrder::id)
                .containsExactly("a");
    }

    @Test
    void arguments_areKeptAsJson() {
        assertThat(CommandOrder.argsOf(ORDER.argsJson())).isEqualTo(ORDER.args());
    }
}
