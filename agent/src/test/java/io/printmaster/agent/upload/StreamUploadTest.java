package io.printmaster.agent.upload;

import static io.printmaster.agent.upload.Site.serial;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.send.FakeServer.Reply;
import io.printmaster.agent.send.FakeServer.Seen;
import io.printmaster.agent.store.RecordKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A long queue goes out as a stream, where the server offers it.
class StreamUploadTest {
    private static final String STREAMS = "\"capabilities\":{\"gzip\":true,\"batch_id\":true,\"stream\":true}";

    private final Site site = new Site();

    @AfterEach
    void close() {
        assertThat(site.store.outbox().ledger().balanced()).isTrue();
        site.close();
    }

    private void queueSamples(int from, int to) {
        site.store.transaction(() -> {
            site.queueSamples(from, to);
            return true;
        });
    }

    private List<Seen> streams() {
        return site.server.seen("/metrics/stream");
    }

    private long acknowledged() {
        return site.store.outbox().ledger().acknowledged();
    }

    @Test
    void longQueue_isStreamed_andForgottenByTheReceipt() throws Exception {
        site.online(STREAMS).server.behave(Site::stored);
        queueSamples(0, 2_500);

        site.uploads.round();

        assertThat(streams()).singleElement().satisfies(stream -> {
            assertThat(stream.header("Content-type")).isEqualTo("application/x-ndjson");
            assertThat(stream.header("Content-encoding")).isEqualTo("gzip");
            String[] lines = stream.body().split("\n", -1);
            assertThat(lines).hasSize(2_502).endsWith("");
            assertThat(lines[0]).contains("\"agent_id\":\"agent-01\"", stream.header("Idempotency-key"));
            assertThat(lines[1]).contains(serial(0));
            assertThat(lines[2_500]).contains(serial(2_499));
        });
        assertThat(site.server.seen("/batch")).isEmpty();
        assertThat(site.queued(RecordKind.METRICS)).isZero();
        assertThat(acknowledged()).isEqualTo(2_500);
        UploadStatistics.Upload told = site.uploads.statistics().newest().getFirst();
        assertThat(told.streamed()).isTrue();
        assertThat(told.records()).isEqualTo(2_500);
        assertThat(told.wireBytes()).isPositive().isLessThan(told.bytes() / 5);
    }

    @Test
    void shortQueue_goesInBatches() throws Exception {
        site.online(STREAMS).server.behave(Site::stored);
        queueSamples(0, Streams.FROM);

        site.uploads.round();

        assertThat(streams()).isEmpty();
        assertThat(acknowledged()).isEqualTo(Streams.FROM);
    }

    @Test
    void serverThatDoesNotOfferIt_getsBatches() throws Exception {
        site.online("\"capabilities\":{\"gzip\":true,\"batch_id\":true}").server.behave(Site::stored);
        queueSamples(0, 2_500);

        site.uploads.round();

        assertThat(streams()).isEmpty();
        assertThat(acknowledged()).isEqualTo(2_500);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 413, 415})
    void streamThatIsRefused_goesInBatches_andIsNotTriedAgain(int status) throws Exception {
        site.online(STREAMS).server.behave(r -> r.path().endsWith("/stream") ? Reply.of(status, "{}") : Site.stored(r));
        queueSamples(0, 2_500);
        site.uploads.round();
        assertThat(acknowledged()).isEqualTo(2_500);
        assertThat(site.line.status().state()).isEqualTo(ConnectionState.ONLINE);
        site.pass(Duration.ofMinutes(5));
        queueSamples(0, 2_500);
        site.uploads.round();

        assertThat(streams()).hasSize(1);
        assertThat(acknowledged()).isEqualTo(5_000);
    }

    @Test
    void receiptForTheFirstRecordsOnly_leavesTheOthersWaiting() throws Exception {
        site.online(STREAMS)
                .server
                .behave(r -> r.path().endsWith("/stream")
                        ? Reply.of(200, "{\"success\":true,\"received\":1000,\"stored\":1000}")
                        : Reply.of(503, ""));
        queueSamples(0, 2_500);

        site.uploads.round();

        assertThat(acknowledged()).isEqualTo(1_000);
        assertThat(site.queued(RecordKind.METRICS)).isEqualTo(1_500);
    }

    @Test
    void receiptThatMakesNoSense_forgetsNothing() throws Exception {
        site.online(STREAMS)
                .server
                .behave(r -> r.path().endsWith("/stream")
                        ? Reply.of(200, "{\"success\":true,\"received\":9999,\"stored\":9999}")
                        : Reply.of(503, ""));
        queueSamples(0, 2_500);

        site.uploads.round();

        assertThat(acknowledged()).isZero();
    }

    @Test
    void refusedRecord_isSetAside_andAnUnknownDeviceSentAgain() throws Exception {
        site.know(2_001);
        site.online(STREAMS).server.behave(r -> r.path().endsWith("/stream") ? Reply.of(200, """
                {"success":true,"received":2500,"stored":2498,"rejected":[
                 {"index":7,"serial":"x","code":"wrong_type","detail":"bad"},
                 {"index":2001,"serial":"x","code":"unknown_device","detail":"no such device"}]}""") : Site.stored(r));
        queueSamples(0, 2_500);

        site.uploads.round();

        assertThat(site.store.outbox().parked(9)).singleElement().satisfies(p -> {
            assertThat(p.queued().printer().toString()).contains(serial(7));
            assertThat(p.reason()).isEqualTo("wrong_type: bad");
        });
        assertThat(site.server.seen("/devices/batch")).hasSize(1);
        assertThat(site.server.seen("/metrics/batch"))
                .singleElement()
                .satisfies(r -> assertThat(r.body()).contains(serial(2_001)));
        assertThat(site.queued(RecordKind.METRICS)).isZero();
    }

    @Test
    void streamThatWasCut_isTheSameOneAtEveryAttempt_alsoWhenMoreWasQueuedMeanwhile() throws Exception {
        AtomicInteger cuts = new AtomicInteger();
        site.online(STREAMS)
                .server
                .behave(r -> r.path().endsWith("heartbeat")
                        ? Site.heartbeatOk(STREAMS)
                        : cuts.incrementAndGet() <= 6 ? Reply.cut() : Site.stored(r));
        queueSamples(0, 4_100);
        site.uploads.round();
        queueSamples(4_100, 4_200);
        site.pass(Duration.ofMinutes(1));
        site.heartbeats.round();
        site.uploads.round();

        String first = lines(streams().getFirst());
        assertThat(streams()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(streams().subList(0, 5)).allMatch(r -> lines(r).equals(first));
        assertThat(streams().subList(0, 5))
                .extracting(r -> r.header("Idempotency-key"))
                .containsOnly(streams().getFirst().header("Idempotency-key"));
        assertThat(site.store.outbox().ledger().collected()).isEqualTo(4_200);
    }

    private static String lines(Seen stream) {
        return stream.body().substring(stream.body().indexOf('\n'));
    }

    @Test
    void idThatWasUsedForOtherContent_isReplaced() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        site.online(STREAMS)
                .server
                .behave(r -> answers.getAndIncrement() == 0
                        ? Reply.of(422, "{\"code\":\"batch_id_reused\"}")
                        : Site.stored(r));
        queueSamples(0, 2_500);

        site.uploads.round();

        assertThat(streams())
                .hasSize(2)
                .extracting(r -> r.header("Idempotency-key"))
                .doesNotHaveDuplicates();
        assertThat(acknowledged()).isEqualTo(2_500);
    }

    @Test
    void veryLongQueue_goesInSeveralStreams() throws Exception {
        site.online(STREAMS).server.behave(Site::stored);
        queueSamples(0, 22_500);

        site.uploads.round();

        assertThat(streams()).hasSize(2);
        assertThat(Site.count(streams().getFirst())).isEqualTo(20_000);
        assertThat(acknowledged()).isEqualTo(22_500);
    }

    @Test
    void longListOfDevices_isStreamedToo() throws Exception {
        site.online(STREAMS).server.behave(Site::stored);
        site.store.transaction(() -> {
            site.queueDevices(0, 2_100);
            return true;
        });

        site.uploads.round();

        assertThat(site.server.seen("/devices/stream")).hasSize(1);
        assertThat(acknowledged()).isEqualTo(2_100);
    }
}
