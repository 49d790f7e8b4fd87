package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The doors beside SNMP, met by programs that others wrote: the agent stands in one network, they in
/// another, with a cable between.
@Timeout(300)
final class RealDoorsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final JsonMapper JSON = JsonMapper.shared();

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    private NetworkNamespace agents;
    private NetworkNamespace site;
    private AnnouncingPeers peers;
    private String link;

    @BeforeEach
    void connect() throws Exception {
        agents = NetworkNamespace.make(programs);
        site = NetworkNamespace.make(programs);
        link = agents.connect("10.77.0.1/24", site, "10.77.0.2/24");
        agents.ip("addr", "add", "fd00:77::1/64", "dev", link, "nodad");
        site.ip("addr", "add", "fd00:77::2/64", "dev", link, "nodad");
        peers = new AnnouncingPeers(programs, site, directory, "10.77.0.2");
    }

    private List<JsonNode> scan(NetworkNamespace from, String... words) {
        List<String> command = new ArrayList<>(List.of("agent", "scan", "--json", "--timeout", "0.3"));
        command.addAll(List.of(words));
        ProgramUnderTest scan = from.printmaster(programs, command.toArray(String[]::new));
        scan.awaitExit(PATIENCE);
        return scan.out().stream().map(JSON::readTree).toList();
    }

    /// Avahi and CUPS' own printer, and beside it a queue that CUPS shares: one printer, and no queue.
    @Test
    void printerWithoutSnmp_isFoundByMdns_andReadByIpp_andASharedQueueIsNoPrinter() throws Exception {
        peers.avahi();
        peers.printer(8631);
        peers.cups();
        peers.queue("shared-queue", "ipp://" + AnnouncingPeers.HOST + ":8631/ipp/print");

        await().atMost(PATIENCE).untilAsserted(() -> {
            List<JsonNode> found = scan(agents, "10.77.0.0/24");
            assertThat(found).singleElement().satisfies(printer -> {
                assertThat(printer.path("manufacturer").asString()).isEqualTo("HP");
                assertThat(printer.path("model").asString()).isEqualTo("LaserJet Sim");
                assertThat(printer.path("ip").asString()).isEqualTo("10.77.0.2");
                assertThat(printer.path("discovery_method").asString()).isEqualTo("mdns");
                assertThat(printer.path("source_type").asString()).isEqualTo("ipp");
                assertThat(printer.path("status").asString()).isEqualTo("idle");
                assertThat(printer.path("supplies").size()).isEqualTo(5);
                assertThat(printer.path("trays").size()).isGreaterThanOrEqualTo(2);
            });
        });
    }

    /// The cycle would come round in an hour: it is the announcement that leads to the reading.
    @Test
    void printerThatAnnouncesItself_isReadWithinSeconds() throws Exception {
        peers.avahi();
        AgentUnderTest agent = AgentUnderTest.in(programs, directory, "agent-ears", "10.77.0.0/24", 161);
        agent.configure("""
            [server]
            server_enabled = false
            agent_id = agent-ears
            [discovery]
            ranges = 10.77.0.0/24
            interval = 3600
            [snmp]
            timeout = 0.3
            retries = 0
            [storage]
            mode = disk
            data_dir = %s
            """.formatted(agent.data()));
        ProgramUnderTest run = agents.printmaster(
                programs, "agent", "run", "--config", agent.config().toString());
        run.awaitLine(PATIENCE, "Scan finished", "found=0");

        peers.printer(8631);
        await().atMost(PATIENCE).until(() -> agent.devices().number("SELECT count(*) FROM devices") == 1);

        assertThat(run.lines("Scan finished")).as("cycles").hasSize(1);
    }

    /// GUPnP answers the search; the printer behind the same address is read by IPP.
    @Test
    void upnpPrinter_isFoundBySsdp() throws Exception {
        peers.avahi();
        peers.printer(631);
        peers.upnpPrinter(link);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(scan(agents, "10.77.0.2", "--methods", "ssdp,ipp"))
                        .singleElement()
                        .satisfies(printer -> {
                            assertThat(printer.path("discovery_method").asString())
                                    .isEqualTo("ssdp");
                            assertThat(printer.path("model").asString()).isEqualTo("LaserJet Sim");
                        }));
    }

    @Test
    void computerThatAnswersWsDiscovery_isNoPrinter() throws Exception {
        peers.computer(link);

        await().atMost(PATIENCE).untilAsserted(() -> {
            ProgramUnderTest scan = agents.printmaster(programs, "agent", "scan", "10.77.0.2", "--methods", "wsd,ipp");
            scan.awaitExit(PATIENCE);
            assertThat(scan.errText()).contains("1 devices answered, none of them a printer");
        });
    }

    /// CUPS on the agent's own computer: the printer on the cable is a device, whatever is behind the
    /// other queue is not. No device file is opened on the way.
    @Test
    void printerOnACable_isFoundThroughItsQueue_withoutOpeningIt() throws Exception {
        peers.cups();
        peers.queue("cable", "usb://HP/LaserJet%201020?serial=FN12345");
        peers.queue("elsewhere", "ipp://" + AnnouncingPeers.HOST + ":8631/ipp/print");
        String strace = Peers.need("strace").toString();
        Path trace = directory.resolve("opened");
        ProgramUnderTest scan = site.start(
                programs,
                "agent under strace",
                Map.of("PRINTMASTER_NO_BUILD", "1"),
                List.of(
                        strace,
                        "-f",
                        "--seccomp-bpf",
                        "-e",
                        "trace=open,openat",
                        "-o",
                        trace.toString(),
                        Repository.ROOT.resolve("printmaster").toString(),
                        "agent",
                        "scan",
                        "127.0.0.1",
                        "--json",
                        "--methods",
                        "usb,ipp"));
        scan.awaitExit(PATIENCE);

        assertThat(scan.out()).singleElement().satisfies(line -> {
            JsonNode printer = JSON.readTree(line);
            assertThat(printer.path("serial").asString()).isEqualTo("FN12345");
            assertThat(printer.path("manufacturer").asString()).isEqualTo("HP");
            assertThat(printer.path("model").asString()).isEqualTo("LaserJet 1020");
            assertThat(printer.path("device_type").asString()).isEqualTo("shared");
            assertThat(printer.path("status").asString()).isEqualTo("idle");
            assertThat(printer.has("ip")).isFalse();
        });
        assertThat(Files.readString(trace)).contains("/sys/").doesNotContain("/dev/usb", "/dev/lp");
    }
}
