package io.printmaster.agent.discover.ssdp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Against a hand-made UPnP device on the loopback: a UDP socket that answers searches and an HTTP
/// server with its description.
@Timeout(60)
final class SsdpFinderTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final TargetList TARGETS = TargetList.parse(List.of("127.0.0.0/8"), 1L << 30);
    private static final SsdpSettings SETTINGS =
            new SsdpSettings(Duration.ofMillis(700), Duration.ofSeconds(1), 2, Duration.ofSeconds(3), 16);
    private static final String UUID = "11111111-2222-3333-4444-555555555555";
    private static final String PRINTER = """
            <root xmlns="urn:schemas-upnp-org:device-1-0"><device>
            <deviceType>urn:schemas-upnp-org:device:Basic:1</deviceType>
            <friendlyName>Office printer</friendlyName><manufacturer>Lexmark</manufacturer>
            <modelName>L-1</modelName><serialNumber>AB12345</serialNumber>
            <UDN>uuid:%s</UDN><presentationURL>http://127.0.0.1:80/</presentationURL>
            <deviceList><device><friendlyName>part of it</friendlyName></device></deviceList>
            </device></root>
            """.formatted(UUID);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Sighting> announced = new CopyOnWriteArrayList<>();
    private final List<String> searches = new CopyOnWriteArrayList<>();
    private final List<String> fetched = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private int description(byte[] body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                fetched.add(exchange.getRequestURI().getPath());
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        open.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    /// Answers each search with what the function makes of it; null is silence.
    private SsdpFinder device(Function<String, String> answer, Reach reach) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, LOOPBACK);
        open.add(socket);
        Thread.ofVirtual().start(() -> {
            byte[] buffer = new byte[2048];
            while (!socket.isClosed()) {
                try {
                    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                    socket.receive(packet);
                    String search = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
                    searches.add(search);
                    String said = answer.apply(search);
                    if (said != null) {
                        byte[] octets = said.getBytes(StandardCharsets.ISO_8859_1);
                        socket.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            }
        });
        Callout.Destination destination =
                new Callout.Destination(new InetSocketAddress(LOOPBACK, socket.getLocalPort()), null);
        SsdpFinder finder = new SsdpFinder(
                SETTINGS,
                reach,
                Clock.systemUTC(),
                wanted -> List.of(destination),
                GroupEar.at(new InetSocketAddress(LOOPBACK, 0)));
        open.add(finder);
        return finder;
    }

    private static String answer(String target, String location) {
        return "HTTP/1.1 200 OK\r\nST: " + target + "\r\nUSN: uuid:" + UUID + "::" + target + "\r\nLOCATION: "
                + location + "\r\nSERVER: test\r\n\r\n";
    }

    private static List<Sighting> find(SsdpFinder finder) throws InterruptedException {
        List<Sighting> found = new ArrayList<>();
        finder.find(TARGETS, found::add);
        return found;
    }

    @Test
    void deviceThatAnswersOnlyToRootdevice_isFoundByItsDescription() throws Exception {
        int port = description(PRINTER.getBytes(StandardCharsets.UTF_8));
        SsdpFinder finder = device(
                s -> s.contains("ST: upnp:rootdevice\r\n")
                        ? answer("upnp:rootdevice", "http://127.0.0.1:" + port + "/d.xml")
                        : null,
                Reach.TARGETS);
        List<Sighting> found = new ArrayList<>();

        FindSummary summary = finder.find(TARGETS, found::add);

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().address()).isEqualTo(LOOPBACK);
        assertThat(found.getFirst().door()).isEqualTo(Sighting.Door.SSDP);
        assertThat(found.getFirst().hints())
                .containsEntry(HintName.NAME, "Office printer")
                .containsEntry(HintName.MANUFACTURER, "Lexmark")
                .containsEntry(HintName.MODEL, "L-1")
                .containsEntry(HintName.SERIAL, "AB12345")
                .containsEntry(HintName.UUID, UUID)
                .containsEntry(HintName.WEB_UI, "http://127.0.0.1:80/");
        assertThat(fetched).containsExactly("/d.xml");
        assertThat(summary.candidates()).isEqualTo(1);
        assertThat(summary.packets()).isEqualTo(12);
        assertThat(searches)
                .hasSize(12)
                .allMatch(s -> s.contains("MAN: \"ssdp:discover\"\r\n") && s.contains("MX: 1\r\n"));
        SsdpFinder.SEARCH_TARGETS.forEach(t -> assertThat(searches).anyMatch(s -> s.contains("\r\nST: " + t + "\r\n")));
    }

    @Test
    void descriptionOfAnotherHost_isNeverFetched_andThePrinterTypeAloneIsEnough() throws Exception {
        int port = description(PRINTER.getBytes(StandardCharsets.UTF_8));
        SsdpFinder finder = device(
                s -> answer("urn:schemas-upnp-org:device:Printer:1", "http://localhost:" + port + "/d.xml"),
                Reach.TARGETS);

        assertThat(find(finder)).hasSize(1);
        assertThat(fetched).isEmpty();
    }

    @Test
    void otherDevices_areNotTold() throws Exception {
        int port = description(
                "<root><device><manufacturer>AVM</manufacturer><modelName>Router</modelName></device></root>"
                        .getBytes(StandardCharsets.UTF_8));
        SsdpFinder finder =
                device(s -> answer("upnp:rootdevice", "http://127.0.0.1:" + port + "/d.xml"), Reach.TARGETS);

        assertThat(find(finder)).isEmpty();
        assertThat(fetched).isNotEmpty();
    }

    @Test
    void hugeDescription_isNotTaken() throws Exception {
        int port = description(("<root>" + " ".repeat(70_000) + PRINTER + "</root>").getBytes(StandardCharsets.UTF_8));
        SsdpFinder finder =
                device(s -> answer("upnp:rootdevice", "http://127.0.0.1:" + port + "/d.xml"), Reach.TARGETS);

        assertThat(find(finder)).isEmpty();
    }

    @Test
    void excludedAddress_isNeitherAskedNorTold() throws Exception {
        int port = description(PRINTER.getBytes(StandardCharsets.UTF_8));
        SsdpFinder finder = device(
                s -> answer("urn:schemas-upnp-org:device:Printer:1", "http://127.0.0.1:" + port + "/d.xml"),
                new Reach(true, LOOPBACK::equals));

        assertThat(find(finder)).isEmpty();
        assertThat(fetched).isEmpty();
    }

    @Test
    void garbage_isNothing() throws Exception {
        SsdpFinder finder = device(s -> "\u0000\u0001 HTTP/1.1 200 OK", Reach.TARGETS);

        assertThat(find(finder)).isEmpty();
    }

    @Test
    void announcement_isToldOfAtOnce_andByTheNextSearch() throws Exception {
        GroupEar ear = GroupEar.at(new InetSocketAddress(LOOPBACK, 0));
        SsdpFinder finder = new SsdpFinder(SETTINGS, Reach.TARGETS, Clock.systemUTC(), wanted -> List.of(), ear);
        open.add(finder);
        finder.listen(announced::add);
        byte[] notify =
                ("NOTIFY * HTTP/1.1\r\nNTS: ssdp:alive\r\nNT: urn:schemas-upnp-org:device:Printer:1\r\nUSN: uuid:"
                                + UUID + "::x\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        try (DatagramSocket device = new DatagramSocket(0, LOOPBACK)) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                device.send(new DatagramPacket(notify, notify.length, LOOPBACK, ear.port()));
                return !announced.isEmpty() && find(finder).size() == 1;
            });
            assertThat(announced.getFirst().address()).isEqualTo(LOOPBACK);
        }
    }
}
