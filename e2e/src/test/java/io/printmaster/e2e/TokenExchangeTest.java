package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The bearer token of a real agent is exchanged while either side is killed: the agent never needs to join again.
final class TokenExchangeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String ID = "agent-exchange";

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    private ServerUnderTest server;

    @Test
    void exchangeAroundKills_leavesAWorkingAgent_andOneToken() {
        PrinterFleet printers = PrinterFleet.start(programs, 2);
        server = ServerUnderTest.in(programs, directory).start();
        AgentUnderTest agent = AgentUnderTest.in(programs, directory, ID, printers.range(), printers.port());
        // One use only: registering again would fail, and show.
        assertThat(agent.join(server.joinString()).awaitExit(Duration.ofSeconds(1)))
                .isZero();
        agent.start();
        await().atMost(PATIENCE).until(() -> audited("heartbeat") > 0);

        exchange();
        await().atMost(PATIENCE).until(() -> audited("token_exchanged") == 1);
        assertThat(tokens()).isEqualTo(1);

        // The agent dies as soon as the server has given a token that it may not have kept.
        exchange();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> audited("token_issued") == 2);
        agent.process().kill();
        agent.start();
        await().atMost(PATIENCE).until(() -> audited("token_exchanged") == 2);

        // So does the server.
        exchange();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> audited("token_issued") >= 3);
        server.process().kill();
        server.start();
        await().atMost(PATIENCE).until(() -> audited("token_exchanged") == 3);

        long before = audited("heartbeat");
        await().atMost(PATIENCE).until(() -> audited("heartbeat") > before);
        assertThat(tokens()).isEqualTo(1);
        assertThat(audited("register")).isEqualTo(1);
        assertThat(agent.status().path("state").asString()).isEqualTo("online");
    }

    private void exchange() {
        ProgramUnderTest command = programs.run(
                "server",
                "agent",
                "exchange-token",
                ID,
                "--data-dir",
                server.data().toString());
        assertThat(command.awaitExit(Duration.ofSeconds(1)))
                .as(command.tail(20))
                .isZero();
    }

    private long audited(String action) {
        return server.database().number("SELECT count(*) FROM audit_log WHERE action = '" + action + "'");
    }

    private long tokens() {
        return server.database().number("SELECT count(*) FROM agent_tokens WHERE revoked_at IS NULL");
    }
}
