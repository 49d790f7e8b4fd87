package io.printmaster.agent.upload;

import static io.printmaster.agent.upload.Site.serial;
import static io.printmaster.agent.upload.Site.stored;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.printmaster.agent.send.FakeServer.Reply;
import io.printmaster.agent.send.FakeServer.Seen;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.program.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class UploadWorkerTest {
    private static final String CAPABLE =
            "\"capabilities\":{\"gzip\":true,\"batch_id\":true,\"max_batch_bytes\":8000000,\"max_records\":2000}";

    private final Site site = new Site();

    @AfterEach
    void close() {
        assertThat(site.store.outbox().ledger().balanced()).isTrue();
        site.close();
    }

    @Test
    void round_sendsDevicesBeforeMetricsAndForgetsWhatWasAcknowledged() throws Exception {
        site.online(CAPABLE).server.behave(Site::stored);
        site.queueSamples(0, 42);
        site.queueDevices(0, 42);

        assertThat(site.uploads.round()).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(5));

        assertThat(batches()).extracting(Seen::path).containsExactly("/api/v1/devices/batch", "/api/v1/metrics/batch");
        assertThat(site.store.outbox().ledger().acknowledged()).isEqualTo(84);
        assertThat(site.line.status().lastDeviceUpload()).contains(site.now());
    }

    /// Ten thousand agents that a returned server woke within a minute would otherwise come in one minute for ever.
    @Test
    void passThatWasWoken_movesNoLaterOne() throws Exception {
        site.online(CAPABLE).server.behave(Site::stored);
        Instant due = site.now().plus(site.uploads.round());

        for (int woken = 0; woken < 20; woken++) {
            site.pass(Duration.ofSeconds(97));
            Instant next = site.now().plus(site.uploads.round());
            assertThat(next).isAfter(site.now());
            assertThat(Duration.between(due, next).toNanos()
                            % Duration.ofMinutes(5).toNanos())
                    .isZero();
        }
    }

    @Test
    void logs_haveTheShapeOfTheSeed() throws Exception {
        site.online(CAPABLE).server.behave(Site::stored);
        site.queueDevices(0, 42);

        assertThat(logged(UploadWorker.class, site.uploads::round)).containsExactly("INFO  Uploaded devices count=42");
    }

    @Test
    void failedRound_isLoggedAsInTheSeedAndLosesNothing() throws Exception {
        site.online(CAPABLE).server.behave(r -> Reply.of(500, ""));
        site.queueDevices(0, 10);

        assertThat(logged(UploadWorker.class, site.uploads::round))
                .containsExactly("ERROR Failed to upload devices after 5 attempts");

        assertThat(site.queued(RecordKind.DEVICE)).isEqualTo(10);
        assertThat(site.slept).hasSize(4);
        assertThat(site.line.status().state()).isEqualTo(ConnectionState.AWAY);
        assertThat(site.wentAway).hasValue(1);
    }

    @Test
    void batch_isByteIdenticalAtEveryAttemptAndAfterAFailedRound() throws Exception {
        site.online(CAPABLE);
        AtomicInteger uploads = new AtomicInteger();
        site.server.behave(r -> r.path().endsWith("heartbeat")
                ? Site.heartbeatOk(CAPABLE)
                : uploads.incrementAndGet() <= 6 ? Reply.cut() : stored(r));
        site.queueDevices(0, 10);

        site.uploads.round();
        site.pass(Duration.ofMinutes(1));
        site.heartbeats.round();
        site.uploads.round();

        assertThat(batches())
                .hasSize(7)
                .extracting(Seen::body)
                .containsOnly(batches().getFirst().body());
        assertThat(batches())
                .extracting(r -> r.header("Idempotency-key"))
                .containsOnly(batches().getFirst().header("Idempotency-key"));
        assertThat(site.queued(RecordKind.DEVICE)).isZero();
    }

    @Test
    void serverThatSaidNothing_getsPlainBatchesUnderOneMebibyteWithoutIds() throws Exception {
        site.online().server.behave(Site::stored);
        site.queueDevices(0, 2_500);

        site.uploads.round();

        assertThat(batches()).hasSizeGreaterThanOrEqualTo(5).allSatisfy(r -> {
            assertThat(r.header("Content-encoding")).isEmpty();
            assertThat(r.header("Idempotency-key")).isEmpty();
            assertThat(r.body()).doesNotContain("batch_id").hasSizeLessThan(1 << 20);
        });
        assertThat(site.queued(RecordKind.DEVICE)).isZero();
    }

    @Test
    void serverThatSaidNothing_getsSamplesUnderTheirOwnTime() throws Exception {
        site.online().server.behave(Site::stored);
        site.queueSamples(0, 3);
        String firstTime = site.now().toString();
        site.pass(Duration.ofHours(1));
        site.queueSamples(0, 3);

        site.uploads.round();

        assertThat(batches()).hasSize(2);
        assertThat(batches().getFirst().body()).startsWith("{\"agent_id\":\"agent-01\",\"timestamp\":\"" + firstTime);
    }

    @Test
    void tooLargeBatch_isHalvedUntilItFits() throws Exception {
        site.online(CAPABLE).server.behave(r -> Site.count(r) > 100 ? Reply.of(413, "") : stored(r));
        site.queueDevices(0, 350);

        site.uploads.round();

        assertThat(site.queued(RecordKind.DEVICE)).isZero();
        assertThat(site.store.outbox().ledger().acknowledged()).isEqualTo(350);
    }

    @Test
    void recordThatAloneIsTooLarge_isSetAside() throws Exception {
        site.online(CAPABLE).server.behave(r -> r.body().contains(serial(3)) ? Reply.of(413, "") : stored(r));
        site.queueDevices(0, 8);

        site.uploads.round();

        assertThat(site.store.outbox().parked(10)).singleElement().satisfies(p -> {
            assertThat(p.queued().printer().toString()).contains(serial(3));
            assertThat(p.reason()).startsWith("too_large");
        });
        assertThat(site.store.outbox().ledger().acknowledged()).isEqualTo(7);
    }

    @Test
    void oneBadRecordAmongAThousand_isSetAsideAndTheOthersStored() throws Exception {
        site.online(CAPABLE)
                .server
                .behave(r -> r.body().contains(serial(0)) ? Reply.of(400, "{\"code\":\"malformed\"}") : stored(r));
        site.queueDevices(0, 1_000);

        site.uploads.round();

        assertThat(site.store.outbox().ledger().acknowledged()).isEqualTo(999);
        assertThat(site.store.outbox().parked(10)).hasSize(1);
    }

    @Test
    void serverThatRefusesEverything_doesNotEmptyTheQueueAtOnce() throws Exception {
        site.online(CAPABLE).server.behave(r -> Reply.of(400, ""));
        site.queueDevices(0, 4);

        site.uploads.round();

        assertThat(site.queued(RecordKind.DEVICE)).isEqualTo(4);
        assertThat(site.store.outbox().parked(10)).isEmpty();
    }

    @Test
    void rejectedRecord_isSetAsideWithTheServersReason() throws Exception {
        site.online(CAPABLE).server.behave(r -> Reply.of(200, """
                {"success":true,"received":3,"stored":2,
                 "rejected":[{"index":1,"serial":"x","code":"wrong_type","detail":"field model must be a string"}]}"""));
        site.queueDevices(0, 3);

        site.uploads.round();

        assertThat(site.store.outbox().parked(10)).singleElement().satisfies(p -> {
            assertThat(p.reason()).isEqualTo("wrong_type: field model must be a string");
            assertThat(p.queued().printer().toString()).contains(serial(1));
        });
        assertThat(site.store.outbox().ledger().acknowledged()).isEqualTo(2);
    }

    @Test
    void unknownDevice_isQueuedAgainBeforeItsSample() throws Exception {
        site.online(CAPABLE);
        site.know(5);
        AtomicInteger devices = new AtomicInteger();
        site.server.behave(r -> {
            if (r.path().endsWith("devices/batch")) {
                devices.incrementAndGet();
                return stored(r);
            }
            return devices.get() > 0 ? stored(r) : Reply.of(200, """
                {"received":1,"stored":0,"rejected":[{"index":0,"code":"unknown_device","detail":"no such device"}]}""");
        });
        site.queueSamples(5, 6);

        site.uploads.round();

        assertThat(batches())
                .extracting(Seen::path)
                .containsExactly("/api/v1/metrics/batch", "/api/v1/devices/batch", "/api/v1/metrics/batch");
        assertThat(site.queued(RecordKind.METRICS)).isZero();
        assertThat(site.store.outbox().parked(10)).isEmpty();
    }

    @Test
    void storedLessThanReceivedWithoutReasons_keepsRetriesAndThenSetsAsideOnlyTheCulprit() throws Exception {
        site.online().server.behave(r -> {
            int n = Site.count(r);
            boolean culprit = r.body().contains(serial(2));
            return Reply.of(200, "{\"success\":true,\"received\":" + n + ",\"stored\":" + (culprit ? n - 1 : n) + "}");
        });
        site.queueDevices(0, 8);

        site.uploads.round();
        assertThat(site.store.outbox().ledger().acknowledged()).isEqualTo(7);
        assertThat(site.queued(RecordKind.DEVICE)).isEqualTo(1);

        site.uploads.round();
        site.uploads.round();
        assertThat(site.store.outbox().parked(10))
                .singleElement()
                .satisfies(p -> assertThat(p.reason()).startsWith("not_stored"));
    }

    @Test
    void receiptForAnotherNumberOfRecords_forgetsNothing() throws Exception {
        site.online(CAPABLE).server.behave(r -> Reply.of(200, "{}"));
        site.queueDevices(0, 3);

        site.uploads.round();

        assertThat(site.queued(RecordKind.DEVICE)).isEqualTo(3);
    }

    @Test
    void serverThatAsksForPatience_isLeftAloneForThatLong() throws Exception {
        site.online(CAPABLE).server.behave(r -> Reply.of(429, "").with("Retry-After", "600"));
        site.queueDevices(0, 3);

        Duration pause = site.uploads.round();
        assertThat(pause).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(15));
        assertThat(site.uploads.round()).isEqualTo(pause);

        assertThat(batches()).hasSize(1);
        assertThat(site.queued(RecordKind.DEVICE)).isEqualTo(3);
    }

    @Test
    void brokenServer_getsSmallerBatchesAndOneRecordCannotBlockTheQueue() throws Exception {
        site.online(CAPABLE)
                .server
                .behave(r -> r.path().endsWith("heartbeat")
                        ? Site.heartbeatOk(CAPABLE)
                        : r.body().contains(serial(0)) ? Reply.of(500, "") : stored(r));
        site.queueDevices(0, 4);

        for (int minute = 0; minute < 12; minute++) {
            site.pass(Duration.ofMinutes(1));
            site.heartbeats.round();
            site.uploads.round();
        }

        assertThat(site.store.outbox().ledger().acknowledged()).isEqualTo(3);
        assertThat(site.store.outbox().parked(10)).hasSize(1);
    }

    @Test
    void statistics_tellWhatWentOutAndHowItEnded() throws Exception {
        site.online(CAPABLE).server.behave(r -> r.path().endsWith("metrics/batch") ? Reply.of(500, "") : stored(r));
        site.queueDevices(0, 30);
        site.queueSamples(0, 10);

        site.uploads.round();

        UploadStatistics told = site.uploads.statistics();
        assertThat(told.batches()).isEqualTo(1);
        assertThat(told.records()).isEqualTo(30);
        assertThat(told.failed()).isEqualTo(1);
        assertThat(told.wireBytes()).isPositive().isLessThan(told.bytes() / 5);
        assertThat(told.savedByCompression()).isEqualTo(told.bytes() - told.wireBytes());
        assertThat(told.newest())
                .extracting(u -> u.kind() + " " + u.records() + " " + u.result().word())
                .containsExactly("METRICS 10 later", "DEVICE 30 stored");
        assertThat(told.newest().getFirst().trouble()).contains("500");
        assertThat(told.newest().getFirst().took()).isPositive();
        assertThat(told.newest().getLast().trouble()).isEmpty();
    }

    @Test
    void statistics_rememberABoundedNumberOfUploads() throws Exception {
        site.online("\"capabilities\":{\"batch_id\":true,\"max_records\":1}")
                .server
                .behave(Site::stored);
        site.queueDevices(0, 25);

        site.uploads.round();

        assertThat(site.uploads.statistics().batches()).isEqualTo(25);
        assertThat(site.uploads.statistics().newest()).hasSize(UploadStatistics.KEPT);
    }

    private List<Seen> batches() {
        return site.server.seen("/batch");
    }

    interface Action {
        Object run() throws Exception;
    }

    static List<String> logged(Class<?> by, Action action) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(by);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            action.run();
        } finally {
            logger.detachAppender(lines);
        }
        return lines.list.stream().map(e -> new LogLine().doLayout(e).strip()).toList();
    }
}
