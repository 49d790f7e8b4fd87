package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The agent's SNMPv3 (SHA-256, AES-128) against net-snmp's own daemon, which here says that it is a printer.
final class SnmpV3PeerTest {
    private static final String AUTH = "correct horse";
    private static final String PRIV = "battery staple";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void sealedPrinter_isReadByItsUser() throws Exception {
        InetSocketAddress printer = Peers.snmpd(programs, directory, AUTH, PRIV);
        AgentUnderTest agent = agent(printer, AUTH);

        agent.start();

        await().atMost(PATIENCE).until(() -> agent.devices().number("SELECT count(*) FROM metrics") == 1);
        JsonNode device = detail(agent, "devices");
        assertThat(device.path("serial").asString()).isEqualTo(Peers.SEALED_SERIAL);
        assertThat(detail(agent, "metrics").path("page_count").asLong()).isEqualTo(Peers.SEALED_PAGES);
    }

    @Test
    void wrongPassword_isTheReasonGiven() throws Exception {
        InetSocketAddress printer = Peers.snmpd(programs, directory, AUTH, PRIV);
        AgentUnderTest agent = agent(printer, "not the password");

        agent.start();

        String reason = agent.process().awaitLine(PATIENCE, "WARN", printer.getHostString());
        assertThat(reason).containsIgnoringCase("password");
        assertThat(agent.process().errText()).doesNotContain("not the password", AUTH, PRIV);
        assertThat(agent.devices().number("SELECT count(*) FROM devices")).isZero();
    }

    private static JsonNode detail(AgentUnderTest agent, String table) {
        JsonMapper json = JsonMapper.shared();
        return json.readTree(agent.devices()
                .rows("SELECT detail FROM " + table)
                .getFirst()
                .path("detail")
                .asString());
    }

    private AgentUnderTest agent(InetSocketAddress printer, String authPassword) {
        AgentUnderTest agent =
                AgentUnderTest.in(programs, directory, "agent-sealed", printer.getHostString(), printer.getPort());
        agent.configure("""
                [server]
                agent_id = agent-sealed

                [discovery]
                ranges = %s
                interval = 10
                methods = snmp

                [snmp]
                version = 3
                port = %d
                v3_user = printmaster
                v3_auth = SHA256
                v3_auth_password = %s
                v3_priv = AES128
                v3_priv_password = %s

                [storage]
                data_dir = %s
                mode = disk
                """.formatted(printer.getHostString(), printer.getPort(), authPassword, PRIV, agent.data()));
        return agent;
    }
}
