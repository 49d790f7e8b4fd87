package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.agent.config.DiscoveryMethod;
import io.printmaster.agent.config.DiscoverySettings;
import io.printmaster.agent.config.SnmpSettings;
import io.printmaster.agent.config.SnmpVersion;
import io.printmaster.agent.discover.SnmpSweep;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.model.Sighting;
import io.printmaster.program.Secret;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Only what stays on this machine: the doors that multicast are tested with their own links.
class DoorsTest {
    @Test
    void snmpAlone_opensNothingElse() {
        try (Doors doors = open(Set.of(DiscoveryMethod.SNMP), List.of(), 161)) {
            assertThat(doors.finders()).hasSize(1).hasOnlyElementsOfType(SnmpSweep.class);
        }
    }

    @Test
    @Timeout(20)
    void printerMetAtAnotherDoor_isAskedBySnmpAtTheConfiguredPort() throws IOException {
        InetAddress here = InetAddress.ofLiteral("127.0.0.1");
        try (DatagramSocket printer = new DatagramSocket(new InetSocketAddress(here, 0));
                Doors doors = open(Set.of(DiscoveryMethod.SNMP), List.of(), printer.getLocalPort())) {
            Sighting met = new Sighting(
                    here, 5353, Sighting.Door.MDNS, "", Clock.systemUTC().instant(), Map.of());
            assertThat(doors.reader().read(met)).isEqualTo(new ReadOutcome.Silent(0));
            printer.setSoTimeout((int) TimeUnit.SECONDS.toMillis(5));
            DatagramPacket request = new DatagramPacket(new byte[2048], 2048);
            printer.receive(request);
            assertThat(request.getLength()).isPositive();
        }
    }

    @Test
    void everyDoor_opensAndClosesAtOnce() {
        try (Doors doors = open(Set.of(DiscoveryMethod.values()), List.of(), 161)) {
            assertThat(doors.finders()).hasSize(6);
        }
    }

    @Test
    @Timeout(20)
    void trap_isToldOnlyFromWhoeverIsSearched() throws Exception {
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        BlockingQueue<Sighting> told = new LinkedBlockingQueue<>();
        byte[] trap = HexFormat.of().parseHex("301802010104067075626c6963a70b0201010201000201003000");
        try (Doors doors = open(Set.of(DiscoveryMethod.SNMP), List.of(), 161, port)) {
            doors.hearTraps(told::add);
            doors.searching(TargetList.parse(List.of("127.0.0.64"), 10));
            for (String from : List.of("127.0.0.65", "127.0.0.64")) {
                try (DatagramSocket sender = new DatagramSocket(0, InetAddress.ofLiteral(from))) {
                    sender.send(new DatagramPacket(trap, trap.length, InetAddress.ofLiteral("127.0.0.1"), port));
                }
            }
            assertThat(told.take().address().getHostAddress()).isEqualTo("127.0.0.64");
            assertThat(told).isEmpty();
        }
    }

    @Test
    void trapPortThatIsTaken_stopsNothing() throws Exception {
        try (DatagramSocket other = new DatagramSocket(0);
                Doors doors = open(Set.of(DiscoveryMethod.SNMP), List.of(), 161, other.getLocalPort())) {
            doors.hearTraps(sighting -> {});
            assertThat(doors.finders()).hasSize(1);
        }
    }

    @Test
    void excludeThatCannotBeUnderstood_stopsTheStart() {
        assertThatThrownBy(() -> open(Set.of(DiscoveryMethod.SNMP), List.of("10.0.0.0/99"), 161))
                .isInstanceOf(CommandFault.class)
                .hasMessageContaining("[discovery] exclude")
                .hasMessageContaining("10.0.0.0/99");
    }

    private static Doors open(Set<DiscoveryMethod> methods, List<String> exclude, int port) {
        return open(methods, exclude, port, 0);
    }

    private static Doors open(Set<DiscoveryMethod> methods, List<String> exclude, int port, int trapPort) {
        Duration timeout = Duration.ofMillis(200);
        return Doors.open(
                new DiscoverySettings(
                        List.of("127.0.0.1"),
                        exclude,
                        Duration.ofMinutes(5),
                        100,
                        methods,
                        Map.of(),
                        timeout,
                        1,
                        new DiscoverySettings.Sweep(100, true, true, trapPort)),
                new SnmpSettings(
                        List.of(new Secret("public")), List.of(SnmpVersion.V2C), port, timeout, 0, Optional.empty()),
                Clock.systemUTC(),
                new Random(1),
                Doors.Use.SITE);
    }
}
