package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.simulator.SimulatedPrinter;
import io.printmaster.wire.JoinString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The wall clocks of a working agent and of a working server are set while printers print: nothing is lost, doubled
/// or reordered, every page counts once, the device shows its last total at once, nobody has to prove himself again,
/// and people are told how far off the clock is. `ClockStepsTest`, in the test's process, sees each batch.
@Tag("long")
final class LiveClockStepsTest {
    private static final int PRINTERS = 3;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long TOLERANCE_SECONDS = 20;

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    private FakeClock agents;
    private FakeClock servers;
    private PrinterFleet printers;
    private ServerUnderTest server;
    private AgentUnderTest agent;
    private Tap tap;

    @BeforeEach
    void startAll() throws Exception {
        agents = FakeClock.in(programs, directory, "agent-clock");
        servers = FakeClock.in(programs, directory, "server-clock");
        printers = PrinterFleet.start(programs, PRINTERS);
        server = ServerUnderTest.in(programs, directory).start();
        JoinString join = server.joinString();
        tap = programs.closing(Tap.before(server, join));
        agent = AgentUnderTest.in(programs, directory, "agent-astray", printers.range(), printers.port());
        assertThat(agent.join(tap.through(join)).awaitExit(Duration.ofSeconds(1)))
                .isZero();
    }

    @Test
    void clockOfTheAgentThatIsSet_losesDoublesAndReordersNothing() {
        agents.set(HOUR.negated());
        agent.surroundedBy(agents.environment()).start();
        awaitTotals();
        awaitSkew(HOUR.negated());
        agents.set(HOUR);
        goesOn();
        awaitSkew(HOUR);
        agents.set(Duration.ZERO);
        goesOn();
        awaitSkew(Duration.ZERO);

        assertThat(agent.process().lines("WARN", "clock was set")).hasSize(2);
        stopAgent();
        // All hours are over for it: it adds them up.
        restartServer(HOUR.multipliedBy(3));
        awaitEveryPageOnce();
    }

    @Test
    void clockOfTheServerThatIsSet_losesDoublesAndReordersNothing() {
        restartServer(Duration.ZERO);
        agent.start();
        awaitTotals();
        servers.set(HOUR.negated());
        goesOn();
        servers.set(HOUR.multipliedBy(3));
        goesOn();
        awaitSkew(HOUR.multipliedBy(-3));

        assertThat(server.process().lines("WARN", "clock was set")).hasSize(2);
        stopAgent();
        awaitEveryPageOnce();
    }

    @Test
    void clocksThatAreSetAgainAndAgain_loseDoubleAndReorderNothing() {
        restartServer(Duration.ZERO);
        agent.surroundedBy(agents.environment()).start();
        int[] agentMinutes = {60, 0, -60, 60, -60, 0, 30, -30, 0, 60};
        int[] serverMinutes = {0, -60, -60, 60, 60, -60, 0, 0, 60, 200};
        for (int i = 0; i < agentMinutes.length; i++) {
            agents.set(Duration.ofMinutes(agentMinutes[i]));
            goesOn();
            servers.set(Duration.ofMinutes(serverMinutes[i]));
            goesOn();
        }
        stopAgent();
        awaitEveryPageOnce();
    }

    /// The agent joined while its server had the right time.
    private void restartServer(Duration ahead) {
        server.process().stop(Duration.ofSeconds(40));
        servers.set(ahead);
        server.start(servers.environment());
    }

    private void stopAgent() {
        assertThat(agent.process().stop(Duration.ofSeconds(60))).isZero();
        assertThat(Oracle.check(tap.deliveries(), agent, server).differences()).isEmpty();
    }

    /// The printers print, and the device's total follows although the clocks do what they want; the agent's
    /// heartbeats go on.
    private void goesOn() {
        long heartbeats = server.database().number("SELECT count(*) FROM audit_log WHERE action = 'heartbeat'");
        printers.printers()
                .forEach(printer -> printer.setPageCount(printer.pageCount().orElseThrow() + 5));
        awaitTotals();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> server.database().number("SELECT count(*) FROM audit_log WHERE action = 'heartbeat'")
                        >= heartbeats + 2);
    }

    private void awaitTotals() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            Map<String, Long> shown = new HashMap<>();
            server.database()
                    .rows("SELECT serial, total_pages FROM devices")
                    .forEach(row -> shown.put(
                            row.path("serial").asString(),
                            row.path("total_pages").asLong()));
            Map<String, Long> told = new HashMap<>();
            printers.printers()
                    .forEach(printer -> told.put(
                            printer.serial().orElseThrow(), printer.pageCount().orElseThrow()));
            assertThat(shown).isEqualTo(told);
        });
    }

    /// As the server shows it of the agent; the agent shows its own clock against that of the tap, which is right.
    private void awaitSkew(Duration ahead) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(server.database().number("SELECT clock_skew_seconds FROM agents"))
                    .isBetween(ahead.toSeconds() - TOLERANCE_SECONDS, ahead.toSeconds() + TOLERANCE_SECONDS);
            assertThat(agent.status().at("/clock_skew_seconds").asLong())
                    .isBetween(
                            -agents.off().toSeconds() - TOLERANCE_SECONDS,
                            -agents.off().toSeconds() + TOLERANCE_SECONDS);
        });
    }

    private void awaitEveryPageOnce() {
        assertThat(server.database().number("SELECT count(*) FROM audit_log WHERE action = 'register'"))
                .as("nobody had to register again")
                .isEqualTo(1);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> server.database().number("SELECT count(*) FROM metric_dirty") == 0);
        List<String> wrong = new ArrayList<>();
        for (String table : List.of("metric_hours", "metric_days", "metric_months")) {
            for (SimulatedPrinter printer : printers.printers()) {
                JsonNode sums = server.database()
                        .rows("SELECT sum(m.total_pages) AS pages, sum(m.resets) AS resets, sum(m.samples) AS samples,"
                                + " (SELECT count(*) FROM metrics s WHERE s.device_key = m.device_key) AS stored,"
                                + " (SELECT max(total) - min(total) FROM metrics s WHERE s.device_key = m.device_key)"
                                + " AS printed FROM "
                                + table + " m JOIN devices d ON d.device_key = m.device_key WHERE d.serial = '"
                                + printer.serial().orElseThrow() + "'")
                        .getFirst();
                if (sums.path("pages").asLong() != sums.path("printed").asLong()
                        || sums.path("resets").asLong() != 0
                        || sums.path("samples").asLong() != sums.path("stored").asLong()) {
                    wrong.add(table + ": " + sums);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
