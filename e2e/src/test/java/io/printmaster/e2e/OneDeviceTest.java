package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One printer, met at every door.
@Timeout(300)
final class OneDeviceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ADDRESS = "10.78.0.2";

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    /// Acceptance case 28 of docs/printers.md.
    @Test
    void printerOfSnmpMdnsSsdpAndIpp_isOneDeviceAtTheServer() {
        NetworkNamespace agents = NetworkNamespace.make(programs);
        NetworkNamespace site = NetworkNamespace.make(programs);
        agents.connect("10.78.0.1/24", site, ADDRESS + "/24");
        ProgramUnderTest printer = site.java(programs, AnnouncedPrinter.class, ADDRESS);
        String serial = printer.awaitLine(PATIENCE, "answers as").replaceFirst(".*answers as ", "");
        ServerUnderTest server = ServerUnderTest.in(programs, directory);
        agents.printmaster(
                        programs,
                        "server",
                        "run",
                        "--data-dir",
                        server.data().toString(),
                        "--listen",
                        "127.0.0.1:" + server.port(),
                        "--public-url",
                        server.address().toString())
                .awaitLine(PATIENCE, "Server listening");
        AgentUnderTest agent = AgentUnderTest.in(programs, directory, "agent-doors", ADDRESS, 161);
        agent.configure("""
            [server]
            agent_id = agent-doors
            server_upload_interval = 5
            server_heartbeat_interval = 5
            [discovery]
            interval = 10
            mdns_interval = 10
            ssdp_interval = 10
            wsd_interval = 10
            [storage]
            mode = disk
            data_dir = %s
            """.formatted(agent.data()));
        String config = agent.config().toString();
        agents.printmaster(programs, "agent", "join", server.joinString().format(), "--config", config)
                .awaitExit(PATIENCE);
        ProgramUnderTest run = agents.printmaster(programs, "agent", "run", "--config", config);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(run.lines("Scan finished")).hasSizeGreaterThanOrEqualTo(3));
        await().atMost(PATIENCE).until(() -> server.database().number("SELECT count(*) FROM devices") > 0);

        List<JsonNode> devices = server.database().rows("SELECT device_key, serial, ip FROM devices");
        assertThat(devices).singleElement().satisfies(device -> {
            assertThat(device.path("serial").asString()).isEqualTo(serial);
            assertThat(device.path("device_key").asString()).contains(serial);
            assertThat(device.path("ip").asString()).isEqualTo(ADDRESS);
        });
        assertThat(server.database().number("SELECT count(*) FROM metrics")).isPositive();
        for (String door : List.of("snmp", "mdns", "ssdp")) {
            assertMetBy(agents, door, serial);
        }
    }

    /// Each door by itself leads to the same device.
    private void assertMetBy(NetworkNamespace agents, String door, String serial) {
        ProgramUnderTest scan =
                agents.printmaster(programs, "agent", "scan", "10.78.0.0/24", "--json", "--methods", door + ",ipp");
        scan.awaitExit(PATIENCE);

        assertThat(scan.out()).singleElement().satisfies(line -> {
            JsonNode printer = JsonMapper.shared().readTree(line);
            assertThat(printer.path("serial").asString()).isEqualTo(serial);
            assertThat(printer.path("discovery_method").asString()).isEqualTo(door);
        });
    }
}
