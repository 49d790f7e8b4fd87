package io.printmaster.agent.discover.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.printmaster.agent.discover.Callout;
import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.GroupEar;
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
import java.net.StandardSocketOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Another mDNS stack announces on the loopback interface, ours finds.
@Timeout(120)
final class MdnsFinderTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final TargetList TARGETS = TargetList.parse(List.of("127.0.0.0/8"), 1L << 30);
    private static final MdnsSettings SETTINGS = new MdnsSettings(Duration.ofMillis(1500));

    @BeforeAll
    static void loopbackHasToCarryMulticast() throws IOException {
        InetAddress group = InetAddress.getByName("224.0.0.251");
        NetworkInterface loopback = NetworkInterface.getByInetAddress(LOOPBACK);
        try (MulticastSocket hearing = new MulticastSocket(0);
                DatagramSocket speaking = new DatagramSocket(0, LOOPBACK)) {
            hearing.joinGroup(new InetSocketAddress(group, 0), loopback);
            hearing.setSoTimeout(1000);
            speaking.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
            speaking.send(new DatagramPacket(new byte[] {1}, 1, group, hearing.getLocalPort()));
            hearing.receive(new DatagramPacket(new byte[1], 1));
        } catch (SocketTimeoutException e) {
            assumeTrue(false, "the loopback interface of this machine carries no multicast");
        }
    }

    /// On the loopback interface, and deaf to announcements: what is found was answered to the asker
    /// alone.
    private static MdnsFinder finder(GroupEar ear) throws IOException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(LOOPBACK);
        Callout.Destination group =
                new Callout.Destination(new InetSocketAddress(MdnsFinder.GROUP4, MdnsFinder.PORT), loopback);
        return new MdnsFinder(SETTINGS, Reach.TARGETS, Clock.systemUTC(), wanted -> List.of(group), ear);
    }

    private static GroupEar deaf() {
        return GroupEar.at(new InetSocketAddress(LOOPBACK, 0));
    }

    private static List<Sighting> find(MdnsFinder finder) throws InterruptedException {
        List<Sighting> found = new ArrayList<>();
        finder.find(TARGETS, found::add);
        return found;
    }

    @Test
    void announcedPrinter_isFound_andQueueAndReservedNameAreNot() throws Exception {
        try (JmDNS announcer = JmDNS.create(LOOPBACK, "acme1");
                MdnsFinder finder = finder(deaf())) {
            announcer.registerService(ServiceInfo.create(
                    "_ipp._tcp.local.", "Office printer", 8631, 0, 0, Map.of("rp", "ipp/print", "ty", "Acme P-1")));
            announcer.registerService(
                    ServiceInfo.create("_printer._tcp.local.", "Office printer", 0, 0, 0, Map.of("a", "b")));
            announcer.registerService(ServiceInfo.create(
                    "_ipp._tcp.local.", "Shared", 8632, 0, 0, Map.of("rp", "printers/x", "printer-type", "0x1046")));

            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                List<Sighting> found = find(finder);
                assertThat(found).hasSize(2);
                assertThat(found)
                        .filteredOn(s -> !s.hints().containsKey(HintName.QUEUE))
                        .singleElement()
                        .satisfies(printer -> {
                            assertThat(printer.port()).isEqualTo(8631);
                            assertThat(printer.hints())
                                    .containsEntry(HintName.NAME, "Office printer")
                                    .containsEntry(HintName.IPP_PORT, "8631")
                                    .containsEntry(HintName.IPP_PATH, "ipp/print")
                                    .containsEntry("txt.ty", "Acme P-1");
                        });
                assertThat(found)
                        .filteredOn(s -> s.hints().containsKey(HintName.QUEUE))
                        .singleElement()
                        .satisfies(queue -> assertThat(queue.hints()).containsEntry(HintName.QUEUE, "Shared"));
            });
        }
    }

    @Test
    void goodbye_isHeard_andWhatIsAnnouncedBetweenSearchesIsToldOfAtOnce() throws Exception {
        DnsName instance = new DnsName(List.of("Coming and going", "_ipp", "_tcp", "local"));
        List<Sighting> heard = new CopyOnWriteArrayList<>();
        GroupEar ear = deaf();
        try (MdnsFinder finder = finder(ear);
                DatagramSocket device = new DatagramSocket(0, LOOPBACK)) {
            finder.listen(heard::add);
            byte[] hello = TestMessage.announcement(instance, 120, LOOPBACK);
            byte[] goodbye = TestMessage.announcement(instance, 0, LOOPBACK);

            device.send(new DatagramPacket(hello, hello.length, LOOPBACK, ear.port()));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() == 1);
            assertThat(heard.getFirst().hints()).containsEntry(HintName.NAME, "Coming and going");
            assertThat(find(finder)).hasSize(1);

            device.send(new DatagramPacket(goodbye, goodbye.length, LOOPBACK, ear.port()));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> find(finder).isEmpty());
        }
    }

    @Test
    void searchWithNoTargetOnAnyLink_asksNobodyAndDoesNotWait() throws Exception {
        TargetList elsewhere = TargetList.parse(List.of("240.0.0.1"), 10);
        try (MdnsFinder finder = new MdnsFinder(SETTINGS, Reach.TARGETS, Clock.systemUTC())) {
            FindSummary summary = finder.find(elsewhere, sighting -> {});

            assertThat(summary.packets()).isZero();
            assertThat(summary.elapsed()).isLessThan(SETTINGS.patience());
        }
    }
}
