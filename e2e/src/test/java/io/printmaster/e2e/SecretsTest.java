package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.agent.store.AgentVault;
import io.printmaster.agent.store.sqlite.SqliteVault;
import io.printmaster.wire.JoinString;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A real agent and a real server, both at DEBUG, with every kind of secret in play: none of them is in anything they
/// say, on their command lines, in their environments, or in a file of the data directories.
final class SecretsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String COMMUNITY = "community-Zq7vK2";
    private static final String AUTH_PASSWORD = "v3-auth-Yt9wL4xx";
    private static final String PRIV_PASSWORD = "v3-priv-Xs8uM3xx";

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void secrets_areNowhereToBeRead() throws Exception {
        PrinterFleet printers = PrinterFleet.start(programs, 2);
        ServerUnderTest server = ServerUnderTest.in(programs, directory);
        Files.createDirectories(server.data());
        Files.writeString(server.data().resolve("server.ini"), "[server]\nlog_level = debug\naccess_log = true\n");
        server.start();
        JoinString join = server.joinString();
        String password = server.createAdmin("alice");
        AgentUnderTest agent =
                AgentUnderTest.in(programs, directory, "agent-secret", printers.range(), printers.port());
        agent.configure(Files.readString(agent.config())
                        .replace("ranges = " + printers.range(), "ranges = " + printers.range() + ", 127.20.0.200-201")
                + """
                [logging]
                level = debug
                [snmp.127.20.0.200]
                community = %s
                [snmp.127.20.0.201]
                version = 3
                v3_user = reader
                v3_auth = SHA256
                v3_auth_password = %s
                v3_priv = AES128
                v3_priv_password = %s
                """.formatted(COMMUNITY, AUTH_PASSWORD, PRIV_PASSWORD));
        // As an unattended start gets it: by a file, which is the caller's to keep.
        Path joinFile = Files.writeString(directory.resolve("join"), join.format());
        ProgramUnderTest running = programs.printmaster(
                Map.of("PRINTMASTER_JOIN_FILE", joinFile.toString()),
                "agent",
                "run",
                "--config",
                agent.config().toString());
        await().atMost(PATIENCE)
                .until(() -> server.database().number("SELECT count(DISTINCT device_key) FROM metrics") == 2);
        String session = signIn(join, password);

        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("join token", join.token());
        secrets.put("join string", join.format());
        secrets.put("community", COMMUNITY);
        secrets.put("auth password", AUTH_PASSWORD);
        secrets.put("priv password", PRIV_PASSWORD);
        secrets.put("admin password", password);
        secrets.put("session", session);
        secrets.put("bearer token", bearerToken(agent.data()));
        for (ProgramUnderTest program : List.of(running, server.process())) {
            assertThat(program.lines("DEBUG")).as("it does log at DEBUG").isNotEmpty();
            String said = program.outText() + "\n" + program.errText();
            nothingOf(secrets, "what it says: " + program.name(), said);
            nothingOf(secrets, "its command line", proc(program, "cmdline"));
            nothingOf(secrets, "its environment", proc(program, "environ"));
            bearerIsCut(said);
        }
        for (Path data : List.of(agent.data(), server.data())) {
            for (Path file : files(data)) {
                nothingOf(secrets, file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static void nothingOf(Map<String, String> secrets, String where, String text) {
        secrets.forEach((name, secret) ->
                assertThat(text.contains(secret)).as(name + " in " + where).isFalse());
    }

    /// The bearer token is known to agent and server only; what is said of it is its beginning.
    private static void bearerIsCut(String said) {
        assertThat(said.lines().filter(line -> line.contains("token=")))
                .allMatch(line -> line.matches(".*token=[A-Za-z0-9_-]{8}\\.\\.\\..*"));
        assertThat(said).doesNotContain("Bearer ");
    }

    /// As the agent itself reads it, with its key.
    private static String bearerToken(Path data) {
        try (SqliteVault vault = SqliteVault.readOnly(data, data.resolve(SqliteVault.KEY_NAME), new SecureRandom())
                .orElseThrow()) {
            return vault.secret(AgentVault.SecretSetting.BEARER_TOKEN)
                    .orElseThrow()
                    .reveal();
        }
    }

    private static String proc(ProgramUnderTest program, String what) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(program.pid()), what), StandardCharsets.ISO_8859_1);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /// Signs in as a browser does, and gives the cookie's value.
    private static String signIn(JoinString join, String password) {
        try (WireClient client = new WireClient(join)) {
            String form = "user=alice&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(join.server() + "/login").normalize())
                            .timeout(Duration.ofSeconds(20))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form)));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
            String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
            return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
        }
    }
}
