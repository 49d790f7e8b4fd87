package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.snmp.snmp4j.Responder;
import io.printmaster.program.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/// `scan` against a device on a real socket.
class ScanCommandTest {
    private static final byte[] ENGINE = {(byte) 0x80, 0, 0, 9, 5, 1, 2, 3, 4, 5};

    @TempDir
    private Path temporary;

    private String out = "";
    private String err = "";

    @Test
    void printer_isPrintedAsOneLineOfJson() throws Exception {
        try (Responder device = device("site")) {
            assertThat(scan(device, "--json", "--community", "site")).isEqualTo(ExitCode.OK);
        }

        assertThat(out.lines()).hasSize(1);
        assertThat(Json.parse(out).path("serial").asString()).isEqualTo("AC12345678");
    }

    @Test
    void printerWithoutIdentity_isPrintedWithANote() throws Exception {
        try (Responder device = device("public").put("1.3.6.1.2.1.43.5.1.1.17.1", new OctetString(""))) {
            assertThat(scan(device, "--json")).isEqualTo(ExitCode.OK);
        }

        assertThat(Json.parse(out).path("device_key").asString()).isEmpty();
        assertThat(Json.parse(out).path("note").asString()).isNotEmpty();
        assertThat(err).contains("127.0.0.1: no serial");
    }

    @Test
    void userOfVersion3_getsInWhereNoCommunityDoes() throws Exception {
        Path password = Files.writeString(temporary.resolve("password"), "auth-pass-1\n");
        UsmUser user = new UsmUser(
                new OctetString("reader"),
                AuthSHA.ID,
                new OctetString("auth-pass-1"),
                PrivAES128.ID,
                new OctetString("priv-pass-1"));
        try (Responder device = device("nobody-knows", user)) {
            assertThat(scan(
                            device,
                            "--json",
                            "--snmp-version",
                            "3",
                            "--v3-user",
                            "reader",
                            "--v3-auth",
                            "sha",
                            "--v3-auth-password-file",
                            password.toString(),
                            "--v3-priv",
                            "aes",
                            "--v3-priv-password",
                            "priv-pass-1"))
                    .isEqualTo(ExitCode.OK);
        }

        assertThat(Json.parse(out).path("serial").asString()).isEqualTo("AC12345678");
        assertThat(out + err).doesNotContain("auth-pass-1", "priv-pass-1");
    }

    @Test
    void deadTarget_costsLittleMoreThanOneTimeoutAndSaysWhatToCheck() throws Exception {
        try (DatagramSocket mute = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            long started = System.nanoTime();
            int exit = agent(
                    "scan", "127.0.0.1", "--timeout", "0.2", "--snmp-port", Integer.toString(mute.getLocalPort()));
            Duration took = Duration.ofNanos(System.nanoTime() - started);

            assertThat(exit).isEqualTo(ExitCode.NOT_FOUND);
            assertThat(took).isBetween(Duration.ofMillis(200), Duration.ofSeconds(3));
            assertThat(err).contains("no printer found", "UDP port " + mute.getLocalPort());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--v3-auth sha",
                "--v3-context c",
                "--v3-user u --v3-auth sha",
                "--v3-user u --v3-auth sha --v3-auth-password short",
                "--v3-user u --v3-auth rot13 --v3-auth-password 12345678",
                "--v3-user u --v3-priv aes --v3-priv-password 12345678",
                "--v3-user u --v3-auth-password 12345678",
                "--v3-user u --v3-auth sha --v3-auth-password-file /nowhere/password",
                "--v3-user u --v3-auth sha --v3-auth-password 12345678 --v3-auth-password-file f",
                "--v3-user u --snmp-version 2c",
                "--snmp-version 3",
                "--snmp-version 4",
                "--snmp-port 0",
                "--timeout 0",
                "--rate 0",
                "--community=",
                "--methods telepathy",
                "--methods ipp",
            })
    void wrongOptions_areWrongUsageInOneLine(String options) {
        String[] arguments = ("scan 127.0.0.1 " + options).split(" ");

        assertThat(agent(arguments)).isEqualTo(ExitCode.USAGE);

        assertThat(err.lines().filter(line -> !line.contains("warning")))
                .hasSizeBetween(1, 2)
                .first()
                .asString()
                .startsWith("printmaster: ");
        assertThat(err).doesNotContain("12345678", "Exception");
    }

    private static Responder device(String community, UsmUser... users) throws IOException {
        return new Responder("127.0.0.1", 0, ENGINE, 1, community, users)
                .put("1.3.6.1.2.1.1.1.0", new OctetString("Acme print card"))
                .put("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.99999.1"))
                .put("1.3.6.1.2.1.25.3.2.1.2.1", new OID("1.3.6.1.2.1.25.3.1.5"))
                .put("1.3.6.1.2.1.25.3.2.1.3.1", new OctetString("Acme Press 9"))
                .put("1.3.6.1.2.1.25.3.5.1.1.1", new Integer32(3))
                .put("1.3.6.1.2.1.43.5.1.1.17.1", new OctetString("AC12345678"));
    }

    private int scan(Responder device, String... options) {
        String[] arguments = new String[options.length + 6];
        arguments[0] = "scan";
        arguments[1] = "127.0.0.1";
        arguments[2] = "--snmp-port";
        arguments[3] = Integer.toString(device.port());
        arguments[4] = "--timeout";
        arguments[5] = "0.5";
        System.arraycopy(options, 0, arguments, 6, options.length);
        return agent(arguments);
    }

    private int agent(String... arguments) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream talk = new ByteArrayOutputStream();
        int exit;
        try (PrintStream o = new PrintStream(data, true, StandardCharsets.UTF_8);
                PrintStream e = new PrintStream(talk, true, StandardCharsets.UTF_8)) {
            exit = Main.execute(new Console(o, e, Map.of()), arguments);
        }
        out = data.toString(StandardCharsets.UTF_8);
        err = talk.toString(StandardCharsets.UTF_8);
        return exit;
    }
}
