package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An agent whose machine has the wrong time, made so by Debian's faketime: it works all the same, the readings keep
/// their order, and people are told.
final class ClockTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final long TOLERANCE_SECONDS = 30;

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600})
    void agentWhoseClockIsAnHourOff_worksAndIsShown(long skew) {
        String faketime = Peers.need("faketime").toString();
        PrinterFleet printers = PrinterFleet.start(programs, 2);
        ServerUnderTest server = ServerUnderTest.in(programs, directory).start();
        AgentUnderTest agent =
                AgentUnderTest.in(programs, directory, "agent-astray", printers.range(), printers.port());
        Map<String, String> environment =
                Map.of("PRINTMASTER_NO_BUILD", "1", "FAKETIME_DONT_FAKE_MONOTONIC", "1", "DONT_FAKE_MONOTONIC", "1");
        String launcher = Repository.ROOT.resolve("printmaster").toString();
        String config = agent.config().toString();
        String shift = (skew > 0 ? "+" : "") + skew + "s";

        ProgramUnderTest join = programs.start(
                "join with a wrong clock",
                Repository.ROOT,
                environment,
                List.of(
                        faketime,
                        "-f",
                        shift,
                        launcher,
                        "agent",
                        "join",
                        server.joinString().format(),
                        "--config",
                        config));
        assertThat(join.awaitExit(PATIENCE)).as(join.tail(20)).isZero();
        ProgramUnderTest run = programs.start(
                "run with a wrong clock",
                Repository.ROOT,
                environment,
                List.of(faketime, "-f", shift, launcher, "agent", "run", "--config", config));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(server.database().number("SELECT count(*) FROM metrics")).isGreaterThanOrEqualTo(4);
            assertThat(Math.abs(server.database().number("SELECT clock_skew_seconds FROM agents") - skew))
                    .isLessThan(TOLERANCE_SECONDS);
        });
        run.awaitLine(PATIENCE, "WARN", "clock differs");
        assertThat(server.database()
                        .number(
                                "SELECT count(*) FROM agents WHERE abs(strftime('%s', last_seen) - strftime('%s', 'now')) < "
                                        + TOLERANCE_SECONDS))
                .as("the server goes by its own clock")
                .isEqualTo(1);
    }
}
