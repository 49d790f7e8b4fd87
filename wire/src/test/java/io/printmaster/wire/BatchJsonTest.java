package io.printmaster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.AgentId;
import io.printmaster.model.Meters;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Ties;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class BatchJsonTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final AgentId AGENT = new AgentId("agent-01");

    @Test
    void device_survivesTheWireUnchanged() throws WireException {
        byte[] body = BatchJson.devices(
                AGENT,
                NOW,
                UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"),
                List.of(DeviceJson.encode(Printers.laser())));

        Batch<DeviceRecord> batch = devices(body);

        assertThat(batch.agentId()).contains(AGENT);
        assertThat(batch.timestamp()).contains(NOW);
        assertThat(batch.batchId()).isEqualTo("01890a5d-ac96-774b-bcce-b302099a8057");
        assertThat(batch.rejected()).isEmpty();
        assertThat(batch.items().getFirst().value()).isEqualTo(DeviceRecord.of(Printers.laser()));
    }

    @Test
    void encoding_isTheSameBytesEveryTime() {
        assertThat(DeviceJson.encode(Printers.laser())).isEqualTo(DeviceJson.encode(Printers.laser()));
        assertThat(SampleJson.encode(Printers.reading().sample()))
                .isEqualTo(SampleJson.encode(Printers.reading().sample()));
    }

    @Test
    void storedDevice_isReadBackEqual() {
        String stored = new String(DeviceJson.encode(Printers.laser()), StandardCharsets.UTF_8);

        assertThat(DeviceJson.decode(stored, NOW)).isEqualTo(DeviceRecord.of(Printers.laser()));
    }

    @Test
    void someLeft_hasNoPercentOnTheWire() {
        String json = new String(DeviceJson.encode(Printers.laser()), StandardCharsets.UTF_8);

        assertThat(json)
                .contains("{\"index\":\"1.2\",\"name\":\"Supply 1.2\",\"type\":\"wasteToner\",\"class\":\"receptacle\","
                        + "\"state\":\"some_left\",\"some_left\":true,\"unit\":\"percent\",\"part_number\":\"PN1\"}");
    }

    @Test
    void sample_survivesTheWireWithItsOwnTime() throws WireException {
        byte[] body = BatchJson.metrics(
                AGENT, NOW, null, List.of(SampleJson.encode(Printers.reading().sample())));

        SampleRecord sample = metrics(body).items().getFirst().value();

        assertThat(sample.of(sample.key().orElseThrow()))
                .isEqualTo(Printers.reading().sample());
        assertThat(sample.at()).isEqualTo(Printers.AT);
    }

    @Test
    void otherAgentsDevice_keepsWhatOnlyItTells() throws WireException {
        String body = """
                {"agent_id":"go-1","timestamp":"2025-11-03T10:32:15.123456789-04:00","devices":[{"serial":"CN12345678",
                "ip":"10.1.1.1","manufacturer":"HP","model":"M1","consumables":["Black"],"status_messages":null,
                "last_seen":"0001-01-01T00:00:00Z","raw_data":{"a":1},"is_usb":false,"new_field":[1]}]}""";

        DeviceRecord device = devices(bytes(body)).items().getFirst().value();

        assertThat(device.printer().key()).hasToString("serial:HP/CN12345678");
        assertThat(device.printer().provenance().lastSeen()).isEqualTo("2025-11-03T14:32:15.123456789Z");
        assertThat(device.consumables()).containsExactly("Black");
        assertThat(device.extras()).contains("\"raw_data\":{\"a\":1}").contains("\"is_usb\":false");
        assertThat(DeviceJson.decode(new String(DeviceJson.encode(device), StandardCharsets.UTF_8), NOW)
                        .extras())
                .contains("\"raw_data\":{\"a\":1}");
    }

    @Test
    void otherAgentsSample_meansUnknownByZero() throws WireException {
        String body = """
                {"metrics":[{"serial":"CN1","timestamp":"2025-11-03T14:32:15Z","page_count":10,"color_pages":0,
                "toner_levels":{"black":20,"cyan":-3}}]}""";

        SampleRecord sample = metrics(bytes(body)).items().getFirst().value();

        assertThat(sample.key()).isEmpty();
        assertThat(sample.meters().counts()).containsOnlyKeys(Meters.TOTAL);
        assertThat(sample.supplies()).singleElement().satisfies(s -> {
            assertThat(s.name()).isEqualTo("black");
            assertThat(s.percent()).hasValue(20);
        });
    }

    @Test
    void wrongRecords_areRefusedAlone() throws WireException {
        String body = """
                {"agent_id":"a1","devices":[{"serial":"GOOD12345"},{"serial":7},"text",{"model":"nobody"},
                {"serial":"AB123","supplies":[{"index":"1","level":-3}]},{"serial":"XXXXXXXX","mac_address":"00:11:22:33:44:55"}]}""";

        Batch<DeviceRecord> batch = devices(bytes(body));

        assertThat(batch.received()).isEqualTo(6);
        assertThat(batch.items()).extracting(Batch.Item::index).containsExactly(0, 5);
        assertThat(batch.items().get(1).value().printer().key().kind()).isEqualTo(PrinterKey.Kind.MAC);
        assertThat(batch.rejected())
                .extracting(r -> r.index() + ":" + r.code())
                .containsExactly("1:wrong_type", "2:wrong_type", "3:missing_key", "4:out_of_range");
    }

    @Test
    void negativeCounter_isRefused() throws WireException {
        Batch<SampleRecord> batch = metrics(bytes("{\"metrics\":[{\"serial\":\"S\",\"counters\":{\"total\":-1}}]}"));

        assertThat(batch.rejected()).extracting(Rejection::code).containsExactly("out_of_range");
    }

    @Test
    void malformedEnvelopes_areRefusedWhole() {
        for (String body : List.of(
                "",
                "[]",
                "{\"devices\":{}}",
                "{\"agent_id\":\"a\"}",
                "{\"devices\":[",
                "{\"devices\":[]} x",
                "{\"devices\":[],\"agent_id\":5}",
                "{\"devices\":[],\"agent_id\":\"a b\"}",
                "{\"devices\":[],\"timestamp\":\"yesterday\"}",
                "{\"devices\":[],\"devices\":[]}",
                "{\"devices\":[" + "[".repeat(100_000))) {
            assertThatThrownBy(() -> devices(bytes(body)))
                    .as(body.length() > 100 ? "deep nesting" : body)
                    .isInstanceOfSatisfying(
                            WireException.class, e -> assertThat(e.kind()).isEqualTo(WireException.Kind.MALFORMED));
        }
    }

    @Test
    void aNameThatStandsTwice_makesTheBodyUnreadable_howeverManyThereAre() throws WireException {
        for (int names : List.of(2, 63, 64, 65, 20_000)) {
            StringBuilder device = new StringBuilder("{\"serial\":\"GOOD12345\",\"n0\":0");
            for (int i = 1; i < names; i++) {
                device.append(",\"n").append(i).append("\":null");
            }
            assertThat(devices(bytes("{\"devices\":[" + device + "}]}")).items())
                    .hasSize(1);
            for (int again : List.of(0, names - 1)) {
                String body = "{\"devices\":[" + device + ",\"n" + again + "\":1}]}";
                assertThatThrownBy(() -> devices(bytes(body)))
                        .as(names + " names, n" + again + " twice")
                        .isInstanceOfSatisfying(
                                WireException.class, e -> assertThat(e.kind()).isEqualTo(WireException.Kind.MALFORMED));
            }
        }
    }

    @Test
    void wholeNumbers_areTakenInAnyWriting_andNothingElse() throws WireException {
        for (String whole : List.of("7", "7.0", "0.7e1", "700e-2")) {
            Batch<SampleRecord> batch = metrics(bytes(sampleWithTotal(whole)));
            assertThat(batch.items().getFirst().value().meters().count(Meters.TOTAL))
                    .as(whole)
                    .hasValue(7);
        }
        for (String other :
                List.of("7.5", "1e400", "1e999999999", "1e-999999999", "99999999999999999999", "\"7\"", "true")) {
            assertThat(metrics(bytes(sampleWithTotal(other))).rejected())
                    .as(other)
                    .extracting(Rejection::code)
                    .containsExactly("wrong_type");
        }
    }

    private static String sampleWithTotal(String number) {
        return "{\"metrics\":[{\"serial\":\"S\",\"counters\":{\"total\":" + number + "}}]}";
    }

    @Test
    void whatOnlyOtherAgentsTell_isKeptToTheLastValue() throws WireException {
        String raw = "{\"a\":[1,2.50,null,true,{\"b\":\"\\u00e9\"}],\"c\":null,\"d\":12345678901234567890}";
        String body = "{\"devices\":[{\"serial\":\"GOOD12345\",\"raw_data\":" + raw + "}]}";

        DeviceRecord device = devices(bytes(body)).items().getFirst().value();

        assertThat(device.extras()).isEqualTo("{\"raw_data\":" + raw.replace("\\u00e9", "\u00e9") + "}");
    }

    @Test
    void tooManyRecords_areTooLarge() {
        String body = "{\"devices\":[" + "{},".repeat(50) + "{}]}";

        assertThatThrownBy(() -> BatchJson.readDevices(new ByteArrayInputStream(bytes(body)), 50, NOW))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.kind()).isEqualTo(WireException.Kind.TOO_LARGE));
    }

    @Test
    void emptyBatch_isABatch() throws WireException {
        assertThat(devices(bytes("{\"devices\":null}")).received()).isZero();
        assertThat(devices(BatchJson.devices(AGENT, NOW, null, List.of())).items())
                .isEmpty();
    }

    private static Batch<DeviceRecord> devices(byte[] body) throws WireException {
        return BatchJson.readDevices(new ByteArrayInputStream(body), 1_000, NOW);
    }

    private static Batch<SampleRecord> metrics(byte[] body) throws WireException {
        return BatchJson.readMetrics(new ByteArrayInputStream(body), 1_000, NOW);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void formerKeysAddressesAndQueues_comeBackAsTheyWereSent() {
        Printer laser = Printers.laser();
        Network network = new Network(
                "10.0.0.7",
                "",
                "00:11:22:33:44:55",
                "",
                "",
                "",
                List.of("00:11:22:33:44:66", "00:11:22:33:44:55"),
                true);
        Ties ties = new Ties(
                List.of(PrinterKey.ofMac("00:11:22:33:44:55").orElseThrow()),
                List.of("10.0.0.8", "fe80::1"),
                List.of("office@10.0.0.2"));
        Printer tied = new Printer(
                laser.key(), laser.identity(), network, laser.condition(), laser.inventory(), laser.provenance(), ties);
        String json = new String(DeviceJson.encode(tied), StandardCharsets.UTF_8);
        assertThat(DeviceJson.decode(json, Printers.AT).printer()).isEqualTo(tied);
        assertThat(json).contains("\"former_keys\":[\"mac:00:11:22:33:44:55\"]", "\"wireless\":true");
        assertThat(new String(DeviceJson.encode(laser), StandardCharsets.UTF_8))
                .doesNotContain("former_keys", "mac_addresses", "wireless", "other_addresses", "queues");
    }

    @Test
    void formerKeysThatAreNone_areLeftOut() {
        String json = """
                {"device_key":"serial:ACME/AB12345","former_keys":["10.0.0.7","mac:00:11:22:33:44:55","serial:ACME/AB12345"]}
                """;
        assertThat(DeviceJson.decode(json, Printers.AT).printer().ties().formerKeys())
                .extracting(PrinterKey::toString)
                .containsExactly("mac:00:11:22:33:44:55");
    }
}
