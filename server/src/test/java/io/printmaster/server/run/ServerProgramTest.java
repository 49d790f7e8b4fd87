package io.printmaster.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.TenantId;
import io.printmaster.program.ExitCode;
import io.printmaster.server.auth.JoinDesk;
import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.http.Route;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole server over real TLS, with a real database.
class ServerProgramTest {
    private static final String DEVICE =
            "{\"serial\":\"%s\",\"manufacturer\":\"Acme\",\"model\":\"Laser\",\"ip\":\"10.0.0.1\",\"device_type\":\"network\"}";

    @TempDir
    Path directory;

    private ServerProgram program;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        program = ServerProgram.start(config(0), Clock.systemUTC(), new SecureRandom());
        client = trusting(directory.resolve("tls/ca.pem"));
    }

    @AfterEach
    void stop() {
        client.close();
        program.close();
    }

    private ServerConfig config(int port) {
        return new ServerConfig(
                "127.0.0.1",
                port,
                directory,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "info",
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static HttpClient trusting(Path ca) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(ca))));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, factory.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + program.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(to(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String token, String body) throws Exception {
        HttpRequest.Builder request = to(path).POST(BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> postBytes(String path, String token, String encoding, byte[] body) throws Exception {
        return client.send(
                to(path).POST(BodyPublishers.ofByteArray(body))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Encoding", encoding)
                        .build(),
                BodyHandlers.ofString());
    }

    private <T> T inStore(Function<Store, T> work) {
        try (Store store = SqliteStore.open(directory, new Random(1))) {
            return work.apply(store);
        }
    }

    private String joinToken(int uses) {
        return inStore(store -> new JoinDesk(store, Clock.systemUTC(), new SecureRandom())
                .create(new JoinDesk.Wish(TenantId.DEFAULT, "", OptionalInt.of(uses), Duration.ofHours(1)), "test", "")
                .token());
    }

    private HttpResponse<String> register(String agent, String token) throws Exception {
        String body = "{\"agent_id\":\"" + agent + "\",\"token\":\"" + token + "\",\"agent_version\":\"v0.2.0\"}";
        return post("/api/v1/agents/register", "", body);
    }

    private String joined(String agent) throws Exception {
        HttpResponse<String> answer = register(agent, joinToken(1));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Matcher token = Pattern.compile("\"agent_token\":\"([^\"]+)\"").matcher(answer.body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private List<String> audit() {
        return inStore(store ->
                store
                        .read(tx -> tx.audit().page(new Scope.Everyone(), Audit.Filter.ALL, PageRequest.first(100)))
                        .items()
                        .stream()
                        .map(e -> e.agentId() + " " + e.action() + ": " + e.details())
                        .toList());
    }

    @Test
    void health_isPublic_speaksHttp2_andCarriesTheSecurityHeaders() throws Exception {
        HttpResponse<String> health = get("//health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(health.body()).contains("\"status\":\"healthy\"");
        assertThat(health.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(health.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/ca.pem").body()).isEqualTo(Files.readString(directory.resolve("tls/ca.pem")));
    }

    @Test
    void agent_joinsSendsAndIsAudited() throws Exception {
        String token = joined("agent-01");
        String devices = "{\"devices\":[" + DEVICE.formatted("SER0001") + "," + DEVICE.formatted("SER0002") + "]}";
        String metrics =
                "{\"metrics\":[{\"serial\":\"SER0001\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"page_count\":7},"
                        + "{\"serial\":\"NOBODY1\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"page_count\":7}]}";

        assertThat(post("/api/v1/agents/heartbeat", token, "{\"status\":\"active\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/api/v1/devices/batch", token, devices).body()).contains("\"stored\":2");
        assertThat(post("/api/v1/metrics/batch", token, metrics).body())
                .contains("\"received\":2", "\"stored\":1", "\"code\":\"unknown_device\"", "\"index\":1");

        assertThat(audit())
                .contains(
                        "agent-01 register: Agent registered: v0.2.0",
                        "agent-01 heartbeat: Status: active",
                        "agent-01 upload_devices: Uploaded 2 devices",
                        "agent-01 upload_metrics: Uploaded 1 snapshots, refused 1");
    }

    @Test
    void badRecord_isRefusedAlone() throws Exception {
        String token = joined("agent-01");
        String body = "{\"devices\":[" + DEVICE.formatted("SER0001") + ",{\"serial\":17}," + DEVICE.formatted("SER0002")
                + "]}";
        assertThat(post("/api/v1/devices/batch", token, body).body())
                .contains("\"received\":3", "\"stored\":2", "\"index\":1");
    }

    @Test
    void batchSentAgain_getsTheSameAnswer_otherContentUnderItsId_isRefused() throws Exception {
        String token = joined("agent-01");
        String id = "\"batch_id\":\"" + UUID.randomUUID() + "\",";
        String body = "{" + id + "\"devices\":[" + DEVICE.formatted("SER0001") + "]}";
        HttpResponse<String> first = post("/api/v1/devices/batch", token, body);
        HttpResponse<String> second = post("/api/v1/devices/batch", token, body);
        HttpResponse<String> other = post("/api/v1/devices/batch", token, body.replace("SER0001", "SER0009"));

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("batch_id_reused");
        assertThat(audit().stream().filter(a -> a.contains("upload_devices"))).hasSize(1);
    }

    @Test
    void bodyOfAnotherAgent_isForbidden_andAudited() throws Exception {
        String token = joined("agent-01");
        HttpResponse<String> answer = post("/api/v1/agents/heartbeat", token, "{\"agent_id\":\"agent-02\"}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(audit()).contains("agent-01 forbidden: Tried to send as agent agent-02");
    }

    @Test
    void oversizedAndBrokenBodies_areRefused_andTheServerLivesOn() throws Exception {
        String token = joined("agent-01");
        String path = "/api/v1/devices/batch";
        assertThat(post(path, token, "{").statusCode()).isEqualTo(400);
        assertThat(post(path, token, "[".repeat(100_000)).statusCode()).isEqualTo(400);
        assertThat(postBytes(path, token, "gzip", new byte[] {1, 2, 3}).statusCode())
                .isEqualTo(400);
        assertThat(postBytes(path, token, "br", new byte[10]).statusCode()).isEqualTo(415);
        assertThat(postBytes(path, token, "gzip", gzip(200 << 20)).statusCode()).isEqualTo(413);
        assertThat(post(path, token, "{\"devices\":[" + "0,".repeat(20_000) + "0]}")
                        .statusCode())
                .isEqualTo(413);
        HttpResponse<String> wide = post(path, token, " ".repeat(9 << 20));
        assertThat(wide.statusCode()).isEqualTo(413);
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    /// A plain client sends on without waiting; it must hear why it was refused, not see its line cut.
    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void bodyRefusedBeforeItsEnd_isAnsweredWithTheProblem(HttpClient.Version version) throws Exception {
        String token = joined("agent-01");
        byte[] plain = " ".repeat(9 << 20).getBytes(StandardCharsets.US_ASCII);
        byte[] deep = "[".repeat(400_000).getBytes(StandardCharsets.US_ASCII);
        byte[] noise = new byte[2 << 20];
        new Random(1).nextBytes(noise);

        byte[] bomb = gzip(100 << 20);
        for (int i = 0; i < 3; i++) {
            assertRefused(version, token, "identity", plain, 413, "too_large");
            assertRefused(version, token, "gzip", bomb, 413, "too_large");
            assertRefused(version, token, "identity", deep, 400, "malformed");
            assertRefused(version, token, "gzip", noise, 400, "malformed");
            assertRefused(version, "wrong", "identity", noise, 401, "invalid_token");
        }
    }

    private void assertRefused(
            HttpClient.Version version, String token, String encoding, byte[] body, int status, String code)
            throws Exception {
        HttpRequest.Builder request = to("/api/v1/devices/batch")
                .version(version)
                .header("Authorization", "Bearer " + token)
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body));
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    private static byte[] gzip(int blanks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{\"devices\":[".getBytes(StandardCharsets.UTF_8));
            byte[] block = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < blanks >> 20; i++) {
                gzip.write(block);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void joinRules_holdOverTheWire() throws Exception {
        String once = joinToken(1);
        assertThat(register("a1", "").statusCode()).isEqualTo(403);
        assertThat(register("a1", "unknown-token").statusCode()).isEqualTo(401);
        assertThat(register("a1", once).statusCode()).isEqualTo(200);
        assertThat(register("a2", once).statusCode()).isEqualTo(401);
        String token = joined("a3");
        assertThat(register("a1", token).statusCode())
                .as("another agent's token")
                .isEqualTo(403);
        assertThat(register("a3", token).statusCode()).as("its own token").isEqualTo(200);
        assertThat(post("/api/v1/agents/heartbeat", token, "{}").statusCode())
                .as("the former token ends")
                .isEqualTo(401);
    }

    @Test
    void wrongTokens_areSlowedDown_butNeverLockOutTheRightOne() throws Exception {
        String token = joined("agent-01");
        int last = 0;
        for (int i = 0; i < 40; i++) {
            last = post("/api/v1/agents/heartbeat", "wrong" + i, "{}").statusCode();
        }
        assertThat(last).isEqualTo(429);
        assertThat(post("/api/v1/agents/heartbeat", token, "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void revokedAgent_isOutAtOnce() throws Exception {
        String token = joined("agent-01");
        assertThat(post("/api/v1/agents/heartbeat", token, "{}").statusCode()).isEqualTo(200);
        String[] revoke = {"agent", "revoke", "agent-01", "--data-dir", directory.toString()};

        assertThat(Main.execute(revoke)).isEqualTo(ExitCode.OK);

        assertThat(post("/api/v1/agents/heartbeat", token, "{}").statusCode()).isEqualTo(401);
        assertThat(Main.execute(revoke)).as("a second time").isEqualTo(ExitCode.NOT_FOUND);
        assertThat(inStore(store -> store.read(
                                tx -> tx.audit().page(new Scope.Everyone(), Audit.Filter.ALL, PageRequest.first(100))))
                        .items())
                .filteredOn(entry -> entry.action().equals("agent_revoke"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.actor()).isEqualTo("command"))
                .satisfies(entry -> assertThat(entry.agentId()).isEqualTo("agent-01"));
    }

    @Test
    void portInUse_isToldInOneLine() {
        assertThatThrownBy(() -> ServerProgram.start(config(program.port()), Clock.systemUTC(), new SecureRandom()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + program.port())
                .hasRootCauseInstanceOf(BindException.class);
    }

    @Test
    void secondStart_keepsTheCa() throws Exception {
        String pin = program.caPin();
        program.close();
        program = ServerProgram.start(config(0), Clock.systemUTC(), new SecureRandom());
        assertThat(program.caPin()).isEqualTo(pin);
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void managementCommands_workBesideTheRunningServer_withTheirExitCodes() {
        String dir = directory.toString();
        assertThat(Main.execute("join-token", "create", "--data-dir", dir, "--json"))
                .isEqualTo(ExitCode.OK);
        assertThat(Main.execute("join-token", "list", "--data-dir", dir)).isEqualTo(ExitCode.OK);
        assertThat(Main.execute("join-token", "revoke", "none", "--data-dir", dir))
                .isEqualTo(ExitCode.NOT_FOUND);
        assertThat(Main.execute("join-token", "create", "--data-dir", dir, "--lifetime", "soon"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(Main.execute("agent", "list", "--data-dir", dir)).isEqualTo(ExitCode.OK);
        assertThat(Main.execute("agent", "revoke", "none", "--data-dir", dir)).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(Main.execute("agent", "revoke", "not an id", "--data-dir", dir))
                .isEqualTo(ExitCode.USAGE);
        assertThat(Main.execute("admin", "create", "--data-dir", dir)).isEqualTo(ExitCode.OK);
        assertThat(Main.execute("run", "--data-dir", dir, "--database", "postgres://x/y"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(Main.execute("run", "--data-dir", dir, "--listen", "127.0.0.1:" + program.port()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(Main.execute()).isEqualTo(ExitCode.USAGE);
        assertThat(audit()).anyMatch(a -> a.contains("user_add: User admin added with role owner"));
    }

    @Test
    void everyRouteButThePublicOnes_refusesStrangers() throws Exception {
        List<String> open = List.of(
                "GET /health",
                "GET /livez",
                "GET /readyz",
                "GET /api/version",
                "GET /ca.pem",
                "POST /api/v1/agents/register",
                "POST /api/v1/agents/register-with-token",
                "POST /api/v1/agents/device-auth/start",
                "POST /api/v1/agents/device-auth/poll");
        for (var route : program.routes()) {
            String path = route.pattern().replaceAll("\\{[^}]*}", "x");
            String line = route.method() + " " + route.pattern();
            if (route.access().word().equals("anyone")) {
                if (route.kind() == Route.Kind.API) {
                    assertThat(open).contains(line);
                }
                continue;
            }
            int status = client.send(
                            to(path).method(route.method(), BodyPublishers.ofString("{"))
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
            assertThat(status).as(line).isIn(401, 303);
        }
    }
}
