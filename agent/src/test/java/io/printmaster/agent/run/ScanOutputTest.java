package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.read.Origin;
import io.printmaster.agent.read.UnkeyedReading;
import io.printmaster.agent.store.TestPrinters;
import io.printmaster.model.Identity;
import io.printmaster.model.Reading;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ScanOutputTest {
    private static final Reading SECOND = TestPrinters.reading(2, 20, TestPrinters.NOON);
    private static final Reading FIRST = TestPrinters.reading(1, 10, TestPrinters.NOON);

    @Test
    void json_isTheDeviceWithItsMetrics() {
        ObjectNode json = Json.parse(ScanOutput.json(Found.of(FIRST)));

        assertThat(json.path("schema_version").asInt()).isEqualTo(1);
        assertThat(json.path("device_key").asString())
                .isEqualTo(FIRST.printer().key().toString());
        assertThat(json.path("ip").asString()).isEqualTo("10.0.0.1");
        assertThat(json.at("/metrics/page_count").asLong()).isEqualTo(10);
        assertThat(json.has("note")).isFalse();
        assertThat(ScanOutput.json(Found.of(FIRST))).doesNotContain("\n");
    }

    @Test
    void printerThatNothingIdentifies_hasNoKeyAndANote() {
        ObjectNode json = Json.parse(ScanOutput.json(Found.unidentified(nameless(), Origin.UNKNOWN)));

        assertThat(json.path("device_key").asString()).isEmpty();
        assertThat(json.path("serial").asString()).isEmpty();
        assertThat(json.at("/metrics/device_key").asString()).isEmpty();
        assertThat(json.path("model").asString()).isEqualTo("Nameless 1");
        assertThat(json.path("note").asString()).contains("no serial");
        assertThat(json.toString()).doesNotContain("uuid:none");
    }

    @Test
    void table_isInTheOrderOfTheAddresses() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int found;
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            found = ScanOutput.table(out, false, told -> {
                told.accept(Found.of(SECOND));
                told.accept(Found.of(FIRST));
                return 2;
            });
        }

        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(found).isEqualTo(2);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("ADDRESS").endsWith("SUPPLIES");
        assertThat(lines.get(1)).startsWith("10.0.0.1 ").contains("SN00001", "black 80%");
        assertThat(lines.get(2)).startsWith("10.0.0.2 ");
    }

    @Test
    void origin_namesTheDoorOfEachField() throws Exception {
        Found found =
                Found.of(FIRST, new Origin(Map.of("serial", "ipp", "metrics", "snmp site", "supplies", "snmp site")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            ScanOutput.table(out, true, told -> {
                told.accept(found);
                return 1;
            });
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().skip(2))
                .containsExactly("  by ipp: serial", "  by snmp site: metrics, supplies");
        ObjectNode json = Json.parse(ScanOutput.jsonWithOrigin(found));
        assertThat(json.at("/origin/serial").asString()).isEqualTo("ipp");
        assertThat(json.at("/origin/metrics").asString()).isEqualTo("snmp site");
        assertThat(Json.parse(ScanOutput.json(found)).has("origin")).isFalse();
    }

    @Test
    void nothingFound_printsNothing() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            assertThat(ScanOutput.table(out, false, told -> 0)).isZero();
        }
        assertThat(bytes.size()).isZero();
    }

    private static UnkeyedReading nameless() {
        return UnkeyedReading.of(new Identity("Acme", "Nameless 1", "", "", "", ""), TestPrinters.NOON);
    }
}
