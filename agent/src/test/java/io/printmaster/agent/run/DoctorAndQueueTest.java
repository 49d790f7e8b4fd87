package io.printmaster.agent.run;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static io.printmaster.agent.store.TestPrinters.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.config.ConfigLoader;
import io.printmaster.agent.config.ConfigResult;
import io.printmaster.agent.config.ConfigSources;
import io.printmaster.agent.send.CaPin;
import io.printmaster.agent.send.FakeServer;
import io.printmaster.agent.send.FakeServer.Reply;
import io.printmaster.agent.send.FakeServer.Seen;
import io.printmaster.agent.send.TestAuthority;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import io.printmaster.model.Printer;
import io.printmaster.program.ExitCode;
import io.printmaster.wire.JoinString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `doctor` and `queue` through the command line, against a server over real TLS.
class DoctorAndQueueTest {
    private static final String REGISTERED =
            "{\"success\":true,\"agent_id\":\"agent-7\",\"agent_token\":\"ZyXwVuTsRqPoNmLk\",\"tenant_id\":\"t\"}";

    @TempDir
    private Path temporary;

    private final FakeServer server = FakeServer.start();
    private final Map<String, String> replies = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private Path config = Path.of("");
    private String out = "";
    private String err = "";

    @BeforeEach
    void join() throws IOException {
        server.behave(this::reply);
        configure("");
        String join = new JoinString(
                        server.url().base(), CaPin.of(FakeServer.authority().certificate()), "join-token-1")
                .format();
        assertThat(agent("join", join)).isEqualTo(ExitCode.OK);
    }

    private void configure(String more) throws IOException {
        config = Files.writeString(temporary.resolve("config.ini"), """
                [storage]
                data_dir = data
                [discovery]
                ranges = 127.0.0.1
                timeout = 100ms
                methods = snmp
                [snmp]
                port = 1
                timeout = 100ms
                retries = 0
                [web]
                listen = 127.0.0.1:0
                """ + more);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Reply reply(Seen request) {
        String last = request.path().substring(request.path().lastIndexOf('/') + 1);
        return switch (last) {
            case "ca.pem" -> Reply.of(200, FakeServer.authority().pem());
            case "register-with-token" -> Reply.of(200, REGISTERED);
            case "version" ->
                Reply.of(
                        200,
                        "{\"version\":\"1\",\"capabilities\":{\"gzip\":true,\"batch_id\":true,"
                                + "\"max_records\":5000,\"max_batch_bytes\":4000000}}");
            case "device-credentials" ->
                replies.containsKey(last) ? Reply.of(401, replies.get(last)) : Reply.of(200, "{\"exists\":false}");
            case "batch" -> batch(request);
            default -> Reply.of(200, "{\"success\":true,\"capabilities\":{\"batch_id\":true}}");
        };
    }

    private Reply batch(Seen request) {
        int records = request.body().split("\"device_key\"", -1).length - 1;
        if (replies.containsKey("batch")) {
            StringBuilder rejected = new StringBuilder();
            for (int i = 0; i < records; i++) {
                rejected.append(i == 0 ? "" : ",")
                        .append("{\"index\":")
                        .append(i)
                        .append(",\"serial\":\"\",\"code\":\"bad\",\"detail\":\"not today\"}");
            }
            return Reply.of(
                    200,
                    "{\"success\":true,\"received\":" + records + ",\"stored\":0,\"rejected\":[" + rejected + "]}");
        }
        return Reply.of(200, "{\"success\":true,\"received\":" + records + ",\"stored\":" + records + "}");
    }

    private int agent(String... arguments) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream talk = new ByteArrayOutputStream();
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = config.toString();
        int exit;
        try (PrintStream o = new PrintStream(data, true, StandardCharsets.UTF_8);
                PrintStream e = new PrintStream(talk, true, StandardCharsets.UTF_8)) {
            exit = Main.execute(new Console(o, e, Map.of()), all);
        }
        out = data.toString(StandardCharsets.UTF_8);
        err = talk.toString(StandardCharsets.UTF_8);
        return exit;
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private String result(String check) {
        for (JsonNode one : Json.parse(out).path("checks")) {
            if (one.path("check").asString().equals(check)) {
                return one.path("result").asString();
            }
        }
        return "missing in " + out;
    }

    /// Two printers with a sample each.
    private void enqueueTwo() {
        try (Home home = Home.take(data(), Map.of(), Clock.systemUTC(), random);
                DeviceStore store = SqliteDeviceStore.inFile(home.directory(), Clock.systemUTC())) {
            for (int number = 1; number <= 2; number++) {
                Printer printer = reading(number, 100, NOON).printer();
                store.outbox().enqueue(printer, NOON);
                store.outbox().enqueue(reading(number, 100, NOON).sample(), NOON);
            }
        }
    }

    @Test
    void doctor_allWell_numbersItsChecksAndChangesNothing() {
        int before = server.seen().size();

        assertThat(agent("doctor")).as(out).isEqualTo(ExitCode.OK);

        assertThat(out)
                .contains(" 1  ok    configuration", "server name", "TLS and pin", "agrees with the server's")
                .contains("the server knows this agent's token", "gzip, batch ids, 5000 records")
                .contains("Nothing is broken");
        assertThat(server.seen().subList(before, server.seen().size()))
                .allMatch(seen -> seen.method().equals("GET"));
        assertThat(agent("doctor", "--json")).isEqualTo(ExitCode.OK);
        assertThat(Json.parse(out).path("schema_version").asInt()).isEqualTo(1);
        assertThat(Json.parse(out).at("/checks/0/number").asInt()).isEqualTo(1);
        assertThat(out).doesNotContain("ZyXwVuTsRqPoNmLk");
    }

    @Test
    void doctor_serverStopped_failsAtTheConnectionAndNowhereElse() {
        server.close();

        assertThat(agent("doctor", "--json")).isEqualTo(ExitCode.DOCTOR_FAILED);

        assertThat(result("server name")).isEqualTo("ok");
        assertThat(result("connection")).isEqualTo("failed");
        assertThat(result("TLS and pin")).isEqualTo("skipped");
        assertThat(result("authentication")).isEqualTo("skipped");
        assertThat(out).contains("is the server running");
    }

    @Test
    void doctor_otherAuthority_saysSoAndSendsNoToken() throws IOException {
        Path other = Files.writeString(
                temporary.resolve("other.pem"), TestAuthority.create().pem());
        configure("[server]\nserver_ca_file = " + other + "\n");
        int before = server.seen().size();

        assertThat(agent("doctor")).isEqualTo(ExitCode.DOCTOR_FAILED);

        assertThat(out).contains("FAIL  TLS and pin", "another authority", "-> if the server was set up anew");
        assertThat(server.seen().subList(before, server.seen().size()))
                .allMatch(seen -> seen.path().equals("/ca.pem"));
    }

    @Test
    void doctor_revokedToken_saysJoinAgain() {
        replies.put("device-credentials", "{\"code\":\"token_revoked\",\"title\":\"no\"}");

        assertThat(agent("doctor")).isEqualTo(ExitCode.DOCTOR_FAILED);

        assertThat(out).contains("FAIL  authentication", "agent join JOIN_STRING");
    }

    @Test
    void doctor_brokenParts_areNamedWithTheirMend() throws IOException {
        Files.delete(data().resolve("agent.key"));
        assertThat(agent("doctor", "--json")).isEqualTo(ExitCode.DOCTOR_FAILED);
        assertThat(result("agent.db")).isEqualTo("failed");

        Files.writeString(data().resolve("devices.db"), "this is no database".repeat(1_000));
        agent("doctor", "--json");
        assertThat(result("devices.db")).isEqualTo("failed");

        configure("[nonsense]\na = b\n");
        assertThat(agent("doctor", "--json")).isEqualTo(ExitCode.DOCTOR_FAILED);
        assertThat(result("configuration")).isEqualTo("failed");
    }

    @Test
    void queueLs_withoutAnAgent_listsWhatWaits() {
        enqueueTwo();

        assertThat(agent("queue", "ls", "--json")).isEqualTo(ExitCode.OK);
        JsonNode list = Json.parse(out);
        assertThat(list.at("/total/devices").asInt()).isEqualTo(2);
        assertThat(list.at("/total/metrics").asInt()).isEqualTo(2);
        assertThat(list.path("waiting").size()).isEqualTo(4);
        assertThat(list.at("/waiting/0/kind").asString()).isEqualTo("device");
        assertThat(list.at("/waiting/0/age_seconds").asLong()).isPositive();
        assertThat(agent("queue", "ls")).isEqualTo(ExitCode.OK);
        assertThat(out)
                .startsWith("2 devices and 2 metrics wait, 0 records are set aside")
                .contains("WAITING");
        assertThat(agent("queue", "ls", "--limit", "9999")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void queueFlush_withoutAnAgent_sendsByItself() throws IOException {
        enqueueTwo();

        assertThat(agent("queue", "flush")).as(err).isEqualTo(ExitCode.OK);

        assertThat(out).contains("4 records sent, nothing waits");
        assertThat(server.seen("/devices/batch")).hasSize(1);
        assertThat(server.seen("/metrics/batch")).hasSize(1);
        // Everything is sent: in the mode of overflow no file stays.
        assertThat(data().resolve("devices.db")).doesNotExist();
    }

    @Test
    void queueFlush_serverStopped_keepsEverything() throws IOException {
        configure("[server]\nretry_attempts = 1\n");
        enqueueTwo();
        server.close();

        assertThat(agent("queue", "flush", "--json")).isEqualTo(ExitCode.SERVER_UNREACHABLE);

        assertThat(Json.parse(out).path("waiting").asInt()).isEqualTo(4);
        assertThat(Json.parse(out).path("sent").asInt()).isZero();
    }

    @Test
    void queueFlush_retryParked_sendsWhatWasRefusedBefore() {
        enqueueTwo();
        replies.put("batch", "refuse");
        assertThat(agent("queue", "flush")).as(out).isEqualTo(ExitCode.OK);
        assertThat(agent("queue", "ls")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("4 records are set aside", "bad: not today");
        assertThat(agent("status")).isEqualTo(ExitCode.FAILED);

        replies.remove("batch");
        assertThat(agent("queue", "flush", "--retry-parked", "--json")).isEqualTo(ExitCode.OK);

        assertThat(Json.parse(out).path("unparked").asInt()).isEqualTo(4);
        assertThat(Json.parse(out).path("sent").asInt()).isEqualTo(4);
        assertThat(Json.parse(out).path("parked").asInt()).isZero();
    }

    @Test
    void queueFlush_whileTheAgentRuns_isDoneByIt() throws IOException {
        assumeThat(data().toString().length()).isLessThan(90);
        configure("[server]\nserver_upload_interval = 3600\n");
        enqueueTwo();
        try (Agent agent = Agent.start(settings(), Map.of(), random)) {
            assertThat(agent("queue", "flush", "--json")).as(err).isEqualTo(ExitCode.OK);
            assertThat(Json.parse(out).path("waiting").asInt()).isZero();
            assertThat(agent.status().at("/queue/metrics").asInt(-1)).isZero();
            assertThat(agent("queue", "ls", "--json")).isEqualTo(ExitCode.OK);
            assertThat(Json.parse(out).path("running").asBoolean()).isTrue();
            assertThat(agent("doctor", "--json")).as(out).isEqualTo(ExitCode.OK);
            assertThat(result("agent")).isEqualTo("ok");
            assertThat(result("ledger")).isEqualTo("ok");
        }
    }

    @Test
    void queueFlush_whileTheAgentConnects_isOverOnlyAfterARoundThatSends() throws IOException {
        configure("[server]\nserver_upload_interval = 3600\n");
        enqueueTwo();
        CountDownLatch heard = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        server.behave(request -> {
            if (request.path().endsWith("heartbeat")) {
                passed(heard);
            } else if (request.path().endsWith("batch")) {
                passed(taken);
            }
            return reply(request);
        });
        try (Agent agent = Agent.start(settings(), Map.of(), random)) {
            long round = agent.flush(false).path("round").asLong();
            await().during(Duration.ofMillis(200))
                    .until(() -> agent.flushed(round).path("state").asString().equals("connecting"));
            heard.countDown();
            await().until(() -> agent.flushed(round).path("state").asString().equals("online"));
            await().during(Duration.ofMillis(200))
                    .until(() -> !agent.flushed(round).path("done").asBoolean());
            taken.countDown();
            await().until(() -> agent.flushed(round).path("done").asBoolean());
            assertThat(agent.flushed(round).path("waiting").asInt(-1)).isZero();
        }
    }

    private static void passed(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// As `run` reads them.
    private AgentSettings settings() {
        ConfigSources sources = new ConfigSources(Optional.of(config), List.of(), Map.of(), Map.of(), data());
        return switch (ConfigLoader.load(sources)) {
            case ConfigResult.Valid valid -> valid.settings();
            case ConfigResult.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }
}
