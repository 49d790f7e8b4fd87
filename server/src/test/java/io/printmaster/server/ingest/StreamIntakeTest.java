package io.printmaster.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.Meters;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sample;
import io.printmaster.model.TenantId;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Response;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Samples;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.sqlite.SqliteStore;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.Receipt;
import io.printmaster.wire.RecordStream;
import io.printmaster.wire.Rejection;
import io.printmaster.wire.SampleJson;
import io.printmaster.wire.WireException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Long lists that arrive as streams, whole, cut and again.
final class StreamIntakeTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final AgentId AGENT = new AgentId("agent-01");
    private static final UUID ID = new UUID(0x0190_0000_0000_7000L, 5);
    private static final PrinterKey KEY = PrinterKey.ofSerial("Acme", "SER0001").orElseThrow();
    private static final Map<String, String> LINES = Map.of("Content-Type", RecordStream.CONTENT_TYPE);

    @TempDir
    Path directory;

    private Store store;
    private StreamIntake intake;

    @BeforeEach
    void open() {
        Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
        store = SqliteStore.open(directory, new Random(1));
        AgentAudit audit = new AgentAudit(store, clock);
        intake = new StreamIntake(new Commits(store, audit), new RecordStorage(audit), clock, audit);
        AgentFacts facts = new AgentFacts("Site", "1", "1", "pc", "", "linux", "", "", "", "", "", 4, 0);
        store.write(tx -> {
            tx.tenants().add(TenantId.DEFAULT, "Default", NOON);
            tx.agents().register(AGENT, TenantId.DEFAULT, "", facts, "", NOON);
            return tx.devices()
                    .report(
                            TenantId.DEFAULT,
                            AGENT,
                            Samples.report(Samples.printer("SER0001", "M", "10.0.0.1", 50, NOON)),
                            NOON);
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static String sample(PrinterKey key, int number) {
        Sample sample = new Sample(
                key,
                key.toString(),
                NOON.plusSeconds(number),
                new Meters(Map.of("total", (long) number), ""),
                List.of());
        return new String(SampleJson.encode(sample), StandardCharsets.UTF_8) + "\n";
    }

    private static byte[] samples(UUID id, int from, int to) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(RecordStream.head(AGENT, NOON, id));
        for (int i = from; i < to; i++) {
            body.writeBytes(sample(KEY, i).getBytes(StandardCharsets.UTF_8));
        }
        return body.toByteArray();
    }

    private Receipt metrics(byte[] body) throws WireException {
        Response response = intake.metrics(new FakeUpload(AGENT, LINES, body));
        assertThat(response.status()).isEqualTo(200);
        return Receipt.fromJson(((Response.Body.Bytes) response.body()).content());
    }

    /// A stream of which only so much arrives.
    private void cut(byte[] body, int length) {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(body, 0, length), new InputStream() {
            @Override
            public int read() {
                throw HttpProblem.malformed("cut");
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                throw HttpProblem.malformed("cut");
            }
        });
        FakeUpload request = new FakeUpload(AGENT, LINES, body) {
            @Override
            public InputStream body() {
                return broken;
            }
        };
        assertThatThrownBy(() -> intake.metrics(request)).isInstanceOf(HttpProblem.class);
    }

    private long stored() {
        return store.read(tx -> tx.metrics().count(new Scope.Everyone()));
    }

    private List<String> audited(String action) {
        return store
                .read(tx -> tx.audit().page(new Scope.Everyone(), Audit.Filter.ALL, PageRequest.first(99)))
                .items()
                .stream()
                .filter(entry -> entry.action().equals(action))
                .map(Audit.Entry::details)
                .toList();
    }

    @Test
    void stream_isStoredInParts_eachWithItsAuditRow_andAnsweredAsAWhole() throws Exception {
        assertThat(metrics(samples(ID, 0, 4_500))).isEqualTo(new Receipt(4_500, 4_500, List.of()));
        assertThat(stored()).isEqualTo(4_500);
        assertThat(audited("upload_metrics"))
                .containsExactlyInAnyOrder(
                        "Uploaded 2000 snapshots", "Uploaded 2000 snapshots", "Uploaded 500 snapshots");
    }

    @Test
    void sameStreamAgain_getsTheSameAnswerAndChangesNothing() throws Exception {
        byte[] body = samples(ID, 0, 2_200);
        Receipt first = metrics(body);
        assertThat(metrics(body)).isEqualTo(first);
        assertThat(audited("upload_metrics")).hasSize(2);
    }

    @Test
    void streamThatWasCut_mayBeSentAgain_andNothingIsCountedTwice() throws Exception {
        byte[] body = samples(ID, 0, 5_000);
        cut(body, body.length / 2);
        assertThat(stored()).as("whole parts only").isEqualTo(2_000);
        assertThat(audited("upload_metrics")).containsExactly("Uploaded 2000 snapshots");

        assertThat(metrics(body)).isEqualTo(new Receipt(5_000, 5_000, List.of()));

        assertThat(stored()).isEqualTo(5_000);
        assertThat(audited("upload_metrics")).hasSize(3);
    }

    @Test
    void sameIdWithOtherContent_isRefused_andTheDatabaseStaysRight() throws Exception {
        metrics(samples(ID, 0, 1_000));
        assertThatThrownBy(() -> metrics(samples(ID, 1, 1_001)))
                .isInstanceOfSatisfying(
                        HttpProblem.class, p -> assertThat(p.status()).isEqualTo(422));
        assertThat(stored()).isEqualTo(1_000);
    }

    @Test
    void refusedRecords_areNamedByTheirPlaceInTheWholeStream() throws Exception {
        PrinterKey stranger = PrinterKey.ofSerial("Acme", "SER9999").orElseThrow();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(samples(ID, 0, 1_500));
        body.writeBytes(sample(stranger, 1).getBytes(StandardCharsets.UTF_8));
        body.writeBytes("{\"nothing\":1}\n".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(sample(KEY, 1_500).getBytes(StandardCharsets.UTF_8));

        Receipt receipt = metrics(body.toByteArray());

        assertThat(receipt.received()).isEqualTo(1_503);
        assertThat(receipt.stored()).isEqualTo(1_501);
        assertThat(receipt.rejected())
                .extracting(r -> r.index() + " " + r.code())
                .containsExactly("1500 " + Rejection.UNKNOWN_DEVICE, "1501 missing_key");
        assertThat(metrics(body.toByteArray())).as("the same again").isEqualTo(receipt);
    }

    @Test
    void streamOfRefusedRecords_isNotReadToItsEnd() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(RecordStream.head(AGENT, NOON, ID));
        for (int i = 0; i < 9_000; i++) {
            body.writeBytes("{}\n".getBytes(StandardCharsets.UTF_8));
        }
        Receipt receipt = metrics(body.toByteArray());
        assertThat(receipt.received()).isBetween(1_000, 6_000);
        assertThat(receipt.rejected()).hasSize(receipt.received());
    }

    @Test
    void devices_areStreamedToo() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(RecordStream.head(AGENT, NOON, ID));
        for (int i = 0; i < 4_100; i++) {
            body.writeBytes(DeviceJson.encode(Samples.printer("S%05d".formatted(i), "M", "10.1.0.1", 50, NOON)));
            body.write('\n');
        }
        Response response = intake.devices(new FakeUpload(AGENT, LINES, body.toByteArray()));
        assertThat(Receipt.fromJson(((Response.Body.Bytes) response.body()).content())
                        .stored())
                .isEqualTo(4_100);
        assertThat(audited("upload_devices")).hasSize(3);
    }

    @Test
    void emptyStream_isAnswered() throws Exception {
        assertThat(metrics(samples(ID, 0, 0))).isEqualTo(new Receipt(0, 0, List.of()));
    }

    @Test
    void otherForms_areRefusedBeforeAnythingIsStored() {
        assertProblem(415, Map.of("Content-Type", "application/json"), samples(ID, 0, 1));
        assertProblem(400, LINES, "no head\n".getBytes(StandardCharsets.UTF_8));
        assertProblem(400, LINES, sample(KEY, 1).getBytes(StandardCharsets.UTF_8));
        assertProblem(403, LINES, RecordStream.head(new AgentId("agent-02"), NOON, ID));
        assertProblem(413, LINES, samples(ID, 0, BatchIntake.MAX_RECORDS + 1));
        assertThat(audited("forbidden")).hasSize(1);
    }

    private void assertProblem(int status, Map<String, String> headers, byte[] body) {
        assertThatThrownBy(() -> intake.metrics(new FakeUpload(AGENT, headers, body)))
                .isInstanceOfSatisfying(
                        HttpProblem.class, p -> assertThat(p.status()).isEqualTo(status));
    }
}
