package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.wire.JoinString;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a server meets in the open: bodies that are broken, too large or bombs, tokens that are old, wrong or taken
/// back, and agents that are led to somebody else.
final class StrangersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final String DEVICES = "/api/v1/devices/batch";
    private static final String METRICS = "/api/v1/metrics/batch";

    @RegisterExtension
    static final Programs PROGRAMS = Programs.perClass();

    @TempDir
    static Path directory;

    private static ServerUnderTest server;
    private static WireClient client;
    private static String token;

    @BeforeAll
    static void startAServer() {
        server = ServerUnderTest.in(PROGRAMS, directory).start();
        JoinString join = server.joinString();
        client = PROGRAMS.closing(new WireClient(join));
        token = client.register(join.token(), "stranger");
    }

    @AfterEach
    void serverIsStillWell() {
        assertThat(server.process().isAlive()).isTrue();
        HttpResponse<String> health = client.get("/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(WireClient.json(health).path("status").asString()).isEqualTo("healthy");
        assertThat(server.process().lines("ERROR")).isEmpty();
    }

    @Test
    void malformedBodies_areRefusedAsSuch() {
        for (String body : new String[] {
            "",
            "{",
            "[]",
            "null",
            "17",
            "\"devices\"",
            "{\"devices\":17}",
            "{\"devices\":[}",
            "{\"metrics\":[]}",
            "\u0000\u0001"
        }) {
            HttpResponse<String> answer = client.upload(token, DEVICES, body);
            assertThat(answer.statusCode())
                    .as("body <%s>: %s", body, answer.body())
                    .isEqualTo(400);
            assertThat(WireClient.json(answer).path("code").asString()).isNotBlank();
        }
        String deep = "{\"devices\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(client.upload(token, DEVICES, deep).statusCode()).isEqualTo(400);
        HttpResponse<String> noJson = client.upload(
                token,
                DEVICES,
                "a=b".getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(noJson.statusCode()).isIn(400, 415);
    }

    @Test
    void oversizedBodies_areRefusedAndTold() throws Exception {
        byte[] large = new byte[9 << 20];
        Arrays.fill(large, (byte) ' ');
        HttpResponse<String> refused = client.upload(token, DEVICES, large);
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(WireClient.json(refused).path("code").asString()).isEqualTo("too_large");

        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] blanks = new byte[1 << 20];
            Arrays.fill(blanks, (byte) ' ');
            for (int i = 0; i < 200; i++) {
                gzip.write(blanks);
            }
        }
        HttpResponse<String> bomb = client.upload(token, DEVICES, packed.toByteArray(), "Content-Encoding", "gzip");
        assertThat(packed.size()).isLessThan(1 << 20);
        assertThat(bomb.statusCode()).isEqualTo(413);

        String many = "{\"agent_id\":\"stranger\",\"devices\":["
                + IntStream.range(0, 20_001).mapToObj(i -> "{}").collect(Collectors.joining(",")) + "]}";
        assertThat(client.upload(token, DEVICES, many).statusCode()).isEqualTo(413);
    }

    @Test
    void oneBadRecordAmongAThousand_isRefusedAlone() {
        String body = "{\"agent_id\":\"stranger\",\"devices\":["
                + IntStream.range(0, 1000)
                        .mapToObj(i -> i == 500 ? "{\"serial\":[\"SN\",1]}" : device("THOUSAND" + i))
                        .collect(Collectors.joining(","))
                + "]}";

        HttpResponse<String> answer = client.upload(token, DEVICES, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode receipt = WireClient.json(answer);
        assertThat(receipt.path("received").asInt()).isEqualTo(1000);
        assertThat(receipt.path("stored").asInt()).isEqualTo(999);
        assertThat(receipt.path("rejected").size()).isEqualTo(1);
        assertThat(receipt.path("rejected").path(0).path("index").asInt()).isEqualTo(500);
        assertThat(server.database().number("SELECT count(*) FROM devices WHERE serial LIKE 'THOUSAND%'"))
                .isEqualTo(999);
    }

    @Test
    void sameBatchTwice_givesTheSameAnswerAndChangesNothing() {
        String batch = "01980000-0000-7000-8000-000000000001";
        String body =
                "{\"agent_id\":\"stranger\",\"batch_id\":\"" + batch + "\",\"devices\":[" + device("TWICE-1") + "]}";
        String other = body.replace("TWICE-1", "TWICE-2");

        HttpResponse<String> first = client.upload(token, DEVICES, body);
        long audits = server.database().number("SELECT count(*) FROM audit_log WHERE action = 'upload_devices'");
        HttpResponse<String> again = client.upload(token, DEVICES, body);
        HttpResponse<String> changed = client.upload(token, DEVICES, other);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(changed.statusCode()).isEqualTo(422);
        assertThat(server.database().number("SELECT count(*) FROM devices WHERE serial LIKE 'TWICE%'"))
                .isEqualTo(1);
        assertThat(server.database().number("SELECT count(*) FROM audit_log WHERE action = 'upload_devices'"))
                .isEqualTo(audits);
    }

    @Test
    void samplesOfUnknownDevices_areRefusedByRecord() {
        HttpResponse<String> answer = client.upload(
                token,
                METRICS,
                "{\"agent_id\":\"stranger\",\"metrics\":[{\"serial\":\"NOBODY-KNOWS\",\"timestamp\":\"2026-01-01T00:00:00Z\","
                        + "\"page_count\":1}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(WireClient.json(answer).path("rejected").path(0).path("code").asString())
                .isEqualTo("unknown_device");
    }

    @Test
    void twoAgentsWithOnePrinter_makeOneDevice() {
        JoinString join = server.joinString("--uses", "2");
        String left = client.register(join.token(), "left");
        String right = client.register(join.token(), "right");
        String body = "{\"devices\":[" + device("SHARED-77") + "]}";

        assertThat(client.upload(left, DEVICES, body).statusCode()).isEqualTo(200);
        assertThat(client.upload(right, DEVICES, body).statusCode()).isEqualTo(200);

        assertThat(server.database().rows("SELECT agent_id FROM devices WHERE serial = 'SHARED-77'"))
                .extracting(row -> row.path("agent_id").asString())
                .containsExactly("left");
        assertThat(server.database().number("SELECT count(*) FROM device_agents WHERE device_key LIKE '%SHARED-77'"))
                .isEqualTo(2);
    }

    @Test
    void oneTimeJoinToken_usedAThousandTimesAtOnce_letsExactlyOneIn() throws Exception {
        JoinString join = server.joinString();
        // As many as one connection may have under way (RFC 9113, 6.5.2), on ten of them.
        List<WireClient> doors = Stream.generate(() -> PROGRAMS.closing(new WireClient(join)))
                .limit(10)
                .toList();
        doors.forEach(door -> assertThat(door.get("/health").statusCode()).isEqualTo(200));
        Map<Integer, Integer> answers = new ConcurrentHashMap<>();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                WireClient door = doors.get(i % doors.size());
                String id = "crowd-" + i;
                all.add(crowd.submit(
                        () -> answers.merge(door.tryRegister(join.token(), id).statusCode(), 1, Integer::sum)));
            }
            for (Future<Integer> one : all) {
                one.get();
            }
        }
        assertThat(answers).isEqualTo(Map.of(200, 1, 401, 999));
        assertThat(server.database().number("SELECT count(*) FROM agents WHERE agent_id LIKE 'crowd-%'"))
                .isEqualTo(1);
    }

    @Test
    void expiredJoinToken_isRefusedAndTold() {
        JoinString join = server.joinString("--lifetime", "1s");
        await().pollDelay(Duration.ofMillis(1100)).atMost(PATIENCE).until(() -> true);
        AgentUnderTest agent = AgentUnderTest.in(PROGRAMS, directory, "too-late", "127.20.0.1", 9);
        ProgramUnderTest joining = agent.join(join);

        assertThat(joining.awaitExit(Duration.ofSeconds(1))).isEqualTo(4);
        assertThat(joining.errText()).containsIgnoringCase("expired").hasLineCount(1);
        assertThat(server.database().number("SELECT count(*) FROM pending_agents WHERE agent_id = 'too-late'"))
                .isEqualTo(1);
    }

    @Test
    void wrongPinInTheJoinString_sendsNoSecret() throws Exception {
        JoinString right = server.joinString();
        try (RogueServer rogue = RogueServer.start(directory)) {
            AgentUnderTest agent = AgentUnderTest.in(PROGRAMS, directory, "led-astray", "127.20.0.1", 9);
            ProgramUnderTest joining = agent.join(new JoinString(rogue.address(), right.caPin(), right.token()));

            assertThat(joining.awaitExit(Duration.ofSeconds(1)))
                    .as(joining.tail(20))
                    .isIn(4, 5);
            assertThat(joining.errText())
                    .isNotBlank()
                    .doesNotContain(right.token())
                    .hasLineCount(1);
            assertThat(rogue.heard()).noneMatch(request -> request.contains(right.token()));

            // The trap works: with its own pin the agent would have told it.
            AgentUnderTest trusting = AgentUnderTest.in(PROGRAMS, directory, "trusting", "127.20.0.1", 9);
            trusting.join(new JoinString(rogue.address(), rogue.pin(), right.token()));
            assertThat(rogue.heard()).anyMatch(request -> request.contains(right.token()));
        }
        assertThat(client.tryRegister(right.token(), "still-good").statusCode()).isEqualTo(200);
    }

    @Test
    void alteredPinForTheRightServer_isRefusedToo() {
        JoinString right = server.joinString();
        String altered =
                (right.caPin().startsWith("A") ? "B" : "A") + right.caPin().substring(1);
        AgentUnderTest agent = AgentUnderTest.in(PROGRAMS, directory, "altered-pin", "127.20.0.1", 9);

        ProgramUnderTest joining = agent.join(new JoinString(right.server(), altered, right.token()));

        assertThat(joining.awaitExit(Duration.ofSeconds(1)))
                .as(joining.tail(20))
                .isIn(4, 5);
        assertThat(server.database().number("SELECT count(*) FROM audit_log WHERE agent_id = 'altered-pin'"))
                .isZero();
    }

    @Test
    void namesOfPrinters_areStoredAsTheyAreAndExecuteNothing() {
        String evil = "=cmd|' /C calc'!A0<script>alert(1)</script>'; DROP TABLE devices; --";
        String body = "{\"devices\":[{\"serial\":\"EVIL-1\",\"manufacturer\":\"Evil\",\"model\":\"" + evil + "\"}]}";

        assertThat(client.upload(token, DEVICES, body).statusCode()).isEqualTo(200);

        assertThat(server.database().rows("SELECT model FROM devices WHERE serial = 'EVIL-1'"))
                .extracting(row -> row.path("model").asString())
                .containsExactly(evil);
    }

    private static String device(String serial) {
        return "{\"serial\":\"" + serial + "\",\"manufacturer\":\"Acme\",\"model\":\"Press 1\",\"ip\":\"192.0.2.1\"}";
    }
}
