package io.printmaster.agent.discover.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.printmaster.agent.discover.Reach;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.model.HintName;
import io.printmaster.model.Sighting;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two real mDNS stacks on the loopback interface: one announces, ours finds.
@Timeout(120)
final class MdnsFinderTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final TargetList TARGETS = TargetList.parse(List.of("127.0.0.0/8"), 1L << 30);
    private static final MdnsSettings SETTINGS = new MdnsSettings(true, Duration.ofMinutes(1), Duration.ofSeconds(1));

    @BeforeAll
    static void loopbackHasToCarryMulticast() throws IOException {
        InetAddress group = InetAddress.getByName("224.0.0.251");
        NetworkInterface loopback = NetworkInterface.getByInetAddress(LOOPBACK);
        try (MulticastSocket hearing = new MulticastSocket(0);
                DatagramSocket speaking = new DatagramSocket(0, LOOPBACK)) {
            hearing.joinGroup(new InetSocketAddress(group, 0), loopback);
            hearing.setSoTimeout(1000);
            speaking.setOption(java.net.StandardSocketOptions.IP_MULTICAST_IF, loopback);
            speaking.send(new DatagramPacket(new byte[] {1}, 1, group, hearing.getLocalPort()));
            hearing.receive(new DatagramPacket(new byte[1], 1));
        } catch (SocketTimeoutException e) {
            assumeTrue(false, "the loopback interface of this machine carries no multicast");
        }
    }

    private static List<Sighting> find(MdnsFinder finder) throws InterruptedException {
        List<Sighting> found = new ArrayList<>();
        finder.find(TARGETS, found::add);
        return found;
    }

    @Test
    void announcedPrinter_isFound_andQueueAndReservedNameAreNot() throws Exception {
        try (JmDNS announcer = JmDNS.create(LOOPBACK, "acme1");
                MdnsFinder finder =
                        new MdnsFinder(SETTINGS, Reach.TARGETS, Clock.systemUTC(), () -> Set.of(LOOPBACK))) {
            announcer.registerService(ServiceInfo.create(
                    "_ipp._tcp.local.", "Office printer", 8631, 0, 0, Map.of("rp", "ipp/print", "ty", "Acme P-1")));
            announcer.registerService(
                    ServiceInfo.create("_printer._tcp.local.", "Office printer", 0, 0, 0, Map.of("a", "b")));
            announcer.registerService(ServiceInfo.create(
                    "_ipp._tcp.local.", "Shared", 8632, 0, 0, Map.of("rp", "printers/x", "printer-type", "0x1046")));
            finder.open();

            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                List<Sighting> found = find(finder);
                assertThat(found).hasSize(1);
                assertThat(found.getFirst().port()).isEqualTo(8631);
                assertThat(found.getFirst().hints())
                        .containsEntry(HintName.NAME, "Office printer")
                        .containsEntry(HintName.IPP_PORT, "8631")
                        .containsEntry(HintName.IPP_PATH, "ipp/print")
                        .containsEntry("txt.ty", "Acme P-1");
                assertThat(finder.queues()).containsKey("Shared");
            });
        }
    }

    /// The library takes ten seconds and more to drop what said goodbye.
    @Test
    @Tag("long")
    void printerThatSaidGoodbye_isGone() throws Exception {
        try (JmDNS announcer = JmDNS.create(LOOPBACK, "acme2");
                MdnsFinder finder =
                        new MdnsFinder(SETTINGS, Reach.TARGETS, Clock.systemUTC(), () -> Set.of(LOOPBACK))) {
            announcer.registerService(
                    ServiceInfo.create("_ipp._tcp.local.", "Leaving", 8631, 0, 0, Map.of("rp", "ipp/print")));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !find(finder).isEmpty());

            announcer.unregisterAllServices();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> find(finder).isEmpty());
        }
    }

    @Test
    void closedFinder_opensAgainWithTheNextSearch() throws Exception {
        MdnsFinder finder = new MdnsFinder(SETTINGS, Reach.TARGETS, Clock.systemUTC(), () -> Set.of(LOOPBACK));
        finder.open();
        finder.close();
        finder.close();

        assertThat(find(finder)).isEmpty();
        finder.close();
    }
}
