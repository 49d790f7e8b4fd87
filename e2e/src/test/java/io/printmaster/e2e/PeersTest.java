package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The peers themselves, asked by net-snmp's own commands: what fails here is the harness, not the product.
final class PeersTest {
    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void snmpsim_servesARecordingByItsName() throws Exception {
        String snmpget = Peers.need("snmpget").toString();
        InetSocketAddress simulator = Peers.snmpsim(programs, directory);

        ProgramUnderTest answer = ask(snmpget, "-v2c", "-c", "kyocera", "-On", at(simulator), "1.3.6.1.2.1.1.1.0");

        assertThat(answer.outText()).contains("KYOCERA");
    }

    @Test
    void snmpd_answersItsSealedUserOnly() throws Exception {
        String snmpget = Peers.need("snmpget").toString();
        InetSocketAddress printer = Peers.snmpd(programs, directory, "correct horse", "battery staple");

        ProgramUnderTest right = ask(
                snmpget,
                "-v3",
                "-l",
                "authPriv",
                "-u",
                "printmaster",
                "-a",
                "SHA-256",
                "-A",
                "correct horse",
                "-x",
                "AES",
                "-X",
                "battery staple",
                at(printer),
                "1.3.6.1.2.1.1.5.0");
        ProgramUnderTest wrong = ask(
                snmpget,
                "-v3",
                "-l",
                "authPriv",
                "-u",
                "printmaster",
                "-a",
                "SHA-256",
                "-A",
                "wrong password",
                "-x",
                "AES",
                "-X",
                "battery staple",
                at(printer),
                "1.3.6.1.2.1.1.5.0");

        assertThat(right.outText()).contains("sealed-printer");
        assertThat(wrong.errText()).contains("Authentication failure");
    }

    private ProgramUnderTest ask(String... command) {
        ProgramUnderTest program = programs.start(command[0], directory, Map.of("MIBS", ""), List.of(command));
        program.awaitExit(Duration.ofSeconds(60));
        return program;
    }

    private static String at(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
