package io.printmaster.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.program.ExitCode;
import io.printmaster.server.store.AgentRow;
import io.printmaster.server.store.Role;
import io.printmaster.wire.CommandOrder;
import io.printmaster.wire.Frame;
import io.printmaster.wire.Heartbeat;
import io.printmaster.wire.JobReport;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The live channel over real TLS, with the JDK's WebSocket client as the agent.
class LiveChannelTest {
    private static final AgentId ID = new AgentId("agent-01");

    @TempDir
    Path directory;

    private ServerInTest server;
    private String token;

    @BeforeEach
    void start() throws Exception {
        server = new ServerInTest(directory);
        token = server.joined("agent-01", TenantId.DEFAULT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Heartbeat heartbeat(AgentId id, int devices) {
        return new Heartbeat(
                Optional.of(id),
                Optional.of(Instant.now()),
                "active",
                "",
                AgentFacts.NONE,
                OptionalInt.of(devices),
                Optional.empty());
    }

    private AgentRow row() {
        return server.inStore(store -> store.read(tx -> tx.agents().find(ID))).orElseThrow();
    }

    @Test
    void heartbeat_isAnsweredByPong_andStoredLikeOneOverHttp() throws Exception {
        try (AgentOnChannel agent = AgentOnChannel.open(server, token)) {
            agent.send(new Frame.Beat(heartbeat(ID, 7)));
            assertThat(agent.next())
                    .isInstanceOfSatisfying(
                            Frame.Pong.class,
                            pong -> assertThat(pong.answer()
                                            .capabilities()
                                            .orElseThrow()
                                            .live())
                                    .isTrue());
            assertThat(row().deviceCount()).hasValue(7);
            assertThat(row().lastHeartbeat()).isPresent();
            assertThat(row().address()).isEqualTo("127.0.0.1");
            assertThat(server.audit()).contains("agent-01  heartbeat: Status: active");
        }
    }

    @Test
    void messagesThatCannotBeRead_areAnswered_unknownOnesIgnored_andTheChannelLivesOn() throws Exception {
        try (AgentOnChannel agent = AgentOnChannel.open(server, token)) {
            agent.send("not json");
            assertThat(agent.next())
                    .isInstanceOfSatisfying(
                            Frame.Fault.class, f -> assertThat(f.code()).isEqualTo("malformed"));
            agent.send("{\"type\":\"proxy_response\",\"data\":{\"request_id\":\"x\"}}");
            agent.send(new Frame.Beat(heartbeat(new AgentId("agent-02"), 1)));
            assertThat(agent.next())
                    .isInstanceOfSatisfying(
                            Frame.Fault.class, f -> assertThat(f.code()).isEqualTo("other_agent"));
            agent.send(new Frame.Beat(heartbeat(ID, 1)));
            assertThat(agent.next()).isInstanceOf(Frame.Pong.class);
        }
    }

    @Test
    void strangers_areTurnedAwayBeforeTheUpgrade() throws Exception {
        assertThatThrownBy(() -> AgentOnChannel.open(server, "wrong"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(401));
        assertThat(server.get("/api/v1/agents/ws").statusCode()).isEqualTo(401);
        assertThat(server.get("/api/v1/agents/ws?token=wrong").statusCode()).isEqualTo(401);
        assertThat(server.get("/api/v1/agents/heartbeat?token=" + token).statusCode())
                .as("no other route takes the token there")
                .isEqualTo(401);
        assertThat(server.get("/api/v1/agents/ws", "Authorization", "Bearer " + token)
                        .statusCode())
                .as("not a WebSocket")
                .isEqualTo(426);
    }

    @Test
    void newerConnection_closesTheOlder() {
        try (AgentOnChannel older = AgentOnChannel.open(server, token);
                AgentOnChannel newer = AgentOnChannel.open(server, token)) {
            assertThat(older.end()).startsWith("4001 ");
            assertThat(newer.closed).isNotDone();
        }
    }

    @Test
    void revocation_closesTheChannel() {
        try (AgentOnChannel agent = AgentOnChannel.open(server, token)) {
            String[] revoke = {"agent", "revoke", "agent-01", "--data-dir", directory.toString()};
            assertThat(Main.execute(revoke)).isEqualTo(ExitCode.OK);
            await().atMost(Duration.ofSeconds(5)).until(agent.closed::isDone);
            assertThat(agent.end()).startsWith("4003 ");
        }
    }

    @Test
    void shutdown_tellsTheAgentsToComeBack() {
        try (AgentOnChannel agent = AgentOnChannel.open(server, token)) {
            server.close();
            assertThat(agent.end()).startsWith("1012 ").contains("restart");
        }
    }

    @Test
    void binaryAndOversizedMessages_endTheChannel() {
        try (AgentOnChannel agent = AgentOnChannel.open(server, token)) {
            agent.socket().sendBinary(ByteBuffer.allocate(10), true).join();
            assertThat(agent.end()).startsWith("1003 ");
        }
        try (AgentOnChannel agent = AgentOnChannel.open(server, token)) {
            for (int i = 0; i < 5; i++) {
                agent.socket()
                        .sendText("x".repeat(300_000), false)
                        .exceptionally(e -> agent.socket())
                        .join();
            }
            assertThat(agent.end()).containsAnyOf("1009", "error");
        }
    }

    @Test
    void command_travelsDown_progressAndResultTravelUp_andAllIsAudited() throws Exception {
        var operator = server.person("olga", Role.OPERATOR, Optional.empty());
        try (AgentOnChannel agent = AgentOnChannel.open(server, token)) {
            var asked = operator.post("/api/v1/agents/agent-01/commands", "{\"command\":\"scan_now\"}");
            assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
            String href = asked.headers().firstValue("Location").orElseThrow();

            CommandOrder order = ((Frame.Command) agent.next()).order();
            assertThat(order.command()).isEqualTo("scan_now");
            assertThat(href).endsWith(order.id());
            assertThat(operator.post("/api/v1/agents/agent-01/commands", "{\"command\":\"scan_now\"}")
                            .headers()
                            .firstValue("Location"))
                    .as("the same while it is under way")
                    .contains(href);
            agent.send(new Frame.Job(
                    new JobReport(order.id(), "scan_now", JobReport.State.RUNNING, 127, 254, 2, "127 of 254")));
            await().untilAsserted(() -> assertThat(operator.get(href).body())
                    .contains("\"state\":\"running\"", "\"done\":127", "\"total\":254", "\"found\":2"));
            agent.send(new Frame.Job(JobReport.of(order.id(), "scan_now", JobReport.State.DONE, "3 printers found")));
            await().untilAsserted(() -> assertThat(operator.get(href).body())
                    .contains("\"state\":\"done\"", "\"result\":\"3 printers found\""));
            assertThat(server.audit())
                    .contains(
                            "agent-01 olga command: Asked for scan_now",
                            "agent-01  command_result: scan_now asked by olga done: 3 printers found");
            assertThat(agent.quiet()).as("sent once").isTrue();
        }
    }

    @Test
    void command_sentOnAConnectionThatBroke_isSentAgainOnTheNext() throws Exception {
        var operator = server.person("olga", Role.OPERATOR, Optional.empty());
        String id;
        try (AgentOnChannel agent = AgentOnChannel.open(server, token)) {
            operator.post("/api/v1/agents/agent-01/commands", "{\"command\":\"upload_now\"}");
            id = ((Frame.Command) agent.next()).order().id();
        }
        try (AgentOnChannel agent = AgentOnChannel.open(server, token)) {
            assertThat(((Frame.Command) agent.next()).order().id()).isEqualTo(id);
        }
    }

    @Test
    void withoutAChannel_commandsTravelInTheAnswerToTheHeartbeat_andReportsInTheNext() throws Exception {
        var operator = server.person("olga", Role.OPERATOR, Optional.empty());
        var asked = operator.post("/api/v1/agents/agent-01/commands", "{\"command\":\"upload_now\"}");
        String href = asked.headers().firstValue("Location").orElseThrow();
        String id = href.substring(href.lastIndexOf('/') + 1);
        String path = "/api/v1/agents/heartbeat";

        assertThat(server.postAs(token, path, "{}").body()).contains("\"commands\":[{\"id\":\"" + id + "\"");
        assertThat(server.postAs(token, path, "{}").body())
                .as("until the agent says that it knows")
                .contains(id);
        JobReport done = JobReport.of(id, "upload_now", JobReport.State.DONE, "Nothing waits");
        String report = new String(heartbeat(ID, 1).with(List.of(done)).toJson(), StandardCharsets.UTF_8);
        assertThat(server.postAs(token, path, report).body()).doesNotContain("commands");
        assertThat(operator.get(href).body()).contains("\"state\":\"done\"", "Nothing waits");
    }

    @Test
    void commandAskedAtOneProcess_reachesAnAgentConnectedToAnother() throws Exception {
        try (ServerInTest second = new ServerInTest(directory);
                AgentOnChannel agent = AgentOnChannel.open(second, token)) {
            var operator = server.person("olga", Role.OPERATOR, Optional.empty());
            long start = System.nanoTime();
            operator.post("/api/v1/agents/agent-01/commands", "{\"command\":\"scan_now\"}");
            assertThat(agent.next()).isInstanceOf(Frame.Command.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void newerConnectionAtAnotherProcess_closesTheOlder() throws Exception {
        try (ServerInTest second = new ServerInTest(directory);
                AgentOnChannel older = AgentOnChannel.open(server, token);
                AgentOnChannel newer = AgentOnChannel.open(second, token)) {
            assertThat(older.end()).startsWith("4001 ");
            assertThat(newer.closed).isNotDone();
        }
    }

    @Test
    void commands_areForOperatorsOfTheTenant_only() throws Exception {
        TenantId other = new TenantId("other");
        server.joined("agent-02", other);
        var viewer = server.person("vera", Role.VIEWER, Optional.of(TenantId.DEFAULT));
        var billing = server.person("bill", Role.BILLING, Optional.of(TenantId.DEFAULT));
        var operator = server.person("olga", Role.OPERATOR, Optional.of(TenantId.DEFAULT));
        String scan = "{\"command\":\"scan_now\"}";
        String own = "/api/v1/agents/agent-01/commands";
        String others = "/api/v1/agents/agent-02/commands";

        assertThat(viewer.post(own, scan).statusCode()).isEqualTo(403);
        assertThat(billing.post(own, scan).statusCode()).isEqualTo(403);
        assertThat(viewer.get(own).statusCode()).isEqualTo(200);
        assertThat(operator.post(others, scan).statusCode()).isEqualTo(404);
        assertThat(operator.get(others).statusCode()).isEqualTo(404);
        assertThat(server.post(own, scan, "Cookie", operator.cookie()).statusCode())
                .as("without the anti-forgery token")
                .isEqualTo(403);
        assertThat(operator.post(own, "{\"command\":\"format_disk\"}").statusCode())
                .isEqualTo(422);
        assertThat(operator.post(own, "[]").statusCode()).isEqualTo(400);

        var admin = server.person("anna", Role.ADMIN, Optional.empty());
        String href = admin.post(others, scan).headers().firstValue("Location").orElseThrow();
        assertThat(admin.get(href).statusCode()).isEqualTo(200);
        assertThat(operator.get(href).statusCode()).isEqualTo(404);
        assertThat(operator.get(href.replace("agent-02", "agent-01")).statusCode())
                .isEqualTo(404);
    }
}
