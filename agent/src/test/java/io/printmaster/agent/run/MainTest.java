package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.printmaster.agent.send.CaPin;
import io.printmaster.agent.send.FakeServer;
import io.printmaster.agent.send.FakeServer.Reply;
import io.printmaster.agent.send.FakeServer.Seen;
import io.printmaster.agent.send.TestAuthority;
import io.printmaster.program.ExitCode;
import io.printmaster.wire.JoinString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private static final String REGISTERED =
            "{\"success\":true,\"agent_id\":\"agent-7\",\"agent_token\":\"ZyXwVuTsRqPoNmLk\",\"tenant_id\":\"t\"}";

    @TempDir
    private Path temporary;

    private final FakeServer server = FakeServer.start();
    private final Map<String, String> environment = new HashMap<>();
    private String out = "";
    private String err = "";

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void noCommand_isWrongUsageAndNamesTheCommands() {
        assertThat(agent()).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("run, join, leave, status");
    }

    @Test
    void unknownOption_isWrongUsageInOneLine() {
        assertThat(agent("status", "--jsno")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("--jsno").doesNotContain("Exception");
    }

    @Test
    void version_isTheBuilds() {
        assertThat(agent("--version")).isEqualTo(ExitCode.OK);
        assertThat(out).startsWith("PrintMaster agent ").doesNotContain("unknown", "${");
    }

    @Test
    void configurationWithThreeFaults_listsAllThree() throws Exception {
        Path config = write("""
                [server]
                server_url = ftp://nowhere
                server_heartbeat_interval = often
                server_uplod_interval = 300
                """);

        assertThat(agent("run", "--config", config.toString(), "--data-dir", data()))
                .isEqualTo(ExitCode.USAGE);

        assertThat(err).contains("server_url", "server_heartbeat_interval", "server_uplod_interval");
        assertThat(err).doesNotContain("\tat ");
    }

    @Test
    void configurationThatIsNotThere_isNamed() {
        assertThat(agent("run", "--config", "/nowhere/config.ini")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("/nowhere/config.ini");
    }

    @Test
    void dataDirectoryThatCannotBeWritten_isNamed() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");

        assertThat(agent("run", "--data-dir", file.resolve("data").toString())).isEqualTo(ExitCode.FAILED);

        assertThat(err).contains(file.resolve("data").toString(), "cannot be written");
        assertThat(err.lines().filter(l -> l.startsWith("printmaster:"))).hasSize(1);
    }

    @Test
    void statusOfAnAgentThatNeverJoined_saysHowToJoinAndMakesNothing() {
        assertThat(agent("status", "--data-dir", data())).isEqualTo(ExitCode.NOT_JOINED);
        assertThat(out).contains("NOT JOINED", "agent join");
        assertThat(Path.of(data())).doesNotExist();
    }

    @Test
    void statusAsJson_hasASchemaVersion() {
        agent("status", "--json", "--data-dir", data());

        assertThat(Json.parse(out).path("schema_version").asInt()).isEqualTo(1);
        assertThat(Json.parse(out).path("running").asBoolean(true)).isFalse();
    }

    @Test
    void join_storesTheMembershipForTheAgentThatIsNotRunning() throws Exception {
        server.behave(this::whole);

        assertThat(agent("join", joinString(FakeServer.authority()), "--data-dir", data()))
                .isEqualTo(ExitCode.OK);

        assertThat(out).contains("Joined " + server.url() + " as agent-7");
        assertThat(err).contains("INFO  Agent registered successfully agent_id=agent-7 token=ZyXwVuTs...");
        assertThat(out + err).doesNotContain("join-token-1", "ZyXwVuTsRqPoNmLk");
        assertThat(agent("status", "--data-dir", data())).isEqualTo(ExitCode.FAILED);
        assertThat(out).contains("not running", server.url().toString(), "agent-7");
        assertThat(agent("leave", "--data-dir", data())).isEqualTo(ExitCode.OK);
        assertThat(agent("status", "--data-dir", data())).isEqualTo(ExitCode.NOT_JOINED);
    }

    @Test
    void joinWithWrongPin_isRefusedAndSendsNothing() {
        server.behave(this::whole);

        assertThat(agent("join", joinString(TestAuthority.create()), "--data-dir", data()))
                .isEqualTo(ExitCode.NOT_JOINED);

        assertThat(err).contains("nothing secret was sent");
        assertThat(server.seen()).extracting(Seen::path).containsExactly("/ca.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pm1.", "pm1.AAAA", "hello", "pm2.abc", "pm1.!!!!"})
    void wrongJoinString_isWrongUsage(String wrong) {
        assertThat(agent("join", wrong, "--data-dir", data())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("join string");
    }

    @Test
    void joinWithoutAnything_isWrongUsage() {
        assertThat(agent("join", "--data-dir", data())).isEqualTo(ExitCode.USAGE);
        assertThat(agent("join", "--server", "https://h", "--data-dir", data())).isEqualTo(ExitCode.USAGE);
        assertThat(agent("join", "--server", "http://h", "--token", "t")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("https://");
    }

    @Test
    void expiredJoinToken_isRefused() throws Exception {
        server.behave(r -> Reply.of(401, "{\"code\":\"token_expired\",\"detail\":\"the join token has expired\"}"));
        Path ca = Files.writeString(
                temporary.resolve("ca.pem"), FakeServer.authority().pem());

        assertThat(agent(
                        "join",
                        "--json",
                        "--server",
                        server.url().toString(),
                        "--token",
                        "abcdefgh",
                        "--ca",
                        ca.toString(),
                        "--data-dir",
                        data()))
                .isEqualTo(ExitCode.NOT_JOINED);

        assertThat(err).contains("the join token has expired", "new join string");
        assertThat(Json.parse(out).path("outcome").asString()).isEqualTo("token_expired");
    }

    @Test
    void serverThatDoesNotAnswer_isUnreachable() {
        String join = joinString(FakeServer.authority());
        server.close();

        assertThat(agent("join", join, "--data-dir", data())).isEqualTo(ExitCode.SERVER_UNREACHABLE);
        assertThat(err).contains("no connection to 127.0.0.1");
    }

    @Test
    void wrongCaFile_isNamed() throws Exception {
        Path file = Files.writeString(temporary.resolve("ca.pem"), "no certificate");

        assertThat(agent(
                        "join",
                        "--server",
                        "https://h",
                        "--token",
                        "abcdefgh",
                        "--ca",
                        file.toString(),
                        "--data-dir",
                        data()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err).contains(file.toString());
    }

    @Test
    void brokenIdentity_saysJoinAgainAndJoiningMendsIt() throws Exception {
        server.behave(this::whole);
        agent("join", joinString(FakeServer.authority()), "--data-dir", data());
        Files.writeString(Path.of(data()).resolve("agent.db"), "this is no database".repeat(1_000));

        assertThat(agent("status", "--data-dir", data())).isNotEqualTo(ExitCode.OK);
        assertThat(err).contains("agent.db");
        assertThat(agent("join", joinString(FakeServer.authority()), "--data-dir", data()))
                .isEqualTo(ExitCode.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipp", "carrier-pigeon"})
    void scanWithoutAWayOfFinding_isWrongUsageAndNamesTheWays(String methods) {
        assertThat(agent("scan", "127.0.0.1", "--methods", methods)).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("snmp, mdns, ssdp").doesNotContain("Exception");
    }

    @Test
    void brokenQueue_isNamedByStatusAndLeftAlone() throws Exception {
        Files.createDirectories(Path.of(data()));
        Path broken = Files.writeString(Path.of(data()).resolve("devices.db"), "this is no database".repeat(1_000));

        assertThat(agent("status", "--data-dir", data())).isNotEqualTo(ExitCode.OK);

        assertThat(err).contains("devices.db").doesNotContain("Exception", "\tat ");
        assertThat(Files.readString(broken)).startsWith("this is no database");
    }

    @Test
    void configShow_hidesSecretsAndNamesOrigins() {
        environment.put("PRINTMASTER_SNMP_COMMUNITY", "tellnobody");

        assertThat(agent("config", "show", "--origin")).isEqualTo(ExitCode.OK);

        assertThat(out).contains("community = ***", "environment PRINTMASTER_SNMP_COMMUNITY", "; default");
        assertThat(out + err).doesNotContain("tellnobody");
    }

    @Test
    void configShowAsJson_isOneDocument() {
        assertThat(agent("config", "show", "--json")).isEqualTo(ExitCode.OK);
        assertThat(Json.parse(out).path("values").size()).isGreaterThan(20);
    }

    @Test
    void secondAgentOnTheSameDirectory_isRefused() throws Exception {
        assumeThat(Path.of(data()).toString().length()).isLessThan(95);
        try (Home home = Home.take(Path.of(data()), Map.of(), Clock.systemUTC(), new java.security.SecureRandom())) {
            assertThat(home.directory().path()).exists();
            assertThat(agent("run", "--data-dir", data())).isEqualTo(ExitCode.FAILED);
        }
        assertThat(err).contains("another agent");
    }

    private int agent(String... arguments) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream talk = new ByteArrayOutputStream();
        int exit;
        try (PrintStream o = new PrintStream(data, true, StandardCharsets.UTF_8);
                PrintStream e = new PrintStream(talk, true, StandardCharsets.UTF_8)) {
            exit = Main.execute(new Console(o, e, environment), arguments);
        }
        out = data.toString(StandardCharsets.UTF_8);
        err = talk.toString(StandardCharsets.UTF_8);
        return exit;
    }

    private String data() {
        return temporary.resolve("data").toString();
    }

    private Path write(String config) throws IOException {
        return Files.writeString(temporary.resolve("config.ini"), config);
    }

    private Reply whole(Seen request) {
        return switch (request.path().substring(request.path().lastIndexOf('/') + 1)) {
            case "ca.pem" -> Reply.of(200, FakeServer.authority().pem());
            case "register-with-token" -> Reply.of(200, REGISTERED);
            default -> Reply.of(200, "{\"success\":true}");
        };
    }

    private String joinString(TestAuthority authority) {
        return new JoinString(server.url().base(), CaPin.of(authority.certificate()), "join-token-1").format();
    }
}
