package io.printmaster.agent.discover.wsd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.printmaster.agent.discover.Callout;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Against a hand-made device on the loopback: a UDP socket that answers Probe and Resolve, and an HTTP
/// server that answers WS-Transfer Get.
@Timeout(60)
final class WsdFinderTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final TargetList TARGETS = TargetList.parse(List.of("127.0.0.0/8"), 1L << 30);
    private static final WsdSettings SETTINGS = new WsdSettings(Duration.ofMillis(700), 2, Duration.ofSeconds(3), 16);
    private static final Pattern MESSAGE_ID = Pattern.compile("<wsa:MessageID>([^<]+)</wsa:MessageID>");
    private static final String METADATA = """
            <e xmlns:d="urn:d"><d:ThisModel><d:Manufacturer>Acme</d:Manufacturer><d:ModelName>P-1</d:ModelName>
            <d:PresentationUrl>http://127.0.0.1:80/</d:PresentationUrl></d:ThisModel>
            <d:ThisDevice><d:FriendlyName>Office</d:FriendlyName><d:FirmwareVersion>1.2</d:FirmwareVersion>
            <d:SerialNumber>AB12345</d:SerialNumber></d:ThisDevice></e>
            """;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Sighting> announced = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> gets = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private int metadata() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                gets.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] body = METADATA.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        open.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    private static String idOf(String message) {
        Matcher matcher = MESSAGE_ID.matcher(message);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private WsdFinder device(Function<String, String> answer, Reach reach) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, LOOPBACK);
        open.add(socket);
        Thread.ofVirtual().start(() -> {
            byte[] buffer = new byte[8192];
            while (!socket.isClosed()) {
                try {
                    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                    socket.receive(packet);
                    String question = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                    asked.add(question);
                    String said = answer.apply(question);
                    if (said != null) {
                        byte[] octets = said.getBytes(StandardCharsets.UTF_8);
                        socket.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            }
        });
        Callout.Destination destination =
                new Callout.Destination(new InetSocketAddress(LOOPBACK, socket.getLocalPort()), null);
        WsdFinder finder = new WsdFinder(
                SETTINGS,
                reach,
                Clock.systemUTC(),
                new Random(1),
                wanted -> List.of(destination),
                GroupEar.at(new InetSocketAddress(LOOPBACK, 0)));
        open.add(finder);
        return finder;
    }

    private static List<Sighting> find(WsdFinder finder) throws InterruptedException {
        List<Sighting> found = new ArrayList<>();
        finder.find(TARGETS, found::add);
        return found;
    }

    private static String probeMatch(String question, String types, String address) {
        return WsdParsingTest.match(WsdDialect.SUBMISSION, "ProbeMatch", idOf(question), types, address);
    }

    @Test
    void printer_isFound_andSaysWhoItIs() throws Exception {
        int port = metadata();
        WsdFinder finder =
                device(q -> probeMatch(q, "p:PrintDeviceType", "http://127.0.0.1:" + port + "/wsd"), Reach.TARGETS);

        List<Sighting> found = find(finder);

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().door()).isEqualTo(Sighting.Door.WSD);
        assertThat(found.getFirst().hints())
                .containsEntry(HintName.UUID, "11111111-2222-3333-4444-555555555555")
                .containsEntry(HintName.MANUFACTURER, "Acme")
                .containsEntry(HintName.MODEL, "P-1")
                .containsEntry(HintName.SERIAL, "AB12345")
                .containsEntry(HintName.FIRMWARE, "1.2")
                .containsEntry(HintName.NAME, "Office")
                .containsEntry(HintName.WEB_UI, "http://127.0.0.1:80/");
        assertThat(asked).hasSize(8);
        assertThat(asked.stream().map(WsdFinderTest::idOf).distinct()).hasSize(4);
        assertThat(gets).hasSize(1);
        assertThat(gets.getFirst())
                .contains("http://schemas.xmlsoap.org/ws/2004/09/transfer/Get")
                .contains("<wsa:To>urn:uuid:11111111-2222-3333-4444-555555555555</wsa:To>");
    }

    @Test
    void missingAddresses_areResolved() throws Exception {
        int port = metadata();
        WsdFinder finder = device(
                q -> q.contains("/Resolve<")
                        ? WsdParsingTest.match(
                                WsdDialect.SUBMISSION,
                                "ResolveMatch",
                                idOf(q),
                                "p:PrintDeviceType",
                                "http://127.0.0.1:" + port + "/")
                        : probeMatch(q, "p:PrintDeviceType", ""),
                Reach.TARGETS);

        assertThat(find(finder)).hasSize(1);
        assertThat(gets).hasSize(1);
        assertThat(asked).anyMatch(q -> q.contains("<wsd:Resolve>"));
    }

    @Test
    void addressOfAnotherHost_isNeverAsked() throws Exception {
        int port = metadata();
        WsdFinder finder = device(
                q -> probeMatch(
                        q, "p:PrintDeviceType", "http://localhost:" + port + "/ http://127.0.0.2:" + port + "/"),
                Reach.TARGETS);

        assertThat(find(finder)).hasSize(1);
        assertThat(gets).isEmpty();
    }

    @Test
    void computersAndAnswersToOthers_areNotTold() throws Exception {
        int port = metadata();
        String address = "http://127.0.0.1:" + port + "/";
        assertThat(find(device(q -> probeMatch(q, "x:Device y:Computer", address), Reach.TARGETS)))
                .isEmpty();
        assertThat(find(device(
                        q -> WsdParsingTest.match(
                                WsdDialect.SUBMISSION,
                                "ProbeMatch",
                                "urn:uuid:of-somebody-else",
                                "p:PrintDeviceType",
                                address),
                        Reach.TARGETS)))
                .isEmpty();
        assertThat(find(device(q -> probeMatch(q, "p:PrintDeviceType", address), new Reach(true, LOOPBACK::equals))))
                .isEmpty();
        assertThat(gets).isEmpty();
    }

    @Test
    void hello_isToldOfAtOnce_andByTheNextSearch() throws Exception {
        GroupEar ear = GroupEar.at(new InetSocketAddress(LOOPBACK, 0));
        WsdFinder finder =
                new WsdFinder(SETTINGS, Reach.TARGETS, Clock.systemUTC(), new Random(1), wanted -> List.of(), ear);
        open.add(finder);
        finder.listen(announced::add);
        byte[] hello = WsdParsingTest.match(WsdDialect.SUBMISSION, "Hello", "", "p:PrintDeviceType", "")
                .getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket device = new DatagramSocket(0, LOOPBACK)) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                device.send(new DatagramPacket(hello, hello.length, LOOPBACK, ear.port()));
                return !announced.isEmpty() && find(finder).size() == 1;
            });
            assertThat(announced.getFirst().address()).isEqualTo(LOOPBACK);
        }
    }
}
