package io.printmaster.agent.snmp.snmp4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.discover.CredentialBook;
import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Reach;
import io.printmaster.agent.discover.SnmpSweep;
import io.printmaster.agent.discover.SweepSettings;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.model.Sighting;
import io.printmaster.program.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/// The sweep over real sockets: a /24 of loopback addresses with 20 printers, with the defaults.
@org.junit.jupiter.api.Timeout(60)
final class LoopbackSweepTest {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    @Test
    void aNetworkOf254AddressesWith20Printers_isFoundWithinThreeSeconds() throws Exception {
        List<Responder> printers = new ArrayList<>();
        try (Snmp4jClient client = new Snmp4jClient()) {
            int port = 0;
            for (int i = 1; i <= 20; i++) {
                Responder printer = new Responder(
                                "127.20.0." + i * 12, port, new byte[] {(byte) 0x80, 0, 0, 1, 5, (byte) i}, 0, "public")
                        .put("1.3.6.1.2.1.1.1.0", new OctetString("Printer " + i))
                        .put("1.3.6.1.2.1.25.3.2.1.2.1", new OID("1.3.6.1.2.1.25.3.1.5"));
                printers.add(printer);
                port = printer.port();
            }
            client.start();
            CredentialBook book = CredentialBook.of(List.of(
                    new SnmpCredential.Community("v2c", SnmpCredential.Version.V2C, new Secret("public")),
                    new SnmpCredential.Community("v1", SnmpCredential.Version.V1, new Secret("public"))));
            SweepSettings settings = new SweepSettings(port, book, 1000, 300, 2, Duration.ofSeconds(1), true, true);
            List<Sighting> found = new ArrayList<>();

            FindSummary summary = new SnmpSweep(new SnmpSweep.Setup(
                            SnmpSweep.Tools.ofThisMachine(client, new Snmp4jDatagrams()),
                            settings,
                            Reach.TARGETS,
                            new SnmpSweep.Time(InstantSource.system(), System::nanoTime),
                            new Random(3)))
                    .find(TargetList.parse(List.of("127.20.0.0/24"), 1000), found::add);

            assertThat(found).hasSize(20);
            assertThat(summary.elapsed()).isLessThan(LIMIT);
        } finally {
            for (Responder printer : printers) {
                printer.close();
            }
        }
    }
}
