package io.printmaster.agent.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.printmaster.model.Alert;
import io.printmaster.model.Condition;
import io.printmaster.model.DetectedError;
import io.printmaster.model.FillState;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Supply;
import io.printmaster.model.Tray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConditionsTest {

    private static Condition condition(int device, int printer, String errors) {
        return new SimulatedRows().state(device, printer, errors).read().condition();
    }

    /// Acceptance case 2 of docs/printers.md.
    @Test
    void oneOctetErrorStateThatIsABlankAsText_isLowToner() {
        Condition condition = condition(3, 3, "20");

        assertThat(condition.errors()).containsExactly(DetectedError.LOW_TONER);
        assertThat(condition.status()).isEqualTo(PrinterStatus.WARNING);
    }

    /// Acceptance case 3 of docs/printers.md.
    /// Acceptance case 4 of docs/printers.md.
    @ParameterizedTest
    @CsvSource({
        "0100, SERVICE_REQUESTED",
        "8000, LOW_PAPER",
        "2000, LOW_TONER",
        "0004, INPUT_TRAY_EMPTY",
        "0040, OUTPUT_TRAY_MISSING",
        "09,   '',",
        "0002, OVERDUE_PREVENT_MAINT"
    })
    void errorBits_countFromTheMostSignificantOfTheFirstOctet(String octets, String error) {
        if (error.isEmpty()) {
            assertThat(condition(3, 3, octets).errors())
                    .containsExactly(DetectedError.DOOR_OPEN, DetectedError.SERVICE_REQUESTED);
        } else {
            assertThat(condition(3, 3, octets).errors()).containsExactly(DetectedError.valueOf(error));
        }
    }

    /// Acceptance case 5 of docs/printers.md.
    @Test
    void anEmptyErrorState_saysNothing_andTheDevicesStatusStillShows() {
        Condition condition = condition(3, 3, "");

        assertThat(condition.errors()).isEmpty();
        assertThat(condition.status()).isEqualTo(PrinterStatus.WARNING);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 3, 00,   IDLE",
        "2, 4, 00,   PRINTING",
        "3, 3, 8000, WARNING",
        "3, 4, 2000, WARNING",
        "5, 1, 0400, DOWN",
        "5, 1, 00,   DOWN",
        "5, 1, 0200, OFFLINE",
        "5, 5, 00,   WARMUP",
        "2, 1, 00,   IDLE",
        "2, 3, 0100, IDLE",
        "2, 3, 2000, WARNING",
        "1, 2, 00,   UNKNOWN",
        "1, 2, 0400, DOWN"
    })
    void statusNumbersTogether_giveTheState(int device, int printer, String errors, PrinterStatus status) {
        assertThat(condition(device, printer, errors).status()).isEqualTo(status);
    }

    /// Acceptance case 16 of docs/printers.md.
    @Test
    void anEmptyBypass_isAnEmptyTrayAndNoBrokenPrinter() {
        UnkeyedReading reading = new SimulatedRows()
                .state(2, 3, "C004")
                .tray(1, "MP Tray", 50, 0)
                .line("43.8.2.1.11.1.1|2|19")
                .tray(2, "Tray 1", 250, -3)
                .read();

        assertThat(reading.condition().status()).isEqualTo(PrinterStatus.IDLE);
        assertThat(reading.condition().alerts()).isEmpty();
        assertThat(reading.inventory().trays())
                .extracting(Tray::name, Tray::state)
                .containsExactly(tuple("MP Tray", FillState.EMPTY), tuple("Tray 1", FillState.SOME_LEFT));
    }

    @Test
    void noPaperAnywhere_isAReasonToLook() {
        UnkeyedReading reading = new SimulatedRows()
                .state(2, 3, "4000")
                .tray(1, "Tray 1", 250, 0)
                .read();

        assertThat(reading.condition().status()).isEqualTo(PrinterStatus.WARNING);
    }

    /// Acceptance case 24 of docs/printers.md.
    @Test
    void alertsOfInk_areTiedToTheirSupplies_andTheIdleRowIsNone() {
        UnkeyedReading reading = new SimulatedRows()
                .state(3, 3, "20")
                .supply(1, 1, 3, 5, "Black", 1, 100, 86)
                .supply(2, 2, 3, 5, "Cyan", 1, 100, 1)
                .supply(3, 3, 3, 5, "Magenta", 1, 100, 1)
                .supply(4, 4, 3, 5, "Yellow", 1, 100, 1)
                .supply(5, 0, 4, 8, "Maintenance Box", 1, 100, 50)
                .alert(1, 4, 11, 2, 1105, "Ink Low")
                .alert(2, 4, 11, 3, 1105, "Ink Low")
                .alert(3, 4, 11, 4, 1105, "Ink Low")
                .alert(9, 1, 5, -1, 1, "Idle")
                .read();

        assertThat(reading.condition().alerts())
                .extracting(Alert::code, Alert::severity, Alert::subunit)
                .containsExactly(
                        tuple(1105, Alert.Severity.WARNING, "1.2"),
                        tuple(1105, Alert.Severity.WARNING, "1.3"),
                        tuple(1105, Alert.Severity.WARNING, "1.4"));
        assertThat(reading.inventory().supplies())
                .extracting(Supply::state)
                .containsExactly(FillState.OK, FillState.LOW, FillState.LOW, FillState.LOW, FillState.OK);
    }

    /// Acceptance case 24 of docs/printers.md.
    @Test
    void dummyAndStaleRows_areNoAlerts() {
        UnkeyedReading reading = new SimulatedRows()
                .state(2, 3, "00")
                .alert(1, 0, 0, 0, 0, "Sleep")
                .alert(2, 4, 5, 1, 503, "")
                .alert(1835, 5, 10, 1, 1001, "")
                .alert(4, 1, 5, -1, 1, "Ready")
                .read();

        assertThat(reading.condition().alerts()).isEmpty();
    }

    @Test
    void anOpenCover_isToldByName_whenNoAlertTellsOfIt() {
        SimulatedRows open = new SimulatedRows()
                .state(2, 3, "00")
                .line("43.6.1.1.2.1.1|4|Front cover")
                .line("43.6.1.1.3.1.1|2|3")
                .line("43.6.1.1.2.1.2|4|Rear cover")
                .line("43.6.1.1.3.1.2|2|4");

        assertThat(open.read().condition().alerts())
                .extracting(Alert::code, Alert::group, Alert::subunit, Alert::text)
                .containsExactly(tuple(3, 6, "1.1", "Front cover"));
        assertThat(open.alert(5, 3, 6, 1, 3, "Close the cover")
                        .read()
                        .condition()
                        .alerts())
                .extracting(Alert::text)
                .containsExactly("Close the cover");
    }

    @Test
    void anAlertOfATray_isItsState_whereTheLevelSaysNothingExact() {
        UnkeyedReading reading = new SimulatedRows()
                .state(3, 3, "80")
                .tray(1, "Tray 1", 250, -3)
                .tray(2, "Tray 2", 250, 100)
                .tray(3, "Tray 3", 250, -2)
                .alert(1, 4, 8, 1, 807, "Tray 1 low")
                .alert(2, 4, 8, 2, 807, "Tray 2 low")
                .alert(3, 4, 8, 3, 801, "Tray 3 is out")
                .read();

        assertThat(reading.inventory().trays())
                .extracting(Tray::state)
                .containsExactly(FillState.LOW, FillState.OK, FillState.MISSING);
    }
}
