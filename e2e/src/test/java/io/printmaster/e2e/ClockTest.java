package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An agent whose machine has the wrong time, made so by a [FakeClock]: it works all the same, the readings keep
/// their order, and people are told.
final class ClockTest {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final long TOLERANCE_SECONDS = 30;

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600})
    void agentWhoseClockIsAnHourOff_worksAndIsShown(long skew) {
        FakeClock clock = FakeClock.in(programs, directory, "agent-clock");
        clock.set(Duration.ofSeconds(skew));
        PrinterFleet printers = PrinterFleet.start(programs, 2);
        ServerUnderTest server = ServerUnderTest.in(programs, directory).start();
        AgentUnderTest agent =
                AgentUnderTest.in(programs, directory, "agent-astray", printers.range(), printers.port());

        ProgramUnderTest join =
                agent.command(clock.environment(), "join", server.joinString().format());
        assertThat(join.awaitExit(PATIENCE)).as(join.tail(20)).isZero();
        ProgramUnderTest run = agent.surroundedBy(clock.environment()).start().process();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(server.database().number("SELECT count(*) FROM metrics"))
                    .as(() -> "samples; the agent said:%n%s".formatted(run.tail(40)))
                    .isGreaterThanOrEqualTo(4);
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
