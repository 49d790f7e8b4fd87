package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.wire.JoinString;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The success criteria of the first phase, one test each, between a real agent, a real server and simulated printers.
/// The defaults of the intervals are asserted as such; the agent itself works at short ones.
final class PhaseOneCriteriaTest {
    private static final int PRINTERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Duration HEARTBEATS = Duration.ofSeconds(5);
    /// Longer than the survey's interval, so that nearly every upload has something new to bring.
    private static final Duration UPLOADS = Duration.ofSeconds(15);

    /// What a crowded machine may add to one interval; a left out beat is longer still.
    private static final long SLACK_SECONDS = 4;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// The query of the seed, word for word.
    private static final String AUDIT_QUERY =
            "SELECT * FROM audit_log WHERE agent_id = 'agent-01' ORDER BY timestamp DESC LIMIT 10;";

    @RegisterExtension
    static final Programs PROGRAMS = Programs.perClass();

    @TempDir
    static Path directory;

    private static ServerUnderTest server;
    private static AgentUnderTest agent;

    @BeforeAll
    static void startEverything() throws Exception {
        PrinterFleet printers = PrinterFleet.start(PROGRAMS, PRINTERS);
        server = ServerUnderTest.in(PROGRAMS, directory).start();
        agent = AgentUnderTest.in(PROGRAMS, directory, "agent-01", printers.range(), printers.port());
        agent.configure(Files.readString(agent.config())
                .replace("server_upload_interval = 5", "server_upload_interval = " + UPLOADS.toSeconds()));
        assertThat(agent.join(server.joinString()).awaitExit(Duration.ofSeconds(1)))
                .isZero();
        agent.start();
    }

    @Test
    void agent_registersWithTheServerAndReceivesAToken() {
        JsonNode row = server.database()
                .rows("SELECT * FROM agents WHERE agent_id = 'agent-01'")
                .getFirst();

        assertThat(row.path("version").asString()).isNotEmpty();
        assertThat(row.path("platform").asString()).isEqualTo("linux");
        assertThat(server.process().awaitLine(PATIENCE, "INFO", "Agent registered successfully", "agent_id=agent-01"))
                .containsPattern("token=[A-Za-z0-9_-]{8}\\.\\.\\.");
        assertThat(agent.status().path("exit_code").asInt(1)).isZero();
    }

    @Test
    void agent_sendsAHeartbeatEveryInterval() {
        assertThat(setting("server", "server_heartbeat_interval")).isEqualTo("60");

        assertRhythm("heartbeat", HEARTBEATS, 1, 4);
    }

    @Test
    void agent_uploadsDevicesEveryInterval() {
        assertThat(setting("server", "server_upload_interval")).isEqualTo("300");

        assertRhythm("upload_devices", UPLOADS, 6, 3);
    }

    @Test
    void agent_uploadsMetricsEveryInterval() {
        assertRhythm("upload_metrics", UPLOADS, 6, 3);
    }

    @Test
    void server_validatesTokens() {
        JoinString join = server.joinString();
        try (WireClient client = new WireClient(join)) {
            String token = client.register(join.token(), "agent-stranger");
            String wrong = token.substring(0, token.length() - 4) + "AAAA";
            String devices = "{\"agent_id\":\"agent-stranger\",\"devices\":[]}";

            HttpResponse<String> none = client.send(client.post("/api/v1/devices/batch", devices));
            HttpResponse<String> bad = client.upload(wrong, "/api/v1/devices/batch", devices);
            HttpResponse<String> right = client.upload(token, "/api/v1/devices/batch", devices);
            HttpResponse<String> foreign = client.heartbeat(token, "agent-01");

            assertThat(none.statusCode()).isEqualTo(401);
            assertThat(bad.statusCode()).isEqualTo(401);
            assertThat(right.statusCode()).as(right.body()).isEqualTo(200);
            assertThat(foreign.statusCode()).isEqualTo(403);
            assertThat(List.of(none, bad, foreign))
                    .allSatisfy(answer -> assertThat(answer.headers().firstValue("Content-Type"))
                            .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json")));
        }
    }

    @Test
    void server_storesWhatWasUploaded() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(server.database().number("SELECT count(*) FROM devices")).isEqualTo(PRINTERS);
            assertThat(server.database().number("SELECT count(DISTINCT device_key) FROM metrics"))
                    .isEqualTo(PRINTERS);
        });

        assertThat(Oracle.compare(agent, server).differences()).isEmpty();
    }

    @Test
    void agent_handlesNetworkFailuresGracefully() {
        // Not a folder of this test alone: it would be removed while the processes, which end with the class, write.
        Path own = directory.resolve("failures");
        PrinterFleet printers = PrinterFleet.start(PROGRAMS, 2);
        ServerUnderTest away = ServerUnderTest.in(PROGRAMS, own).start();
        AgentUnderTest patient = AgentUnderTest.in(PROGRAMS, own, "agent-patient", printers.range(), printers.port());
        patient.join(away.joinString());
        away.process().kill();

        patient.start();
        patient.process().awaitLine(PATIENCE, "WARN", "retrying", "attempt=1");
        await().atMost(PATIENCE).until(() -> patient.devices().number("SELECT count(*) FROM outbox") >= 4);
        away.start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(away.database().number("SELECT count(*) FROM devices"))
                        .isEqualTo(2));
        assertThat(patient.process().isAlive()).isTrue();
        assertThat(patient.process().lines("Exception")).isEmpty();
    }

    @Test
    void auditLog_showsAllAgentOperations() {
        List<String> actions = List.of("register", "heartbeat", "upload_devices", "upload_metrics");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.database()
                                .rows("SELECT DISTINCT action FROM audit_log WHERE agent_id = 'agent-01'"))
                        .extracting(row -> row.path("action").asString())
                        .containsAll(actions));

        List<JsonNode> rows = server.database().rows(AUDIT_QUERY);

        assertThat(rows).hasSizeBetween(actions.size(), 10);
        assertThat(rows.getFirst().propertyNames())
                .containsSubsequence("timestamp", "agent_id", "action", "details", "ip_address");
        assertThat(rows)
                .extracting(row -> row.path("timestamp").asString())
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.path("agent_id").asString()).isEqualTo("agent-01");
            assertThat(row.path("details").asString()).isNotBlank();
            assertThat(row.path("ip_address").asString()).isEqualTo("127.0.0.1");
        });
        assertThat(server.database().rows("SELECT details FROM audit_log WHERE action = 'upload_devices'"))
                .extracting(row -> row.path("details").asString())
                .contains("Uploaded " + PRINTERS + " devices");
    }

    /// The value of a setting that nobody set.
    private static String setting(String section, String key) {
        ProgramUnderTest show = PROGRAMS.run("agent", "config", "show", "--json");
        return JSON.readTree(show.outText())
                .path("values")
                .valueStream()
                .filter(value -> value.path("section").asString().equals(section)
                        && value.path("key").asString().equals(key))
                .map(value -> value.path("value").asString())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + key + " in" + show.tail(50)));
    }

    /// Waits for so many audit rows of the action and checks the seconds between them. The first comes with the start;
    /// after it every agent has its own times, so what lies between these two says nothing.
    ///
    /// @param mostBeats how many intervals may lie between two rows: an upload with nothing new is left out
    private static void assertRhythm(String action, Duration interval, int mostBeats, int count) {
        String query = "SELECT timestamp FROM audit_log WHERE agent_id = 'agent-01' AND action = '" + action
                + "' ORDER BY timestamp";
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> secondsBetween(query).size() >= count);
        List<Long> all = secondsBetween(query);
        List<Long> gaps = all.subList(1, all.size());
        long beats =
                gaps.stream().mapToLong(gap -> beats(gap, interval, mostBeats)).sum();

        assertThat(gaps)
                .as("seconds between %s", action)
                .allSatisfy(gap -> assertThat(gap - beats(gap, interval, mostBeats) * interval.toSeconds())
                        .isBetween(-SLACK_SECONDS, SLACK_SECONDS));
        assertThat(gaps.stream().mapToLong(Long::longValue).sum() / (double) beats)
                .as("seconds a beat of %s", gaps)
                .isBetween(interval.toSeconds() - 2.0, interval.toSeconds() + (double) SLACK_SECONDS);
    }

    /// Several batches of one upload count as one.
    private static List<Long> secondsBetween(String query) {
        List<LocalDateTime> times = server.database().rows(query).stream()
                .map(row -> LocalDateTime.parse(
                        row.path("timestamp").asString(), DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")))
                .toList();
        return IntStream.range(1, times.size())
                .mapToObj(i -> Duration.between(times.get(i - 1), times.get(i)).toSeconds())
                .filter(gap -> gap > 1)
                .toList();
    }

    /// How many intervals come closest to the seconds.
    private static long beats(long seconds, Duration interval, int most) {
        return Math.clamp(Math.round(seconds / (double) interval.toSeconds()), 1, most);
    }
}
