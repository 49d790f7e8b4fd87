package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.simulator.SitePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// The sweep over real links in networks of the test's own, and what tcpdump saw of it.
@Isolated
final class SweepOnTheWireTest {
    private static final int SYSTEM_DEFAULT = 0;
    private static final int LARGE = 4 << 20;

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    private void site(NetworkNamespace at, List<String> addresses, String loss, String delay, String traps)
            throws IOException {
        Path file = Files.write(directory.resolve("addresses"), addresses);
        at.java(programs, SiteInside.class, file.toString(), "161", loss, delay, traps)
                .awaitLine(Duration.ofSeconds(60), "READY " + addresses.size());
    }

    private static List<String> spread(String prefix, int thirds, int count, int seed) {
        Random random = new Random(seed);
        Set<String> addresses = new HashSet<>();
        while (addresses.size() < count) {
            addresses.add(prefix + "." + random.nextInt(thirds) + "." + (1 + random.nextInt(254)));
        }
        return List.copyOf(addresses);
    }

    private static List<String> found(ProgramUnderTest sweep) {
        return sweep.lines("FOUND ").stream()
                .map(line -> line.substring("FOUND ".length()))
                .toList();
    }

    private static long number(ProgramUnderTest sweep, String word) {
        return Long.parseLong(sweep.awaitLine(Duration.ofSeconds(1), word + " ").substring(word.length() + 1));
    }

    /// Two sockets with the system's default buffers, which hold 256 datagrams each to neighbours that are
    /// still being resolved: further sends take nothing, without an error.
    ///
    /// Acceptance case 29 of docs/printers.md.
    @Test
    void attached22_losesNoPrinter_alsoWhenTheKernelTakesNothing() throws Exception {
        NetworkNamespace agent = NetworkNamespace.make(programs);
        NetworkNamespace site = NetworkNamespace.make(programs);
        String cable = agent.connect("10.91.3.253/22", site, "10.91.3.254/22");
        List<String> addresses = spread("10.91", 3, 60, 22);
        site.ipBatch(addresses.stream()
                .map(address -> "addr add " + address + "/22 dev " + cable)
                .toList());
        site(site, addresses, "0", "0", "no");

        ProgramUnderTest sweep = agent.java(
                programs, SweepInside.class, "10.91.0.0/22", "161", "1000", Integer.toString(SYSTEM_DEFAULT), "2");

        assertThat(sweep.awaitExit(Duration.ofMinutes(2))).as(sweep.tail(20)).isZero();
        System.out.printf(
                "sweep: attached /22 with the default buffer: %d of 60 printers after %d ms, %d sends not taken at first,"
                        + " at most %d packets a second%n",
                found(sweep).size(), number(sweep, "MILLIS"), number(sweep, "REFUSED"), number(sweep, "BUSIEST"));
        assertThat(found(sweep)).containsExactlyInAnyOrderElementsOf(addresses);
        assertThat(number(sweep, "REFUSED")).isPositive();
        assertThat(number(sweep, "BUSIEST")).isLessThanOrEqualTo(300);
    }

    /// Acceptance case 29 of docs/printers.md.
    @Test
    @Tag("long")
    void routed65534AddressesWith300PrintersAndLoss_areAllFoundBelowTheRate() throws Exception {
        NetworkNamespace agent = NetworkNamespace.make(programs);
        NetworkNamespace site = NetworkNamespace.make(programs);
        String cable = agent.connect("10.93.0.1/30", site, "10.93.0.2/30");
        agent.ip("route", "add", "10.94.0.0/16", "via", "10.93.0.2");
        site.ip("route", "add", "local", "10.94.0.0/16", "dev", "lo");
        List<String> addresses = spread("10.94", 256, 300, 29);
        site(site, addresses, "1", "800", "no");
        Capture capture = Capture.start(
                programs,
                Optional.of(agent),
                directory.resolve("routed.pcap"),
                cable,
                "udp dst port 161 and dst net 10.94.0.0/16");

        ProgramUnderTest sweep =
                agent.java(programs, SweepInside.class, "10.94.0.0/16", "161", "2000", Integer.toString(LARGE), "4");

        assertThat(sweep.awaitExit(Duration.ofMinutes(5))).as(sweep.tail(20)).isZero();
        long[] packets = capture.stop();
        System.out.printf(
                "sweep: routed /16, 1 %% loss, answers after 1 to 800 ms: %d of 300 printers after %d ms, %d packets, at"
                        + " most %d a second on the wire%n",
                found(sweep).size(), number(sweep, "MILLIS"), packets.length, Capture.busiestSecond(packets));
        assertThat(found(sweep)).containsExactlyInAnyOrderElementsOf(addresses);
        assertThat(number(sweep, "MILLIS")).isLessThanOrEqualTo(90_000);
        assertThat((long) packets.length).isEqualTo(number(sweep, "PACKETS"));
        assertThat(Capture.busiestSecond(packets)).isLessThanOrEqualTo(2000);
    }

    /// Acceptance case 29 of docs/printers.md.
    @Test
    @Tag("long")
    void loopback16With1000Printers_isFoundWithin90SecondsBelowTheRate() throws Exception {
        PrinterFleet printers = PrinterFleet.start(
                programs,
                SitePlan.of(1000, Clock.systemUTC()).network("127.95.0.0/16").spread(true),
                "127.95.0.0/16");
        Capture capture = Capture.start(
                programs,
                Optional.empty(),
                directory.resolve("loopback.pcap"),
                "lo",
                "udp dst port " + printers.port() + " and dst net 127.95.0.0/16");

        ProgramUnderTest sweep = programs.start(
                "sweep",
                Repository.ROOT,
                Map.of(),
                NetworkNamespace.java(
                        SweepInside.class,
                        printers.range(),
                        Integer.toString(printers.port()),
                        "2000",
                        Integer.toString(LARGE),
                        "4"));

        assertThat(sweep.awaitExit(Duration.ofMinutes(5))).as(sweep.tail(20)).isZero();
        long[] packets = capture.stop();
        System.out.printf(
                "sweep: loopback /16: %d of 1000 printers after %d ms, %d packets, at most %d a second on the wire%n",
                found(sweep).size(), number(sweep, "MILLIS"), packets.length, Capture.busiestSecond(packets));
        assertThat(found(sweep)).hasSize(1000);
        assertThat(number(sweep, "MILLIS")).isLessThanOrEqualTo(90_000);
        assertThat((long) packets.length).isEqualTo(number(sweep, "PACKETS"));
        assertThat(Capture.busiestSecond(packets)).isLessThanOrEqualTo(2000);
    }

    /// Every way of finding and of reading, and not one connection to a port from which a printer prints.
    ///
    /// Acceptance case 30 of docs/printers.md.
    @Test
    void wholeScan_touchesNoPrintingPort() throws Exception {
        NetworkNamespace agent = NetworkNamespace.make(programs);
        NetworkNamespace site = NetworkNamespace.make(programs);
        String cable = agent.connect("10.96.0.1/24", site, "10.96.0.2/24");
        List<String> addresses = List.of("10.96.0.10", "10.96.0.77", "10.96.0.200");
        site.ipBatch(addresses.stream()
                .map(address -> "addr add " + address + "/24 dev " + cable)
                .toList());
        Path file = Files.write(directory.resolve("addresses"), addresses);
        ProgramUnderTest printers = site.java(programs, SiteInside.class, file.toString(), "161", "0", "0", "yes");
        printers.awaitLine(Duration.ofSeconds(60), "READY 3");

        ProgramUnderTest scan = agent.printmaster(
                programs, "agent", "scan", "10.96.0.0/24", "--methods", "snmp,mdns,ssdp,wsd,ipp", "--json");

        assertThat(scan.awaitExit(Duration.ofMinutes(2))).as(scan.tail(20)).isZero();
        assertThat(scan.out()).hasSize(3);
        assertThat(printers.lines("TOUCHED")).isEmpty();
        // The listeners do listen.
        agent.start(programs, "touch", Map.of(), List.of("bash", "-c", "exec 3<>/dev/tcp/10.96.0.77/9100"))
                .awaitExit(Duration.ofSeconds(20));
        printers.awaitLine(Duration.ofSeconds(10), "TOUCHED 10.96.0.77:9100");
    }
}
