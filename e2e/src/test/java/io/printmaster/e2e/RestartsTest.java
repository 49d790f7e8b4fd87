package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.wire.JoinString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// An agent that is stopped, killed and started again and again while its server is away: what was unsent once is sent
/// in the end.
final class RestartsTest {
    private static final int PRINTERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void sixRestartsDuringAnOutage_forgetNothing() throws Exception {
        restart(6, 3);
    }

    @Test
    @Tag("long")
    void aHundredRestartsDuringAnOutage_forgetNothing() throws Exception {
        restart(100, 5);
    }

    /// @param kill each how manieth is a kill (-9)
    private void restart(int times, int kill) throws Exception {
        PrinterFleet printers = PrinterFleet.start(programs, PRINTERS);
        ServerUnderTest server = ServerUnderTest.in(programs, directory).start();
        JoinString join = server.joinString();
        Tap tap = programs.closing(Tap.before(server, join));
        AgentUnderTest agent = AgentUnderTest.in(
                        programs, directory, "agent-restarting", printers.range(), printers.port())
                .overflowing(1_000);
        assertThat(agent.join(tap.through(join)).awaitExit(Duration.ofSeconds(1)))
                .isZero();
        tap.mischief((path, number) -> Tap.Harm.CUT_BEFORE);
        agent.start();
        agent.process().awaitLine(PATIENCE, "Scan finished");
        assertThat(agent.process().stop(Duration.ofSeconds(40))).isZero();
        JsonNode before = agent.ledger();
        assertThat(before.path("queued").asLong()).isGreaterThanOrEqualTo(2L * PRINTERS);

        for (int i = 1; i <= times; i++) {
            agent.start();
            agent.process().awaitLine(PATIENCE, "Scan finished");
            if (i % kill == 0) {
                agent.process().kill();
            } else {
                assertThat(agent.process().stop(Duration.ofSeconds(40))).isZero();
            }
            JsonNode now = agent.ledger();
            assertThat(now.path("collected").asLong())
                    .as("restart %d: %s after %s", i, now, before)
                    .isGreaterThan(before.path("collected").asLong());
            assertThat(now.path("queued").asLong())
                    .isGreaterThanOrEqualTo(before.path("queued").asLong());
            assertThat(now.path("dropped").asLong()).isZero();
            before = now;
        }

        tap.mischief((path, number) -> Tap.Harm.NONE);
        agent.start();
        await().atMost(PATIENCE).until(() -> !Files.exists(agent.data().resolve("devices.db")));
        System.out.println("restarts: " + times + ", " + before.path("queued") + " records waited, all sent");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(
                                Oracle.check(tap.deliveries(), agent, server).differences())
                        .isEqualTo(List.of()));
    }
}
