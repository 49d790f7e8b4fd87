package io.printmaster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.UploadHealth;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class MessagesTest {
    private static final AgentId AGENT = new AgentId("agent-01");
    private static final AgentFacts FACTS = new AgentFacts(
            "Site 1",
            "0.2.0",
            "1",
            "site-01-pc",
            "10.0.0.2",
            "linux",
            "6.1",
            "amd64",
            "release",
            "abc",
            "java 25",
            2,
            512);

    @Test
    void registerRequest_survivesTheWire() throws WireException {
        RegisterRequest request = new RegisterRequest("join-token", AGENT, FACTS);

        assertThat(RegisterRequest.fromJson(request.toJson())).isEqualTo(request);
        assertThat(request.toString()).doesNotContain("join-token");
    }

    @Test
    void registerRequest_takesTheOtherSpelling() throws WireException {
        assertThat(RegisterRequest.fromJson(bytes("{\"join_token\":\"t\",\"agent_id\":\"a\"}"))
                        .token())
                .isEqualTo("t");
        assertThatThrownBy(() -> RegisterRequest.fromJson(bytes("{\"token\":\"t\"}")))
                .isInstanceOf(WireException.class);
    }

    @Test
    void registerAnswer_survivesTheWire() throws WireException {
        RegisterAnswer answer = new RegisterAnswer(
                AGENT, "default", "Acme", "secret-token", new Capabilities(true, true, false, false, 2_000_000, 5_000));

        assertThat(RegisterAnswer.fromJson(answer.toJson(), AGENT)).isEqualTo(answer);
        assertThat(answer.toString()).doesNotContain("secret-token");
    }

    @Test
    void registerAnswer_ofAServerWithoutCapabilities_meansNone() throws WireException {
        RegisterAnswer answer = RegisterAnswer.fromJson(bytes("{\"success\":true,\"token\":\"t\"}"), AGENT);

        assertThat(answer.capabilities()).isEqualTo(Capabilities.NONE);
        assertThat(answer.agentId()).isEqualTo(AGENT);
        assertThatThrownBy(() -> RegisterAnswer.fromJson(bytes("{\"success\":true}"), AGENT))
                .isInstanceOf(WireException.class);
    }

    @Test
    void heartbeat_survivesTheWire() throws WireException {
        Heartbeat heartbeat = new Heartbeat(
                Optional.of(AGENT),
                Optional.of(Instant.parse("2025-11-03T14:32:15Z")),
                "active",
                "",
                FACTS,
                OptionalInt.of(42),
                Optional.of(
                        new UploadHealth(1, 2, 3, "closed", "disk", "connection timeout", Map.of("collected", 5L))));

        assertThat(Heartbeat.fromJson(heartbeat.toJson())).isEqualTo(heartbeat);
    }

    @Test
    void uploadHealth_survivesTheWire_withEverythingInIt() throws WireException {
        UploadHealth health = new UploadHealth(
                1,
                2,
                3,
                "open",
                "disk",
                "connection timeout",
                Map.of("collected", 9L, "acknowledged", 4L, "queued", 3L, "dropped", 2L, "dropped_full", 2L),
                new UploadHealth.Sent(7, 1, 42, 1_000, 9_000, 123_456),
                new UploadHealth.Spill(
                        4_096, Optional.of(Instant.parse("2025-11-03T14:32:15Z")), "the server is away", "no space"));
        Heartbeat heartbeat = new Heartbeat(
                Optional.empty(), Optional.empty(), "active", "", FACTS, OptionalInt.empty(), Optional.of(health));

        assertThat(Heartbeat.fromJson(heartbeat.toJson()).upload()).contains(health);
        assertThat(health.balanced()).contains(true);
        assertThat(health.sent().savedByGzip()).isEqualTo(8_000);
        assertThat(new UploadHealth(0, 0, 0, "", "", "", Map.of("collected", 5L, "queued", 4L)).balanced())
                .contains(false);
        assertThat(new UploadHealth(0, 0, 0, "", "", "", Map.of()).balanced()).isEmpty();
    }

    @Test
    void heartbeat_withNothingInIt_isOne() throws WireException {
        Heartbeat heartbeat = Heartbeat.fromJson(bytes("{}"));

        assertThat(heartbeat.facts()).isEqualTo(AgentFacts.NONE);
        assertThat(heartbeat.deviceCount()).isEmpty();
        assertThat(heartbeat.status()).isEqualTo("active");
    }

    @Test
    void receipt_survivesTheWire() throws WireException {
        Receipt receipt = new Receipt(3, 2, List.of(new Rejection(1, "S1", "unknown_device", "send it again")));

        assertThat(Receipt.fromJson(receipt.toJson())).isEqualTo(receipt);
        assertThat(receipt.vague()).isFalse();
        assertThat(Receipt.fromJson(bytes("{\"success\":true,\"received\":3,\"stored\":2}"))
                        .vague())
                .isTrue();
    }

    @Test
    void problem_ofAnyServer_isReadWithoutFailing() {
        Problem ours = new Problem(403, "wrong_agent", "Not allowed", "the token is another agent's", "t1", List.of());

        assertThat(Problem.fromJson(403, ours.toJson())).isEqualTo(ours);
        assertThat(Problem.fromJson(502, bytes("<html>bad gateway</html>")).code())
                .isEmpty();
        assertThat(Problem.fromJson(401, bytes("{\"error\":\"Invalid token\"}")).detail())
                .isEqualTo("Invalid token");
    }

    @Test
    void answers_thatAreNoJson_areMalformed() {
        for (String body : List.of("", "null", "[]", "{", "{\"a\":1}}", "{\"received\":\"x\"}")) {
            assertThatThrownBy(() -> Receipt.fromJson(bytes(body))).as(body).isInstanceOf(WireException.class);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
