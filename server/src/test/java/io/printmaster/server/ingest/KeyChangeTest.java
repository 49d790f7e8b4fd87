package io.printmaster.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.Identity;
import io.printmaster.model.Meters;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Provenance;
import io.printmaster.model.Sample;
import io.printmaster.model.TenantId;
import io.printmaster.model.Ties;
import io.printmaster.server.http.Response;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Samples;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.sqlite.SqliteStore;
import io.printmaster.wire.BatchJson;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.SampleJson;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A device whose key gets stronger, as its agent sends it.
final class KeyChangeTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final AgentId AGENT = new AgentId("agent-01");
    private static final PrinterKey UUID =
            PrinterKey.ofUuid("11111111-2222-3333-4444-00aabbccdd01").orElseThrow();
    private static final PrinterKey SERIAL =
            PrinterKey.ofSerial("Acme", "SER0001").orElseThrow();

    @TempDir
    Path directory;

    private Store store;
    private BatchIntake intake;

    @BeforeEach
    void open() {
        Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
        store = SqliteStore.open(directory, new Random(1));
        AgentAudit audit = new AgentAudit(store, clock);
        intake = new BatchIntake(new Commits(store, audit), new RecordStorage(audit), clock, audit);
        AgentFacts facts = new AgentFacts("Site", "1", "1", "pc", "", "linux", "", "", "", "", "", 4, 0);
        store.write(tx -> {
            tx.tenants().add(TenantId.DEFAULT, "Default", NOON);
            tx.agents().register(AGENT, TenantId.DEFAULT, "", facts, "", NOON);
            return true;
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Printer printer(PrinterKey key, String serial, Instant seen, PrinterKey... former) {
        Printer p = Samples.printer("SER0001", "M", "10.0.0.1", 50, seen);
        return new Printer(
                key,
                new Identity("Acme", "M", serial, "", "", ""),
                p.network(),
                p.condition(),
                p.inventory(),
                new Provenance("network", "snmp", "snmp", seen, seen, "", ""),
                new Ties(List.of(former), List.of(), List.of()));
    }

    private void send(Printer printer) {
        Response response = intake.devices(new FakeUpload(
                AGENT, Map.of(), BatchJson.devices(AGENT, NOON, null, List.of(DeviceJson.encode(printer)))));
        assertThat(response.status()).isEqualTo(200);
    }

    private void sample(PrinterKey key, Instant at, long total) {
        Sample sample = new Sample(key, key.toString(), at, new Meters(Map.of("total", total), ""), List.of());
        Response response = intake.metrics(new FakeUpload(
                AGENT, Map.of(), BatchJson.metrics(AGENT, NOON, null, List.of(SampleJson.encode(sample)))));
        assertThat(response.status()).isEqualTo(200);
    }

    private DeviceRow only() {
        List<DeviceRow> rows = store.read(tx -> tx.devices()
                        .page(
                                new Scope.Everyone(),
                                DeviceQueries.Filter.ALL,
                                DeviceQueries.Sort.SERIAL,
                                false,
                                PageRequest.first(9)))
                .items();
        assertThat(rows).hasSize(1);
        return rows.getFirst();
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

    private List<Long> totals() {
        return store
                .read(tx -> tx.metrics()
                        .history(TenantId.DEFAULT, SERIAL, NOON.minusSeconds(999), NOON.plusSeconds(999), 99))
                .stream()
                .map(point -> point.meters().count("total").orElseThrow())
                .toList();
    }

    @Test
    void recordsUnderTheFormerKey_beforeAndAfterTheChange_landOnTheDevice_andItIsAudited() {
        send(printer(UUID, "", NOON.minusSeconds(120)));
        sample(UUID, NOON.minusSeconds(120), 100);

        send(printer(SERIAL, "SER0001", NOON, UUID));
        sample(UUID, NOON.minusSeconds(60), 110);
        sample(SERIAL, NOON, 120);
        send(printer(SERIAL, "SER0001", NOON, UUID));
        sample(UUID, NOON.minusSeconds(60), 110);
        send(printer(UUID, "", NOON.minusSeconds(60)));

        assertThat(only().key()).isEqualTo(SERIAL);
        assertThat(only().lastSeen()).as("the late record is older").isEqualTo(NOON);
        assertThat(totals()).containsExactly(100L, 110L, 120L);
        assertThat(audited("device_key")).containsExactly("Device " + UUID + " is known as " + SERIAL + " now");
    }

    @Test
    void agentThatForgot_andWhosePrinterTellsLess_stillMeansTheDevice() {
        send(printer(UUID, "", NOON.minusSeconds(120)));
        send(printer(SERIAL, "SER0001", NOON, UUID));

        send(printer(UUID, "", NOON.plusSeconds(300)));

        assertThat(only().key()).isEqualTo(SERIAL);
        assertThat(only().serial()).isEqualTo("SER0001");
        assertThat(only().lastSeen()).isEqualTo(NOON.plusSeconds(300));
        String detail =
                store.read(tx -> tx.devices().detail(TenantId.DEFAULT, SERIAL)).orElseThrow();
        assertThat(detail)
                .contains("\"device_key\":\"" + SERIAL + "\"")
                .as("times are those of the device's row")
                .doesNotContain("first_seen", "last_seen");
    }
}
