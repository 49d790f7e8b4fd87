package io.printmaster.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.FillState;
import io.printmaster.model.Level;
import io.printmaster.model.Supply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which supply is low, when the levels do not tell.
final class LowSuppliesTest {
    private static final int SOME_LEFT = -3;

    private static List<FillState> states(SimulatedRows rows) {
        return rows.read().inventory().supplies().stream().map(Supply::state).toList();
    }

    private static SimulatedRows printer(String errors) {
        return new SimulatedRows().state(3, 3, errors).toners(-2, SOME_LEFT);
    }

    /// Acceptance case 6 of docs/printers.md.
    @Test
    void someLeft_isNoNumber() {
        assertThat(printer("00").read().inventory().supplies()).allSatisfy(supply -> {
            assertThat(supply.level()).isInstanceOf(Level.SomeLeft.class);
            assertThat(supply.level().percent()).isEmpty();
            assertThat(supply.state()).isEqualTo(FillState.SOME_LEFT);
        });
    }

    /// Acceptance case 6 of docs/printers.md.
    @ParameterizedTest
    @CsvSource({
        "Toner Low: BK, 1",
        "Toner Low: C, 2",
        "Mało toneru (Y), 4",
        "Wenig Toner: M, 3",
        "Тонер: мало (C), 2",
        "Replace toner magenta, 3"
    })
    void thePanel_saysWhichTonerIsLow(String panel, int row) {
        for (String errors : List.of("00", "20")) {
            List<FillState> states = states(printer(errors)
                    .console(new String(panel.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));

            assertThat(states.get(row - 1)).isEqualTo(FillState.LOW);
            assertThat(states).filteredOn(FillState.LOW::equals).hasSize(1);
            assertThat(states).doesNotContain(FillState.MAYBE_LOW);
        }
    }

    @ParameterizedTest
    @CsvSource({"Ready", "Toner C M Y K", "Copy: C", "Kein Toner C gespart", "Toner Low: BK C M Y"})
    void otherWordsOnThePanel_sayNothing(String panel) {
        assertThat(states(printer("00").console(panel))).containsOnly(FillState.SOME_LEFT);
    }

    /// Acceptance case 6 of docs/printers.md.
    @Test
    void anErrorBitWithoutAName_leavesItOpenWhichTonerIsLow() {
        assertThat(states(printer("20"))).containsOnly(FillState.MAYBE_LOW);
        assertThat(states(new SimulatedRows().state(3, 3, "20").supply(1, 1, 3, 3, "TN-1", 13, -2, SOME_LEFT)))
                .containsExactly(FillState.LOW);
        assertThat(states(new SimulatedRows().state(5, 1, "10").supply(1, 1, 3, 3, "TN-1", 13, -2, SOME_LEFT)))
                .containsExactly(FillState.EMPTY);
    }

    @Test
    void aMeasuredLowToner_explainsTheErrorBit() {
        SimulatedRows rows = new SimulatedRows()
                .state(3, 3, "20")
                .supply(1, 1, 3, 3, "TN-1", 13, 100, 4)
                .supply(2, 2, 3, 3, "TN-2", 13, -2, SOME_LEFT);

        assertThat(states(rows)).containsExactly(FillState.LOW, FillState.SOME_LEFT);
    }

    /// Acceptance case 6 of docs/printers.md.
    @Test
    void anAlert_namesItsTonerByRowByColorantOrByWord() {
        assertThat(states(printer("20").alert(1, 4, 11, 3, 1104, "")))
                .containsExactly(FillState.SOME_LEFT, FillState.SOME_LEFT, FillState.LOW, FillState.SOME_LEFT);
        assertThat(states(printer("20").alert(1, 4, 12, 2, 1104, "")))
                .containsExactly(FillState.SOME_LEFT, FillState.LOW, FillState.SOME_LEFT, FillState.SOME_LEFT);
        assertThat(states(printer("10").alert(1, 3, 10, 1, 1101, "Yellow toner empty")))
                .containsExactly(FillState.SOME_LEFT, FillState.SOME_LEFT, FillState.SOME_LEFT, FillState.EMPTY);
    }

    @Test
    void anAlertThatNamesNone_leavesItOpen() {
        assertThat(states(printer("00").alert(1, 4, 11, -1, 1104, ""))).containsOnly(FillState.MAYBE_LOW);
    }

    /// Acceptance case 10 of docs/printers.md.
    @Test
    void aReceptacle_isNeverTheLowToner_andItsOwnAlertDecides() {
        SimulatedRows rows = new SimulatedRows()
                .state(3, 3, "20")
                .supply(1, 1, 3, 3, "TN-1", 13, 100, 60)
                .supply(5, 0, 4, 4, "Waste", 13, -2, SOME_LEFT);

        assertThat(states(rows)).containsExactly(FillState.OK, FillState.SOME_LEFT);
        assertThat(states(rows.alert(1, 4, 11, 5, 1107, ""))).containsExactly(FillState.OK, FillState.LOW);
        assertThat(states(rows.alert(2, 3, 11, 5, 1109, ""))).containsExactly(FillState.OK, FillState.FULL);
    }

    @Test
    void aSupplyThatIsNotInPlace_isNotEmpty() {
        assertThat(states(printer("00").alert(1, 3, 11, 2, 1115, "Insert cyan")))
                .containsExactly(FillState.SOME_LEFT, FillState.MISSING, FillState.SOME_LEFT, FillState.SOME_LEFT);
        assertThat(states(new SimulatedRows()
                        .state(5, 1, "0020")
                        .supply(1, 1, 3, 3, "TN-1", 19, 100, 50)
                        .supply(2, 2, 3, 3, "TN-2", 19, 100, 0)))
                .containsExactly(FillState.OK, FillState.MISSING);
    }
}
