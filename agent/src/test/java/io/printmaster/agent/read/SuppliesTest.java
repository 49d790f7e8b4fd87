package io.printmaster.agent.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.printmaster.model.FillState;
import io.printmaster.model.Level;
import io.printmaster.model.Supply;
import io.printmaster.model.Tray;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the numbers of supplies and trays mean.
final class SuppliesTest {
    private static final int TONER = 3;
    private static final int WASTE = 4;

    private static Supply supply(int ofClass, int type, int unit, int max, int level) {
        return new SimulatedRows()
                .state(2, 3, "00")
                .supply(1, 0, ofClass, type, "A supply", unit, max, level)
                .supply("1.1");
    }

    /// Acceptance case 7 of docs/printers.md.
    @Test
    void anUnknownLevel_keepsItsRow() {
        Supply fuser = supply(3, 15, 19, -2, -2);
        Tray tray = new SimulatedRows()
                .tray(1, "Manual", -2, -2)
                .read()
                .inventory()
                .trays()
                .getFirst();

        assertThat(fuser.level()).isInstanceOf(Level.Unknown.class);
        assertThat(fuser.state()).isEqualTo(FillState.UNKNOWN);
        assertThat(tray.level()).isInstanceOf(Level.Unknown.class);
    }

    /// Acceptance case 8 of docs/printers.md.
    @ParameterizedTest
    @CsvSource({"4, 4, 18, 100", "3, 9, 18, 9"})
    void anAmountWithoutCapacity_isThatAmount_withoutPercentageAndAlarm(int ofClass, int type, int unit, int level) {
        Supply supply = supply(ofClass, type, unit, -2, level);

        assertThat(supply.level()).isEqualTo(new Level.Amount(level));
        assertThat(supply.level().percent()).isEmpty();
        assertThat(supply.state()).isEqualTo(FillState.SOME_LEFT);
    }

    /// Acceptance case 9 of docs/printers.md.
    @ParameterizedTest
    @CsvSource({"181", "150"})
    void moreThanFits_isAHundredPercent_marked(int level) {
        Supply supply = supply(3, TONER, 19, 100, level);

        assertThat(supply.level().percent()).isEqualTo(OptionalInt.of(100));
        assertThat(supply.level()).isEqualTo(new Level.Measured(level, 100));
        assertThat(((Level.Measured) supply.level()).overRange()).isTrue();
    }

    /// Acceptance case 10 of docs/printers.md.
    @ParameterizedTest
    @CsvSource({"4, 100, 5, 5", "4, 100, 100, 100", "8, 100, 50, 50", "8, 6700, 6030, 90"})
    void aReceptaclesLevel_isTheSpaceLeft(int type, int max, int level, int percent) {
        Supply waste = supply(4, type, 19, max, level);

        assertThat(waste.receptacle()).isTrue();
        assertThat(waste.level()).isEqualTo(new Level.Measured(level, max));
        assertThat(waste.level().percent()).isEqualTo(OptionalInt.of(percent));
    }

    @Test
    void aWasteBoxThatIsCalledConsumed_isAReceptacleByItsType() {
        assertThat(supply(3, WASTE, 19, 100, 40).receptacle()).isTrue();
    }

    /// Acceptance case 11 of docs/printers.md.
    @ParameterizedTest
    @CsvSource({
        "13, -2, -3,    tenthsOfGrams,",
        "7,  15000, 7500, impressions, 50",
        "1,  100, 86,   other, 86",
        "18, -2, -3,    items,",
        "19, 100, 40,   percent, 40",
        "19, -2, 40,    percent, 40"
    })
    void theUnit_goesWithTheNumber_andAPercentageNeedsAmountAndCapacity(
            int unit, int max, int level, String word, Integer percent) {
        Supply supply = supply(3, TONER, unit, max, level);

        assertThat(supply.unit()).isEqualTo(word);
        assertThat(supply.level().percent()).isEqualTo(percent == null ? OptionalInt.empty() : OptionalInt.of(percent));
    }

    /// Acceptance case 12 of docs/printers.md.
    @Test
    void aNameAsHexDumpWithANul_isCleanText() {
        Supply supply = new SimulatedRows()
                .line("43.11.1.1.6.1.1|4x|"
                        + HexFormat.of()
                                .formatHex("Black Cartridge \n38 32 37 41 20 48 50 20 43 46 33 30 30 41 \n00"
                                        .getBytes(StandardCharsets.US_ASCII)))
                .line("43.11.1.1.9.1.1|2|-3")
                .supply("1.1");

        assertThat(supply.name()).isEqualTo("Black Cartridge 827A HP CF300A");
        assertThat(supply.partNumber()).isEqualTo("CF300A");
    }

    /// Acceptance case 13 of docs/printers.md.
    @Test
    void namesInOtherLanguages_areRead_andColourAndKindComeFromNumbers() {
        String name = new String("黑色碳粉".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String waste = new String("废粉瓶".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        SimulatedRows rows = new SimulatedRows()
                .supply(1, 1, 3, TONER, name, 19, 100, 60)
                .supply(2, 3, 3, TONER, "Cyan?", 19, 100, 60)
                .supply(5, 0, 4, WASTE, waste, 19, 100, 100);

        assertThat(rows.read().inventory().supplies())
                .extracting(Supply::name, Supply::color, Supply::receptacle)
                .containsExactly(
                        tuple("黑色碳粉", "black", false), tuple("Cyan?", "magenta", false), tuple("废粉瓶", "", true));
    }

    @Test
    void finisherSupplies_standBesideTheMarkers() {
        SimulatedRows rows = new SimulatedRows()
                .toners(100, 50)
                .line("43.31.1.1.3.1.1|2|3")
                .line("43.31.1.1.4.1.1|2|32")
                .line("43.31.1.1.5.1.1|4|Staples 1")
                .line("43.31.1.1.6.1.1|2|18")
                .line("43.31.1.1.7.1.1|2|5000")
                .line("43.31.1.1.8.1.1|2|1250");

        assertThat(rows.read().inventory().supplies()).hasSize(5).last().satisfies(staples -> {
            assertThat(staples.index()).isEqualTo("finisher.1.1");
            assertThat(staples.type()).isEqualTo("staples");
            assertThat(staples.level().percent()).hasValue(25);
            assertThat(staples.unit()).isEqualTo("items");
        });
    }

    /// Acceptance case 15 of docs/printers.md.
    @Test
    void traysWithoutNamesAndWithGaps_areAllThere() {
        SimulatedRows rows = new SimulatedRows()
                .tray(1, "", 500, 250)
                .tray(2, "", 0, 3)
                .tray(7, "", -2, -3)
                .line("43.8.2.1.18.1.2|4|Cassette 2");

        assertThat(rows.read().inventory().trays())
                .extracting(Tray::index, Tray::name, t -> t.level().percent())
                .containsExactly(
                        tuple("1.1", "", OptionalInt.of(50)),
                        tuple("1.2", "Cassette 2", OptionalInt.empty()),
                        tuple("1.7", "", OptionalInt.empty()));
    }
}
