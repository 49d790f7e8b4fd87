package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.config.ConfigLoader;
import io.printmaster.agent.config.ConfigResult;
import io.printmaster.agent.config.ConfigSources;
import io.printmaster.agent.config.SnmpSettings;
import io.printmaster.agent.config.SnmpVersion;
import io.printmaster.agent.send.CaPin;
import io.printmaster.agent.send.FakeServer;
import io.printmaster.agent.send.FakeServer.Reply;
import io.printmaster.agent.web.StatusText;
import io.printmaster.wire.JoinString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// The whole agent, put together as `run` does, without its process.
class AgentTest {
    @TempDir
    private Path temporary;

    private final SecureRandom random = new SecureRandom();

    @Test
    void inMemory_stopsWithinTwoSeconds_andLeavesNoQueueOnDisk() {
        long stopping;
        try (Agent agent = Agent.start(settings(Map.of("storage.mode", "memory")), Map.of(), random)) {
            assertThat(agent.status().path("running").asBoolean(false)).isTrue();
            stopping = System.nanoTime();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(2));
        assertThat(data().resolve("devices.db")).doesNotExist();
        assertThat(data().resolve(ControlSocket.FILE_NAME)).doesNotExist();
        takenAgain();
    }

    @Test
    void notJoined_keepsDiscoveringAndSaysHowToJoin() {
        try (Agent agent = Agent.start(settings(Map.of()), Map.of(), random)) {
            await().until(() -> agent.status().has("last_scan"));
            await().until(() -> Json.text(agent.status(), "state").equals("not_joined"));
            assertThat(StatusText.of(agent.status())).startsWith("NOT JOINED").contains("agent join JOIN_STRING");
        }
    }

    @Test
    void joinWhileRunning_connectsAtOnce() throws Exception {
        assumeThat(data().toString().length()).isLessThan(90);
        try (FakeServer server = FakeServer.start();
                Agent agent = Agent.start(settings(Map.of()), Map.of(), random)) {
            server.behave(r -> switch (r.path().substring(r.path().lastIndexOf('/') + 1)) {
                case "ca.pem" -> Reply.of(200, FakeServer.authority().pem());
                case "register-with-token" ->
                    Reply.of(
                            200,
                            "{\"success\":true,\"agent_id\":\"agent-7\",\"agent_token\":\"ZyXwVuTsRqPoNmLk\","
                                    + "\"tenant_id\":\"t\"}");
                default -> Reply.of(200, "{\"success\":true}");
            });
            String join = new JoinString(
                            server.url().base(), CaPin.of(FakeServer.authority().certificate()), "join-token-1")
                    .format();

            ObjectNode answer =
                    Json.parse(ControlSocket.ask(data(), Control.join(join)).orElseThrow());

            assertThat(answer.path("exit_code").asInt(-1)).isZero();
            await().until(() -> Json.text(agent.status(), "state").equals("online"));
            assertThat(Json.text(agent.status(), "agent_id")).isEqualTo("agent-7");
        }
    }

    @Test
    void serverThatIsAwayAtTheStart_isNamedInTheStatus() {
        String nobody = "https://127.0.0.1:1";
        Map<String, String> away = Map.of("server.server_url", nobody, "server.join", "a-join-token");
        try (Agent agent = Agent.start(settings(away), Map.of(), random)) {
            await().until(() -> Json.text(agent.status(), "state").equals("away"));
            assertThat(StatusText.of(agent.status())).startsWith("DEGRADED: " + nobody + " does not answer");
        }
    }

    @Test
    void settingsThatFailHalfway_leaveNothingOpen() {
        AgentSettings good = settings(Map.of());
        SnmpSettings nobody =
                new SnmpSettings(List.of(), List.of(SnmpVersion.V3), 161, Duration.ofSeconds(1), 0, Optional.empty());
        AgentSettings bad = new AgentSettings(
                good.server(), good.upload(), good.discovery(), nobody, good.storage(), good.logging(), good.web());

        assertThatThrownBy(() -> Agent.start(bad, Map.of(), random)).isInstanceOf(IllegalArgumentException.class);

        takenAgain();
        try (Agent agent = Agent.start(good, Map.of(), random)) {
            assertThat(agent.status().path("printers").asInt(-1)).isZero();
        }
    }

    @Test
    void damagedQueue_isMovedAsideAndTheAgentStarts() throws IOException {
        Files.createDirectories(data());
        Files.writeString(data().resolve("devices.db"), "this is no database".repeat(1_000));

        try (Agent agent = Agent.start(settings(Map.of()), Map.of(), random)) {
            assertThat(agent.status().path("printers").asInt(-1)).isZero();
        }

        try (var files = Files.list(data())) {
            assertThat(files.map(f -> f.getFileName().toString())).anyMatch(n -> n.startsWith("devices.db.damaged-"));
        }
    }

    @Test
    void nowhereToLook_isNoReasonToStop() {
        try (Agent agent = Agent.start(
                settings(Map.of("discovery.ranges", "127.0.0.1", "discovery.exclude", "127.0.0.1")),
                Map.of(),
                random)) {
            await().until(() -> Json.text(agent.status(), "state").equals("not_joined"));
            assertThat(agent.status().has("last_scan")).isFalse();
        }
    }

    private void takenAgain() {
        try (Home home = Home.take(data(), Map.of(), Clock.systemUTC(), random)) {
            assertThat(home.directory().path()).exists();
        }
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private AgentSettings settings(Map<String, String> more) {
        Map<String, String> overrides = new HashMap<>(Map.of(
                "storage.data_dir",
                data().toString(),
                "discovery.ranges",
                "127.0.0.1",
                "discovery.timeout",
                "100ms",
                "snmp.timeout",
                "100ms",
                "snmp.port",
                "1",
                "web.listen",
                "127.0.0.1:0"));
        overrides.putAll(more);
        return switch (ConfigLoader.load(new ConfigSources(Optional.empty(), List.of(), Map.of(), overrides, data()))) {
            case ConfigResult.Valid valid -> valid.settings();
            case ConfigResult.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }
}
