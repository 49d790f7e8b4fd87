package io.printmaster.agent.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.printmaster.agent.snmp.snmp4j.Snmp4jDatagrams;
import io.printmaster.model.Sighting;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// With real sockets on the loopback network.
@Timeout(30)
final class TrapEarTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /// A coldStart by SNMPv2c with no variables.
    private static final byte[] TRAP =
            HexFormat.of().parseHex("3018020101040670757" + "26c6963a70b0201010201000201003000");

    private final List<Sighting> told = Collections.synchronizedList(new ArrayList<>());

    private TrapEar ear(Duration pause) {
        return new TrapEar(
                new Snmp4jDatagrams(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                1161,
                source -> !source.getHostAddress().equals("127.0.0.66"),
                InstantSource.fixed(NOW),
                pause);
    }

    private static void send(TrapEar ear, String from, byte[] octets) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral(from))) {
            socket.send(new DatagramPacket(octets, octets.length, InetAddress.getLoopbackAddress(), ear.port()));
        }
    }

    @Test
    void trap_makesASightingOfItsSource_andNothingElseDoes() throws Exception {
        try (TrapEar ear = ear(Duration.ofSeconds(10))) {
            ear.open(told::add);
            send(ear, "127.0.0.65", "no SNMP at all".getBytes(StandardCharsets.UTF_8));
            send(ear, "127.0.0.66", TRAP);
            send(ear, "127.0.0.64", TRAP);

            await().until(() -> !told.isEmpty());
            assertThat(told).singleElement().satisfies(sighting -> {
                assertThat(sighting.address().getHostAddress()).isEqualTo("127.0.0.64");
                assertThat(sighting.port()).isEqualTo(1161);
                assertThat(sighting.credential()).isEmpty();
                assertThat(sighting.at()).isEqualTo(NOW);
                assertThat(sighting.hints()).containsEntry(TrapEar.HINT, "v2c");
            });
        }
    }

    @Test
    void burstFromOneSource_isReadAtOnceAndOnceMoreAtItsEnd() throws Exception {
        try (TrapEar ear = ear(Duration.ofMillis(400))) {
            ear.open(told::add);
            for (int i = 0; i < 50; i++) {
                send(ear, "127.0.0.64", TRAP);
            }
            send(ear, "127.0.0.67", TRAP);

            await().until(() -> told.size() == 3);
            await().during(Duration.ofSeconds(1)).until(() -> told.size() == 3);
            assertThat(told)
                    .extracting(sighting -> sighting.address().getHostAddress())
                    .containsExactly("127.0.0.64", "127.0.0.67", "127.0.0.64");
        }
    }

    @Test
    void floodFromManySources_isBounded() throws Exception {
        try (TrapLimit limit = new TrapLimit(Duration.ofMinutes(1))) {
            for (int i = 0; i < 1_000; i++) {
                InetAddress source = InetAddress.ofLiteral("10.0." + i / 250 + "." + i % 250);
                limit.admit(source, () -> told.add(new Sighting(source, 161, Sighting.Door.SNMP, "", NOW, Map.of())));
            }
        }
        assertThat(told).hasSize(64);
    }

    @Test
    void portThatIsTaken_isAnErrorThatTheCallerCanSay() throws Exception {
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                TrapEar ear = new TrapEar(
                        new Snmp4jDatagrams(),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), other.getLocalPort()),
                        161,
                        source -> true,
                        InstantSource.fixed(NOW),
                        Duration.ofSeconds(10))) {
            assertThatThrownBy(() -> ear.open(told::add)).isInstanceOf(IOException.class);
        }
    }
}
