package io.printmaster.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.agent.send.Breaker;
import io.printmaster.agent.send.FakeLiveServer;
import io.printmaster.agent.send.FakeLiveServer.Upgrade;
import io.printmaster.agent.send.FakeServer;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.RequestLimits;
import io.printmaster.agent.send.RetryPolicy;
import io.printmaster.agent.send.Retrying;
import io.printmaster.agent.send.Sleeper;
import io.printmaster.agent.store.AgentVault;
import io.printmaster.agent.store.sqlite.SqliteVault;
import io.printmaster.agent.upload.ConnectionState;
import io.printmaster.agent.upload.Enrollment;
import io.printmaster.agent.upload.HeartbeatWorker;
import io.printmaster.agent.upload.Invitation;
import io.printmaster.agent.upload.JoinResult;
import io.printmaster.agent.upload.Line;
import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.UploadHealth;
import io.printmaster.program.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The agent's end of the live channel against a server that does what real ones do not.
class LiveChannelTest {
    private static final RequestLimits LIMITS = new RequestLimits(Duration.ofSeconds(5), Duration.ofSeconds(5));

    private final AgentVault vault = SqliteVault.inMemory(new SecureRandom());
    private final AtomicLong skipped = new AtomicLong();
    private final Pace pace =
            new Pace(Clock.systemUTC(), () -> System.nanoTime() + skipped.get(), Sleeper.REAL, new Random(7));
    private final Line line = new Line(
            new Enrollment(
                    vault, new AgentId("agent-01"), Enrollment.Fixed.NOTHING, () -> AgentFacts.NONE, pace, LIMITS),
            new Retrying(RetryPolicy.ONCE, pace),
            new Breaker(pace.nanos(), Duration.ofMinutes(1), new Random(7)),
            pace,
            LIMITS);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final CountDownLatch hold = new CountDownLatch(1);
    private final LiveChannel live = new LiveChannel(
            line,
            pace,
            Map.of(
                    "upload_now", progress -> new Chore.Result(true, "done " + done.incrementAndGet()),
                    "scan_now",
                            progress -> {
                                hold.await();
                                return new Chore.Result(true, "3 printers");
                            }),
            asked::incrementAndGet);
    private final HeartbeatWorker heartbeats = new HeartbeatWorker(
            line,
            Optional::empty,
            () -> HeartbeatWorker.active(
                    new AgentId("agent-01"),
                    Instant.now(),
                    new HeartbeatWorker.Report(
                            "", AgentFacts.NONE, 0, new UploadHealth(0, 0, 0, "", "", "", Map.of()))),
            Duration.ofMinutes(1),
            pace,
            live::wake);
    private FakeLiveServer server;

    @BeforeEach
    void join() throws Exception {
        server = FakeLiveServer.start();
        JoinResult joined = line.join(new Invitation.ByToken(server.url(), new Secret("join"), FakeServer.trust()));
        assertThat(joined).isInstanceOf(JoinResult.Joined.class);
        line.use(live);
    }

    @AfterEach
    void stop() throws Exception {
        hold.countDown();
        live.close();
        line.close();
        server.close();
        vault.close();
    }

    private void open() throws Exception {
        heartbeats.round();
        live.step();
        assertThat(live.open()).isTrue();
    }

    private static String command(String id, String name, String more) {
        return "{\"type\":\"command\",\"data\":{\"id\":\"" + id + "\",\"command\":\"" + name + "\"" + more + "}}";
    }

    @Test
    void heartbeats_goOverTheChannel_belowTheBasePath_withTheTokenInAHeader() throws Exception {
        assertThat(live.step()).as("nothing is known of the server yet").isEqualTo(Duration.ofMinutes(1));
        assertThat(server.openings()).isEmpty();
        open();
        heartbeats.round();

        assertThat(server.heartbeats()).hasSize(1);
        assertThat(server.message()).contains("\"type\":\"heartbeat\"", "\"agent_id\":\"agent-01\"");
        assertThat(server.openings())
                .singleElement()
                .satisfies(head -> assertThat(head)
                        .startsWith("GET /base/api/v1/agents/ws HTTP/1.1\r\n")
                        .contains("Authorization: Bearer T0ken"));
        assertThat(line.status().state()).isEqualTo(ConnectionState.ONLINE);
    }

    @Test
    void refusedOrRedirected_isNotAskedAgainSoon_andHeartbeatsGoOnByHttp() throws Exception {
        for (Upgrade refusal : new Upgrade[] {Upgrade.NOT_FOUND, Upgrade.REDIRECT}) {
            server.upgrade = refusal;
            heartbeats.round();
            skipped.addAndGet(Duration.ofMinutes(40).toNanos());
            assertThat(live.step()).as(refusal.name()).isGreaterThan(Duration.ofMinutes(25));
            assertThat(live.open()).isFalse();
        }
        heartbeats.round();
        assertThat(server.heartbeats()).hasSize(3);
        assertThat(server.openings()).hasSize(2);

        server.upgrade = Upgrade.OPEN;
        skipped.addAndGet(Duration.ofMinutes(40).toNanos());
        live.step();
        assertThat(live.open()).as("asked again later").isTrue();
    }

    @Test
    void brokenHandshake_isTriedAgainWithin5Seconds() throws Exception {
        server.upgrade = Upgrade.CUT;
        heartbeats.round();
        assertThat(live.step()).isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(line.status().state()).isEqualTo(ConnectionState.ONLINE);
    }

    @Test
    void serverThatStallsInTheHandshake_holdsUpNothing() throws Exception {
        server.upgrade = Upgrade.SILENCE;
        heartbeats.round();
        live.start();
        await().until(() -> !server.openings().isEmpty());
        heartbeats.round();
        assertThat(server.heartbeats()).hasSize(2);
    }

    @Test
    void halfOpenChannel_isCut_andTheHeartbeatGoesByHttp() throws Exception {
        open();
        server.alive = false;
        heartbeats.round();
        assertThat(server.heartbeats()).hasSize(2);
        assertThat(live.open()).isFalse();
        assertThat(line.status().state()).isEqualTo(ConnectionState.ONLINE);
    }

    @Test
    void deadServer_isNoticedWithinAMinute_andALivingOneIsKept() throws Exception {
        open();
        skipped.addAndGet(Duration.ofSeconds(30).toNanos());
        live.step();
        await().until(() -> {
            // Its pong was heard if the next ping is due only after another 25 s.
            skipped.addAndGet(Duration.ofSeconds(26).toNanos());
            live.step();
            return live.open();
        });
        server.alive = false;
        skipped.addAndGet(Duration.ofSeconds(61).toNanos());
        live.step();
        assertThat(live.open()).isFalse();
    }

    @Test
    void command_isDoneOnce_andToldOfAgain() throws Exception {
        open();
        server.send(command("c1", "upload_now", ""));
        assertThat(server.message()).contains("\"type\":\"job_progress\"", "\"job_id\":\"c1\"");
        assertThat(server.message()).contains("\"type\":\"command_result\"", "\"ok\":true", "done 1");
        server.send(command("c1", "upload_now", ""));
        assertThat(server.message()).contains("\"type\":\"command_result\"", "done 1");
        assertThat(done).hasValue(1);
    }

    @Test
    void unknownAndLateCommands_areRefused_nonsenseIsIgnored() throws Exception {
        open();
        server.send("nonsense");
        server.send("{\"type\":\"proxy_request\",\"data\":{\"url\":\"http://192.0.2.1/\"}}");
        server.send(command("c1", "format_disk", ""));
        assertThat(server.message()).contains("\"ok\":false", "does not know");
        server.send(command("c2", "upload_now", ",\"expires_at\":\"2026-01-01T00:00:00Z\""));
        assertThat(server.message()).contains("\"ok\":false", "too late");
        assertThat(done).hasValue(0);
    }

    @Test
    void commandInTheAnswerOfAHeartbeat_isDone_andItsResultRidesWithTheNext() throws Exception {
        server.upgrade = Upgrade.NOT_FOUND;
        server.answerFields = ",\"commands\":[{\"id\":\"c9\",\"command\":\"upload_now\"}]";
        heartbeats.round();
        await().until(() -> done.get() == 1 && asked.get() > 0);
        heartbeats.round();
        heartbeats.round();
        assertThat(server.heartbeats().get(1)).contains("\"jobs\":[{\"job_id\":\"c9\"", "\"status\":\"done\"");
        assertThat(done).hasValue(1);
    }

    @Test
    void resultOfWhatWasRunningWhileTheChannelBroke_isToldOverTheNext() throws Exception {
        open();
        server.send(command("c1", "scan_now", ""));
        assertThat(server.message()).contains("job_progress");
        server.close(1012);
        await().until(() -> !live.open());
        hold.countDown();
        await().until(() -> asked.get() > 0);
        skipped.addAndGet(Duration.ofMinutes(1).toNanos());
        live.step();
        assertThat(server.message()).contains("\"type\":\"command_result\"", "3 printers");
    }
}
