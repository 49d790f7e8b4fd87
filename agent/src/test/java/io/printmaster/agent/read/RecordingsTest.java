package io.printmaster.agent.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.printmaster.agent.snmp.FakeDevice;
import io.printmaster.agent.snmp.SnmpCredential.Version;
import io.printmaster.model.FillState;
import io.printmaster.model.Identity;
import io.printmaster.model.Level;
import io.printmaster.model.Meters;
import io.printmaster.model.Supply;
import io.printmaster.model.Tray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real printers' answers through the real reader, against what a good reader finds. The recordings are
/// not ours to hand on: where they are absent, these tests are skipped.
final class RecordingsTest {
    private static final Path RECORDINGS = Path.of(System.getProperty("printmaster.root", ".."))
            .resolve("../shared/recordings")
            .normalize();
    private static final double SHARE = 0.99;
    private static final int MAX_REQUESTS = 30;
    private static final int MAX_REPLY_BYTES = 1400;

    /// A scanner and a print server without its printer: nothing is what there is to find.
    private static final Set<String> NO_PRINTERS = Set.of("epson-scanner_ds-860.snmprec", "jetdirect_1.snmprec");

    /// Empty in the table, but held by the recording in the very object from which this maker's other
    /// firmware cells come.
    private static final Set<String> HELD_AFTER_ALL = Set.of("kyocera_cs4053_full.snmprec firmware");

    private final List<String> misses = new ArrayList<>();
    private final List<String> invented = new ArrayList<>();
    private int cells;

    @BeforeEach
    void recordingsAreThere() {
        assumeTrue(Files.isDirectory(RECORDINGS.resolve("snmp")), "no recordings beside this clone: " + RECORDINGS);
    }

    private static ReadOutcome outcome(String file, Version version) throws IOException {
        return ReadFixture.read(FakeDevice.recorded(RECORDINGS.resolve("snmp").resolve(file)), version);
    }

    private static UnkeyedReading reading(String file, Version version) throws IOException {
        return ReadFixture.printer(outcome(file, version));
    }

    private static List<Map<String, String>> table(String name) throws IOException {
        return Csv.read(RECORDINGS.resolve(name));
    }

    private void check(String where, String expected, String found) {
        if (expected.isEmpty()) {
            return;
        }
        cells++;
        if (!List.of(expected.split("\\|")).contains(found)) {
            misses.add(where + ": expected \"" + expected + "\", found \"" + found + "\"");
        }
    }

    private void checkIdentity(String where, String expected, String found) {
        check(where, expected, found);
        if (expected.isEmpty() && !found.isEmpty() && !HELD_AFTER_ALL.contains(where)) {
            invented.add(where + ": \"" + found + "\"");
        }
    }

    private void judge() {
        double share = cells == 0 ? 0 : 1.0 - (double) misses.size() / cells;
        assertThat(cells).isPositive();
        assertThat(invented).as("values that the recordings do not hold").isEmpty();
        assertThat(share)
                .as(
                        "%d of %d cells are right; the others:%n%s",
                        cells - misses.size(), cells, String.join("\n", misses))
                .isGreaterThanOrEqualTo(SHARE);
    }

    /// Acceptance case 1 of docs/printers.md.
    /// Acceptance case 17 of docs/printers.md.
    @ParameterizedTest
    @EnumSource(Version.class)
    void identitiesMetersAndNumbersOfRows_areRight(Version version) throws IOException {
        for (Map<String, String> row : table("expected.csv")) {
            String file = row.get("file");
            if (file.startsWith("not-a-printer_") || NO_PRINTERS.contains(file)) {
                continue;
            }
            UnkeyedReading reading = reading(file, version);
            Identity identity = reading.identity();
            check(file + " manufacturer", row.get("manufacturer"), identity.manufacturer());
            checkIdentity(file + " model", row.get("model"), identity.model());
            checkIdentity(file + " serial", row.get("serial"), identity.serial());
            checkIdentity(file + " firmware", row.get("firmware"), identity.firmware());
            checkIdentity(file + " total_pages", row.get("total_pages"), total(reading.meters()));
            check(
                    file + " supplies",
                    row.get("n_supplies"),
                    "" + reading.inventory().supplies().size());
            check(
                    file + " trays",
                    row.get("n_trays"),
                    "" + reading.inventory().trays().size());
        }
        judge();
    }

    private static String total(Meters meters) {
        OptionalLong total = meters.count(Meters.TOTAL);
        return total.isPresent() ? Long.toString(total.getAsLong()) : "";
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void supplies_areRightRowByRow(Version version) throws IOException {
        for (Map<String, String> row : table("expected_supplies.csv")) {
            String where = row.get("file") + " supply " + row.get("index") + " ";
            Optional<Supply> found = reading(row.get("file") + ".snmprec", version).inventory().supplies().stream()
                    .filter(s -> s.index().equals(row.get("index")))
                    .findFirst();
            if (found.isEmpty()) {
                check(where, "a row", "none");
                continue;
            }
            Supply supply = found.get();
            check(where + "description", row.get("description"), joined(supply, row.get("description")));
            check(where + "type", row.get("type"), supply.type());
            check(where + "class", row.get("class").equals("4") ? "true" : "", "" + supply.receptacle());
            checkLevel(where, row, supply.level(), supply.state());
        }
        judge();
    }

    /// The table has descriptions as the printer sends them; the reader splits part number and serial
    /// off, so they are put together again as the printer does (`name, PN part;SNserial`, with
    /// `unknown` where there is none).
    private static String joined(Supply supply, String expected) {
        if (!expected.contains(", PN ")) {
            return supply.name();
        }
        String part = supply.partNumber().isEmpty() ? "unknown" : supply.partNumber();
        String serial = supply.serial().isEmpty() ? "unknown" : supply.serial();
        return supply.name() + ", PN " + part + ";SN" + serial;
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void trays_areRightRowByRow(Version version) throws IOException {
        for (Map<String, String> row : table("expected_trays.csv")) {
            String where = row.get("file") + " tray " + row.get("index") + " ";
            Optional<Tray> found = reading(row.get("file") + ".snmprec", version).inventory().trays().stream()
                    .filter(t -> t.index().equals(row.get("index")))
                    .findFirst();
            if (found.isEmpty()) {
                check(where, "a row", "none");
                continue;
            }
            check(where + "name", row.get("name"), found.get().name());
            check(where + "media", row.get("media"), found.get().media());
            checkLevel(where, row, found.get().level(), found.get().state());
        }
        judge();
    }

    private void checkLevel(String where, Map<String, String> row, Level level, FillState state) {
        String percent = level.percent().isPresent() ? "" + level.percent().getAsInt() : "none";
        check(where + "percent", row.get("percent").isEmpty() ? "none" : row.get("percent"), percent);
        String expected = switch (row.get("state")) {
            case "some remaining", "at least one sheet" -> "SomeLeft";
            case "unknown" -> "Unknown";
            case "empty" -> "EMPTY";
            default -> row.get("state").contains("capacity unknown") ? "Amount" : "";
        };
        check(
                where + "state",
                expected,
                expected.equals("EMPTY") ? "" + state : level.getClass().getSimpleName());
    }

    /// Acceptance case 22 of docs/printers.md.
    @Test
    void whatIsNoPrinter_givesNothing() throws IOException {
        List<String> files = new ArrayList<>(NO_PRINTERS);
        try (var all = Files.list(RECORDINGS.resolve("snmp"))) {
            all.map(f -> f.getFileName().toString())
                    .filter(f -> f.startsWith("not-a-printer_"))
                    .forEach(files::add);
        }
        assertThat(files).hasSize(6);
        for (String file : files) {
            for (Version version : Version.values()) {
                assertThat(outcome(file, version)).as(file).isInstanceOf(ReadOutcome.NotAPrinter.class);
            }
        }
    }

    @Test
    void everyRecording_isReadInFewRequestsAndSmallReplies() throws IOException {
        int requests = 0;
        int readings = 0;
        try (var files = Files.list(RECORDINGS.resolve("snmp"))) {
            for (Path file : files.sorted().toList()) {
                FakeDevice device = FakeDevice.recorded(file);
                ReadFixture.read(device);
                assertThat(device.seen()).as(file.toString()).hasSizeLessThanOrEqualTo(MAX_REQUESTS);
                // In a recording with holes a walk runs from a missing table into long private texts;
                // complete walks show what a device really sends.
                if (file.toString().contains("_full")) {
                    assertThat(device.largestReply()).as(file.toString()).isLessThan(MAX_REPLY_BYTES);
                }
                requests += device.seen().size();
                readings++;
            }
        }
        assertThat((double) requests / readings).as("requests a device").isLessThan(12);
    }
}
