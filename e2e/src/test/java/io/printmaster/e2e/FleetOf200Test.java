package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.simulator.SitePlan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Size and pace: numbers that the design promises, measured and printed. Nothing else runs meanwhile.
@Isolated
final class FleetOf200Test {
    private static final int FLEET = 200;
    private static final Duration VISIBLE = Duration.ofSeconds(30);
    private static final double SWEEP_SECONDS = 3;

    private static final Pattern SWEPT = Pattern.compile("swept in ([0-9]+\\.[0-9]) s");

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void fleetOf200_isAtTheServerWithin30Seconds() {
        PrinterFleet printers = PrinterFleet.start(
                programs, SitePlan.of(FLEET, Clock.systemUTC()).network("127.21.0.0/24"), "127.21.0.0/24");
        ServerUnderTest server = ServerUnderTest.in(programs, directory).start();
        AgentUnderTest agent = AgentUnderTest.in(programs, directory, "agent-fleet", printers.range(), printers.port());
        agent.join(server.joinString());

        long started = System.nanoTime();
        agent.launch();
        await().atMost(VISIBLE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> server.database().number("SELECT count(DISTINCT device_key) FROM metrics") == FLEET);
        Duration took = Duration.ofNanos(System.nanoTime() - started);

        System.out.println("fleet: 200 printers found, read, uploaded and stored after " + took.toMillis() + " ms");
        assertThat(server.database().number("SELECT count(*) FROM devices")).isEqualTo(FLEET);
        assertThat(took).isLessThan(VISIBLE);
    }

    /// With the defaults, as people run it: two rounds of two SNMP versions.
    @Test
    void sweepOfA24_with20Printers_takesThreeSeconds() {
        PrinterFleet printers = PrinterFleet.start(
                programs,
                SitePlan.of(20, Clock.systemUTC()).network("127.22.0.0/24").spread(true),
                "127.22.0.0/24");

        ProgramUnderTest scan = programs.run(
                "agent", "scan", printers.range(), "--snmp-port", Integer.toString(printers.port()), "--json");

        assertThat(scan.awaitExit(Duration.ofSeconds(1))).as(scan.tail(20)).isZero();
        assertThat(scan.out()).hasSize(20);
        String summary = scan.err().getLast();
        System.out.println("sweep: /24 with 20 printers: " + summary);
        Matcher seconds = SWEPT.matcher(summary);
        assertThat(seconds.find()).as(summary).isTrue();
        assertThat(Double.parseDouble(seconds.group(1))).isLessThanOrEqualTo(SWEEP_SECONDS);
    }
}
