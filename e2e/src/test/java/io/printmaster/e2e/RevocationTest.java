package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// An agent that the server's admin shuts out while it works, and lets in again.
final class RevocationTest {
    private static final int PRINTERS = 3;
    private static final String ID = "agent-revoked";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WHAT_TO_DO = "Server does not accept this agent's tokens";

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    private ServerUnderTest server;
    private AgentUnderTest agent;

    @Test
    void revokedAgent_stopsSaysSoAndLosesNothing_untilItJoinsAgain() throws Exception {
        PrinterFleet printers = PrinterFleet.start(programs, PRINTERS);
        server = ServerUnderTest.in(programs, directory).start();
        agent = AgentUnderTest.in(programs, directory, ID, printers.range(), printers.port());
        // Any number of agents may use it: a revocation must hold against the join token that the agent still has.
        ProgramUnderTest joined = agent.join(server.joinString("--uses", "0"));
        assertThat(joined.awaitExit(Duration.ofSeconds(1))).as(joined.tail(20)).isZero();
        agent.start();
        await().atMost(PATIENCE).until(() -> samplesAtTheServer() >= PRINTERS);

        revoke();
        long atRevocation = samplesAtTheServer();

        agent.process().awaitLine(PATIENCE, "ERROR", WHAT_TO_DO, "revoked", "agent join");
        ProgramUnderTest status = agent.command("status");
        assertThat(status.awaitExit(Duration.ofSeconds(1))).isEqualTo(4);
        assertThat(status.outText()).contains("NOT JOINED", "agent join", "revoked");
        await().atMost(PATIENCE).until(() -> queuedSamples() >= 2L * PRINTERS);
        long queued = queuedSamples();
        assertThat(samplesAtTheServer()).isEqualTo(atRevocation);
        assertThat(agent.process().lines(WHAT_TO_DO)).hasSize(1);

        ProgramUnderTest again = agent.join(server.joinString());
        assertThat(again.awaitExit(Duration.ofSeconds(1))).as(again.tail(20)).isZero();

        await().atMost(PATIENCE).until(() -> samplesAtTheServer() >= atRevocation + queued);
        await().atMost(PATIENCE).until(() -> queuedSamples() == 0);
        JsonNode after = agent.status();
        assertThat(after.path("state").asString()).isEqualTo("online");
        assertThat(after.at("/ledger/balanced").asBoolean()).isTrue();
        assertThat(after.at("/ledger/dropped").asLong()).isZero();
        assertThat(state()).isEqualTo("online");
    }

    private void revoke() {
        ProgramUnderTest command = programs.run(
                "server",
                "agent",
                "revoke",
                ID,
                "--json",
                "--data-dir",
                server.data().toString());
        assertThat(command.awaitExit(Duration.ofSeconds(1)))
                .as(command.tail(20))
                .isZero();
        assertThat(ServerUnderTest.json(command).path("state").asString()).isEqualTo("revoked");
        assertThat(state()).isEqualTo("revoked");
        assertThat(server.database().rows("SELECT actor, agent_id FROM audit_log WHERE action = 'agent_revoke'"))
                .singleElement()
                .satisfies(row -> assertThat(row.path("actor").asString()).isEqualTo("command"))
                .satisfies(row -> assertThat(row.path("agent_id").asString()).isEqualTo(ID));
    }

    /// As `server agent list` tells it.
    private String state() {
        ProgramUnderTest list = programs.run(
                "server", "agent", "list", "--json", "--data-dir", server.data().toString());
        JsonNode items = ServerUnderTest.json(list).path("items");
        assertThat(items.size()).as(list.outText()).isEqualTo(1);
        assertThat(items.path(0).path("id").asString()).isEqualTo(ID);
        return items.path(0).path("state").asString();
    }

    private long samplesAtTheServer() {
        return server.database().number("SELECT count(*) FROM metrics");
    }

    private long queuedSamples() {
        return agent.devices().number("SELECT count(*) FROM outbox WHERE kind = 'metrics'");
    }
}
