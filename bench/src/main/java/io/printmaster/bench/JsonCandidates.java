package io.printmaster.bench;

import io.avaje.jsonb.Json;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import io.printmaster.model.AgentId;
import io.printmaster.model.Alert;
import io.printmaster.model.Condition;
import io.printmaster.model.DetectedError;
import io.printmaster.model.FillState;
import io.printmaster.model.Identity;
import io.printmaster.model.Inventory;
import io.printmaster.model.Level;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Provenance;
import io.printmaster.model.Supply;
import io.printmaster.model.Tray;
import io.printmaster.wire.BatchJson;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.WireException;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Three ways of reading one batch of 42 devices: the wire's own mapping over Jackson's tree, Jackson's data binding
/// to records, and avaje-jsonb's generated adapters to the same records. The latter two stop at plain records; they do
/// neither the mapping to the model nor the refusal of single records.
final class JsonCandidates {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    static final int DEVICES = 42;

    private JsonCandidates() {}

    @Json
    record PlainBatch(String agent_id, String timestamp, List<PlainDevice> devices) {}

    @Json
    record PlainDevice(
            String device_key,
            String serial,
            @Nullable String manufacturer,
            @Nullable String model,
            @Nullable String firmware,
            @Nullable String ip,
            @Nullable String hostname,
            @Nullable String mac_address,
            @Nullable String location,
            @Nullable String description,
            String first_seen,
            String last_seen,
            String status,
            @Nullable List<String> errors,
            @Nullable List<String> consumables,
            @Nullable List<PlainRow> supplies,
            @Nullable List<PlainRow> trays,
            @Nullable List<PlainAlert> alerts,
            @Nullable List<String> capabilities) {}

    @Json
    record PlainRow(
            String index,
            String name,
            @Nullable String type,
            @Nullable String color,
            String state,
            @Nullable Long percent,
            @Nullable Long level,
            @Nullable Long capacity,
            @Nullable String unit) {}

    @Json
    record PlainAlert(int code, String severity, int group, String text) {}

    static int wire(byte[] body) {
        try {
            return BatchJson.readDevices(new ByteArrayInputStream(body), 20_000, AT)
                    .items()
                    .size();
        } catch (WireException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonMapper databindReader() {
        return JsonMapper.builder()
                .disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    static int databind(JsonMapper mapper, byte[] body) {
        return mapper.readValue(body, PlainBatch.class).devices().size();
    }

    static JsonType<PlainBatch> avajeReader() {
        return Jsonb.builder().build().type(PlainBatch.class);
    }

    static int avaje(JsonType<PlainBatch> type, byte[] body) {
        return type.fromJson(body).devices().size();
    }

    static byte[] batch() {
        List<byte[]> devices = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            devices.add(DeviceJson.encode(printer(i)));
        }
        return BatchJson.devices(new AgentId("agent-01"), AT, null, devices);
    }

    static Printer printer(int i) {
        List<Supply> supplies = new ArrayList<>();
        for (String color : List.of("black", "cyan", "magenta", "yellow")) {
            Level level = new Level.Measured(10 + i, 100);
            supplies.add(new Supply(
                    "1." + supplies.size(),
                    color + " toner",
                    "toner",
                    color,
                    false,
                    FillState.OK,
                    level,
                    "percent",
                    "TN-1",
                    ""));
        }
        Level paper = new Level.Measured(200 + i, 500);
        return new Printer(
                PrinterKey.ofSerial("Acme", "SN-10000" + i).orElseThrow(),
                new Identity("Acme", "ColorLaser 450", "SN-10000" + i, "2.41", "", ""),
                new Network("10.0.0." + i, "printer-" + i, "00:11:22:33:44:55", "", "", "http://10.0.0." + i + "/"),
                new Condition(
                        PrinterStatus.WARNING,
                        Set.of(DetectedError.LOW_TONER),
                        List.of(new Alert(1104, Alert.Severity.WARNING, 11, "1.1", "Toner low")),
                        "Ready"),
                new Inventory(
                        supplies,
                        List.of(
                                new Tray("1.1", "Tray 1", "A4", FillState.OK, paper, "sheets"),
                                new Tray("1.2", "Tray 2", "A3", FillState.OK, paper, "sheets")),
                        Set.of("color", "duplex")),
                new Provenance("network", "snmp", "snmp", AT, AT, "Hall", "Acme ColorLaser 450"));
    }
}
