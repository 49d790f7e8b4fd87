package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.printmaster.agent.snmp.snmp4j.Responder;
import io.printmaster.program.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import tools.jackson.databind.node.ObjectNode;

/// `explain` against devices on real sockets, one for each verdict.
class ExplainCommandTest {
    private static final byte[] ENGINE = {(byte) 0x80, 0, 0, 9, 5, 1, 2, 3, 4, 5};

    @TempDir
    private Path directory;

    private String out = "";
    private String err = "";

    @Test
    void printerThatAnswersSnmp_isRead() throws Exception {
        try (Responder device = printer("public")) {
            ObjectNode told = explain(device.port(), closedPort());

            assertThat(told.path("verdict").asString()).isEqualTo("read");
            assertThat(told.path("exit_code").asInt()).isEqualTo(ExitCode.OK);
            assertThat(told.path("schema_version").asInt()).isEqualTo(1);
            assertThat(told.path("printer").path("serial").asString()).isEqualTo("AC12345678");
            assertThat(results(told)).contains("snmp v2c-community-1 read", "snmp v1-community-1 answers");
        }
    }

    @Test
    void wrongCommunity_isToldTogetherWithVersion3() throws Exception {
        try (Responder device = printer("secret-word")) {
            ObjectNode told = explain(device.port(), closedPort());

            assertThat(told.path("verdict").asString()).isEqualTo("not_readable");
            assertThat(told.path("exit_code").asInt()).isEqualTo(ExitCode.FAILED);
            assertThat(results(told))
                    .contains(
                            "snmp v2c-community-1 silent",
                            "snmp v1-community-1 silent",
                            "snmp v3-without-a-user answers");
            assertThat(told.path("next_step").asString()).contains("--v3-user", "--community");
        }
    }

    @Test
    void wrongPasswordOfVersion3_isRefusedWithTheReason() throws Exception {
        UsmUser user =
                new UsmUser(new OctetString("reader"), AuthSHA.ID, new OctetString("right-password"), null, null);
        try (Responder device = printer("nobody-knows", user)) {
            ObjectNode told = explain(
                    device.port(),
                    closedPort(),
                    "--snmp-version",
                    "3",
                    "--v3-user",
                    "reader",
                    "--v3-auth",
                    "sha",
                    "--v3-auth-password",
                    "wrong-password");

            assertThat(told.path("verdict").asString()).isEqualTo("refused");
            assertThat(told.path("sentence").asString()).contains("wrong SNMPv3 auth password");
            assertThat(results(told)).contains("snmp v3-user-1 refused");
            assertThat(out + err).doesNotContain("wrong-password");
        }
    }

    @Test
    void printerWithIppOnly_isReadAndToldHowToGetMore() throws Exception {
        HttpServer web = ippPrinter();
        try (DatagramSocket mute = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            ObjectNode told = explain(mute.getLocalPort(), web.getAddress().getPort());

            assertThat(told.path("verdict").asString()).isEqualTo("read");
            assertThat(told.path("exit_code").asInt()).isEqualTo(ExitCode.OK);
            assertThat(told.path("sentence").asString()).contains("read by IPP", "SNMP is off");
            assertThat(told.path("next_step").asString()).contains("SNMP");
        } finally {
            web.stop(0);
        }
    }

    @Test
    void nothing_isNotFound() throws Exception {
        // A loopback address without any socket refuses TCP, so IPP is left out: nothing must speak for a host.
        int exit = agent(
                "explain",
                "127.0.77.1",
                "--methods",
                "snmp",
                "--timeout",
                "0.1",
                "--data-dir",
                directory.toString(),
                "--json");

        assertThat(exit).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(Json.parse(out).path("verdict").asString()).isEqualTo("nothing_there");
    }

    @Test
    void excludedAddress_isLeftAloneAndSaidSo() throws Exception {
        Path config = Files.writeString(directory.resolve("config.ini"), """
                [discovery]
                ranges = 127.0.0.0/24
                exclude = 10.0.0.1, 127.0.0.1
                """);
        try (Responder device = printer("public")) {
            ObjectNode told = explain(device.port(), closedPort(), "--config", config.toString());

            assertThat(told.path("verdict").asString()).isEqualTo("excluded");
            assertThat(told.path("excluded_by").asString()).isEqualTo("127.0.0.1");
            assertThat(told.path("range").asString()).isEqualTo("127.0.0.0/24");
            assertThat(told.path("tried").size()).isZero();
            assertThat(device.requests()).isZero();
        }
    }

    @Test
    void printerBeyondTheRanges_isNotSearched() throws Exception {
        Path config = Files.writeString(directory.resolve("config.ini"), "[discovery]\nranges = 10.0.0.0/24\n");
        try (Responder device = printer("public")) {
            ObjectNode told = explain(device.port(), closedPort(), "--config", config.toString());

            assertThat(told.path("verdict").asString()).isEqualTo("not_searched");
            assertThat(told.path("next_step").asString()).contains("127.0.0.1", "ranges");
        }
    }

    @Test
    void hostThatIsNoPrinter_isSaidToBeNone() throws Exception {
        try (Responder router = new Responder("127.0.0.1", 0, ENGINE, 1, "public")
                .put("1.3.6.1.2.1.1.1.0", new OctetString("Acme \u001b[31mrouter"))
                .put("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.9.1"))) {
            ObjectNode told = explain(router.port(), closedPort());

            assertThat(told.path("verdict").asString()).isEqualTo("not_a_printer");
            assertThat(told.path("exit_code").asInt()).isEqualTo(ExitCode.FAILED);
            assertThat(told.path("sentence").asString()).contains("router").doesNotContain("\u001b");
        }
    }

    @Test
    void peopleAreToldTheSame_withoutControlCharacters() throws Exception {
        try (Responder device =
                printer("public").put("1.3.6.1.2.1.1.1.0", new OctetString("Acme\u001b]0;owned\u0007"))) {
            int exit = agent(arguments(device.port(), closedPort()));

            assertThat(exit).isEqualTo(ExitCode.OK);
            assertThat(out)
                    .startsWith("127.0.0.1: It is read by SNMP with v2c-community-1")
                    .contains("v1-community-1");
            assertThat(out.chars().filter(c -> Character.isISOControl(c) && c != '\n'))
                    .isEmpty();
        }
    }

    @Test
    void wrongUsage_isTold() {
        assertThat(agent("explain", "10.0.0.0/24", "--data-dir", directory.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(agent("explain")).isEqualTo(ExitCode.USAGE);
        assertThat(agent("explain", "127.0.0.1", "--ipp-port", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(agent("explain", "127.0.0.1", "--methods", "telepathy")).isEqualTo(ExitCode.USAGE);
    }

    private static Responder printer(String community, UsmUser... users) throws IOException {
        return new Responder("127.0.0.1", 0, ENGINE, 1, community, users)
                .put("1.3.6.1.2.1.1.1.0", new OctetString("Acme print card"))
                .put("1.3.6.1.2.1.25.3.2.1.2.1", new OID("1.3.6.1.2.1.25.3.1.5"))
                .put("1.3.6.1.2.1.25.3.2.1.3.1", new OctetString("Acme Press 9"))
                .put("1.3.6.1.2.1.43.5.1.1.17.1", new OctetString("AC12345678"));
    }

    /// Says what the kept input of the IPP fuzzer says.
    private static HttpServer ippPrinter() throws IOException {
        byte[] answer = ExplainCommandTest.class
                .getResourceAsStream("/fuzz/ipp/printer")
                .readAllBytes();
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/ipp/print", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        web.start();
        return web;
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String[] arguments(int snmpPort, int ippPort, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "explain",
                "127.0.0.1",
                "--methods",
                "snmp,ipp",
                "--timeout",
                "0.2",
                "--data-dir",
                directory.toString(),
                "--snmp-port",
                Integer.toString(snmpPort),
                "--ipp-port",
                Integer.toString(ippPort)));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private ObjectNode explain(int snmpPort, int ippPort, String... more) {
        String[] plain = arguments(snmpPort, ippPort, more);
        String[] arguments = Arrays.copyOf(plain, plain.length + 1);
        arguments[plain.length] = "--json";
        int exit = agent(arguments);
        assertThat(out).as(err).isNotEmpty();
        ObjectNode told = Json.parse(out);
        assertThat(told.path("exit_code").asInt()).isEqualTo(exit);
        return told;
    }

    private static List<String> results(ObjectNode told) {
        List<String> results = new ArrayList<>();
        told.path("tried")
                .forEach(one -> results.add(one.path("door").asString() + " "
                        + one.path("with").asString() + " " + one.path("result").asString()));
        return results;
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
