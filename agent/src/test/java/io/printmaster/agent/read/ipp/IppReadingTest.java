package io.printmaster.agent.read.ipp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.model.Alert;
import io.printmaster.model.Condition;
import io.printmaster.model.DetectedError;
import io.printmaster.model.FillState;
import io.printmaster.model.HintName;
import io.printmaster.model.Level;
import io.printmaster.model.Meters;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import io.printmaster.model.Supply;
import io.printmaster.model.Tray;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IppReadingTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Map<String, List<Object>> told = new HashMap<>(Map.of(
            "printer-make-and-model", List.of("Acme Laser 100"),
            "printer-state", List.of(3),
            "printer-uuid", List.of("urn:uuid:11111111-2222-3333-4444-555555555555")));

    private ReadOutcome outcome() {
        Sighting sighting = new Sighting(
                InetAddress.getLoopbackAddress(),
                631,
                Sighting.Door.MDNS,
                "",
                NOW,
                Map.of(HintName.HOSTNAME, "ACME123.local"));
        return IppReading.of(new IppAttributes(told), sighting, NOW);
    }

    private Reading reading() {
        assertThat(outcome()).isInstanceOf(ReadOutcome.Read.class);
        return ((ReadOutcome.Read) outcome()).reading();
    }

    private List<Supply> supplies() {
        return reading().printer().inventory().supplies();
    }

    @Test
    void identity_comesFromDeviceIdFirst() {
        told.put("printer-device-id", List.of("MFG:Acme;MDL:Laser;SN:AB12345;"));
        told.put("printer-firmware-string-version", List.of("", "1.2.3"));
        told.put("printer-more-info", List.of("http://127.0.0.1/"));
        told.put("printer-location", List.of("2nd floor"));

        Reading reading = reading();

        assertThat(reading.printer().key()).hasToString("serial:ACME/AB12345");
        assertThat(reading.printer().identity().manufacturer()).isEqualTo("Acme");
        assertThat(reading.printer().identity().model()).isEqualTo("Laser 100");
        assertThat(reading.printer().identity().firmware()).isEqualTo("1.2.3");
        assertThat(reading.printer().identity().uuid()).isEqualTo("11111111-2222-3333-4444-555555555555");
        assertThat(reading.printer().network().webUiUrl()).isEqualTo("http://127.0.0.1/");
        assertThat(reading.printer().network().hostname()).isEqualTo("ACME123.local");
        assertThat(reading.printer().provenance().location()).isEqualTo("2nd floor");
        assertThat(reading.printer().provenance().discoveryMethod()).isEqualTo("mdns");
        assertThat(reading.at()).isEqualTo(NOW);
    }

    @Test
    void withoutSerial_theUuidIsTheKey_andFillersAreNone() {
        told.put("printer-device-id", List.of("MFG:Acme;SN:XXXXXXXXXX;"));

        assertThat(reading().printer().key()).hasToString("uuid:11111111-2222-3333-4444-555555555555");
    }

    @Test
    void withoutAnything_itHasNoIdentity() {
        told.put("printer-uuid", List.of("urn:uuid:00000000-0000-0000-0000-000000000000"));

        assertThat(outcome()).isInstanceOfSatisfying(ReadOutcome.NoIdentity.class, none -> {
            assertThat(none.reading().identity().manufacturer()).isEqualTo("Acme");
            assertThat(none.reading().identity().model()).isEqualTo("Laser 100");
        });
    }

    @Test
    void queueOfCups_isNoDevice() {
        told.put("printer-type", List.of(0x1234));

        assertThat(outcome()).isInstanceOf(ReadOutcome.NotAPrinter.class);
    }

    @Test
    void noAttributes_areNoPrinter() {
        told.clear();

        assertThat(outcome()).isInstanceOf(ReadOutcome.NotAPrinter.class);
    }

    @Test
    void linkThatIsNoWebPage_isNotKept() {
        told.put("printer-more-info", List.of("javascript:alert(1)"));

        assertThat(reading().printer().network().webUiUrl()).isEmpty();
    }

    @Test
    void markerLists_giveWordsForTheMagicNumbers() {
        told.put("marker-names", List.of("Black", "Cyan", "Magenta", "Yellow", "Waste"));
        told.put("marker-types", List.of("toner-cartridge", "toner", "toner", "toner", "waste-toner"));
        told.put("marker-colors", List.of("#000000", "#00FFFF", "#FF00FF", "#ffff00", "none"));
        told.put("marker-levels", List.of(-3, -2, -1, 14, 70));
        told.put("marker-low-levels", List.of(15, 15, 15, 15, 90));

        assertThat(supplies())
                .extracting(Supply::type, Supply::color, Supply::state, Supply::level, Supply::receptacle)
                .containsExactly(
                        tuple(
                                "tonerCartridge",
                                "black",
                                FillState.SOME_LEFT,
                                new Level.SomeLeft(OptionalLong.of(100)),
                                false),
                        tuple("toner", "cyan", FillState.UNKNOWN, Level.unknown(), false),
                        tuple("toner", "magenta", FillState.UNKNOWN, Level.unknown(), false),
                        tuple("toner", "yellow", FillState.LOW, new Level.Measured(14, 100), false),
                        tuple("wasteToner", "", FillState.OK, new Level.Measured(30, 100), true));
    }

    @Test
    void listsOfDifferentLength_goByPosition_andSayUnknownForTheRest() {
        told.put("marker-names", List.of("Black", "Cyan"));
        told.put("marker-levels", List.of(60));

        assertThat(supplies())
                .extracting(Supply::name, Supply::type, Supply::level)
                .containsExactly(
                        tuple("Black", "unknown", new Level.Measured(60, 100)),
                        tuple("Cyan", "unknown", Level.unknown()));
    }

    @Test
    void inksOfOneValue_keepTheirOwnColor() {
        told.put("marker-names", List.of("Photo Black ink", "Black ink", "Light Cyan"));
        told.put("marker-colors", List.of("#000000", "#000000", "#00FFFF"));
        told.put("marker-levels", List.of(1, 2, 3));

        assertThat(supplies()).extracting(Supply::color).containsExactly("photo black", "black", "light cyan");
    }

    @Test
    void printerSupply_knowsCapacityAndClass() {
        told.put(
                "printer-supply",
                List.of(
                        "type=toner;maxcapacity=2000;level=500;class=supplyThatIsConsumed;unit=impressions;colorantname=black",
                        "level=-3;maxcapacity=-2;index=9;class=receptacleThatIsFilled;type=wasteToner;colorantname=none;",
                        "type=opc;maxcapacity=-2;level=12;colorantname=unknown;",
                        "type=fuser;level=-1;maxcapacity=-1",
                        "type=toner;level=181;maxcapacity=100;level=5"));
        told.put("printer-supply-description", List.of("Black cartridge", "", ""));

        assertThat(supplies())
                .extracting(Supply::index, Supply::name, Supply::level, Supply::receptacle, Supply::unit)
                .containsExactly(
                        tuple("1.1", "Black cartridge", new Level.Measured(500, 2000), false, "impressions"),
                        tuple("1.9", "", new Level.SomeLeft(OptionalLong.empty()), true, ""),
                        tuple("1.3", "", new Level.Amount(12), false, ""),
                        tuple("1.4", "", new Level.Unlimited(), false, ""),
                        tuple("1.5", "", new Level.Measured(181, 100), false, ""));
    }

    @Test
    void trays_areRead_whateverTheOrder() {
        told.put(
                "printer-input-tray",
                List.of(
                        "name=Tray 1;status=0;level=0;maxcapacity=250;unit=sheets",
                        "type=other;level=-2;maxcapacity=-2",
                        ""));

        assertThat(reading().printer().inventory().trays())
                .extracting(Tray::index, Tray::name, Tray::state, Tray::level)
                .containsExactly(
                        tuple("1.1", "Tray 1", FillState.EMPTY, new Level.Measured(0, 250)),
                        tuple("1.2", "", FillState.UNKNOWN, Level.unknown()));
    }

    @ParameterizedTest
    @CsvSource({
        "3, none,                           IDLE,     '',                ",
        "4, none,                           PRINTING, '',                ",
        "5, paused,                         DOWN,     '',                ",
        "3, marker-supply-low-warning,      WARNING,  LOW_TONER,         ",
        "3, marker-supply-low-report,       IDLE,     LOW_TONER,         ",
        "5, media-jam-error,                DOWN,     JAMMED,            ",
        "5, media-empty-error,              DOWN,     NO_PAPER,          ",
        "3, media-empty-report,             IDLE,     INPUT_TRAY_EMPTY,  ",
        "3, cover-open,                     WARNING,  DOOR_OPEN,         ",
        "3, offline-report,                 OFFLINE,  OFFLINE,           ",
        "3, something-new-warning,          WARNING,  '',                ",
        "9, none,                           UNKNOWN,  '',                ",
    })
    void stateAndReasons_becomeOurWords(int state, String reason, PrinterStatus status, String error) {
        told.put("printer-state", List.of(state));
        told.put("printer-state-reasons", List.of(reason));

        Condition condition = reading().printer().condition();

        assertThat(condition.status()).isEqualTo(status);
        assertThat(condition.errors().stream().map(DetectedError::name))
                .isEqualTo(error.isEmpty() ? List.of() : List.of(error));
    }

    @Test
    void reasons_areThePresentAlerts() {
        told.put("printer-state-reasons", List.of("toner-low-warning", "media-jam-error"));
        told.put("printer-alert", List.of("code=inputManualInputRequest;severity=critical"));
        told.put("printer-state-message", List.of("Paper jam in tray 2"));

        Condition condition = reading().printer().condition();

        assertThat(condition.alerts())
                .extracting(Alert::text, Alert::severity, Alert::group)
                .containsExactly(
                        tuple("toner-low", Alert.Severity.WARNING, 11), tuple("media-jam", Alert.Severity.CRITICAL, 8));
        assertThat(condition.consoleText()).isEqualTo("Paper jam in tray 2");
    }

    @Test
    void counters_keepTheirUnit_andAbsentOnesAreAbsent() {
        assertThat(reading().meters()).isEqualTo(Meters.NONE);

        told.put("printer-media-sheets-completed", List.of(70));
        assertThat(reading().meters()).isEqualTo(new Meters(Map.of("total", 70L), "sheets"));

        told.put("printer-impressions-completed", List.of(110));
        assertThat(reading().meters()).isEqualTo(new Meters(Map.of("total", 110L), "impressions"));
    }

    @Test
    void capabilities_areColorAndDuplex() {
        told.put("color-supported", List.of(true));
        told.put("sides-supported", List.of("one-sided", "two-sided-long-edge"));

        assertThat(reading().printer().inventory().capabilities()).containsExactly("color", "duplex");
    }
}
