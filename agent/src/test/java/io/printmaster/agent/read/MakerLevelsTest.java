package io.printmaster.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.snmp.FakeDevice;
import io.printmaster.model.FillState;
import io.printmaster.model.LevelOrigin;
import io.printmaster.model.Meters;
import io.printmaster.model.Supply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Levels that makers keep outside the standard's table, through the whole reader.
final class MakerLevelsTest {
    private static final String BROTHER = "1.3.6.1.4.1.2435.2.3.9.4.2.1.5.5.";
    private static final String RICOH = "1.3.6.1.4.1.367.3.2.1.2.24.1.1.";
    private static final String SUPPLY = "1.3.6.1.2.1.43.11.1.1.";

    private static FakeDevice printer(int enterprise) {
        return FakeDevice.of("""
                1.3.6.1.2.1.25.3.2.1.2.1|6|1.3.6.1.2.1.25.3.1.5
                1.3.6.1.2.1.25.3.2.1.3.1|4|A printer
                1.3.6.1.2.1.25.3.5.1.1.1|2|3
                1.3.6.1.2.1.43.5.1.1.17.1|4|AC12345678
                1.3.6.1.2.1.43.10.2.1.3.1.1|2|7
                1.3.6.1.2.1.43.10.2.1.4.1.1|65|1000
                1.3.6.1.2.1.43.12.1.1.4.1.1|4|black
                1.3.6.1.2.1.43.12.1.1.4.1.2|4|cyan
                1.3.6.1.2.1.43.12.1.1.4.1.3|4|magenta
                1.3.6.1.2.1.43.12.1.1.4.1.4|4|yellow
                """).with("1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1." + enterprise + ".1");
    }

    /// One row of prtMarkerSuppliesTable; class 3, or 4 for the type of a waste box.
    private static String supply(int row, int type, int colorant, int max, int level) {
        String index = ".1." + row + "|2|";
        return SUPPLY + "3" + index + colorant + "\n" + SUPPLY + "4" + index + (type == 4 ? 4 : 3) + "\n" + SUPPLY + "5"
                + index + type + "\n" + SUPPLY + "8" + index + max + "\n" + SUPPLY + "9" + index + level + "\n";
    }

    private static String fourToners(int level) {
        return supply(1, 3, 1, -2, level)
                + supply(2, 3, 2, -2, level)
                + supply(3, 3, 3, -2, level)
                + supply(4, 3, 4, -2, level);
    }

    private static UnkeyedReading read(FakeDevice device) {
        return ReadFixture.printer(ReadFixture.read(device));
    }

    private static List<Supply> supplies(FakeDevice device) {
        return read(device).inventory().supplies();
    }

    private static String percents(List<Supply> supplies) {
        return String.join(
                " ",
                supplies.stream()
                        .map(s -> s.level().percent().isPresent()
                                ? "" + s.level().percent().getAsInt()
                                : s.state().word())
                        .toList());
    }

    /// Acceptance case 20 of docs/printers.md.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Four octets a number, hundredths of a percent.
                "6f0104 00000a28 700104 000003e8 710104 00000320 720104 000000c8 ff | 26 10 8 2",
                // An older model: two octets, twentieths of a percent.
                "a1010207d0 a2010203e8 a3010200c8 a401020014 ff | 100 50 10 1",
                // One octet, whole percent.
                "81010132 82010119 8301010a 84010100 ff | 50 25 10 0",
                // Both: the finer number counts.
                "81010150 6f010400001d4c 820101 0a 830101 0a 840101 0a ff | 75 10 10 10",
                // Not told.
                "6f0104ffffffff 810101ff 820101 0a ff | some_left 10 some_left some_left"
            })
    void brothersTonersComeFromItsRecords(String records, String expected) {
        FakeDevice device = printer(2435).with(fourToners(-3)).with(BROTHER + "8.0|4x|" + records.replace(" ", ""));

        assertThat(percents(supplies(device))).isEqualTo(expected);
    }

    /// Acceptance case 20 of docs/printers.md.
    @ParameterizedTest
    @CsvSource({"6f010400000a", "6f0304000028ff", "'00'", "''", "6f0108000028000a28ff"})
    void brokenRecords_leaveTheStandardsWord_andTheReadingGoesOn(String hex) {
        FakeDevice device = printer(2435)
                .with(fourToners(-3))
                .with(BROTHER + "8.0|4x|" + hex + "\n" + BROTHER + "10.0|4x|" + hex + "\n" + BROTHER + "11.0|4x|"
                        + hex);

        UnkeyedReading reading = read(device);

        assertThat(percents(reading.inventory().supplies())).isEqualTo("some_left some_left some_left some_left");
        assertThat(reading.meters().counts()).containsOnlyKeys(Meters.TOTAL);
        assertThat(reading.identity().serial()).isEqualTo("AC12345678");
    }

    @Test
    void levelsOfTheMaker_areMarkedAndNeverReplaceAMeasuredOne() {
        FakeDevice device = printer(2435)
                .with(supply(1, 3, 1, 100, 44) + supply(2, 9, 0, -2, -3))
                .with(BROTHER + "8.0|4x|6f010400000a2841010400001f40ff");

        assertThat(supplies(device))
                .extracting(s -> s.index() + " " + s.level().percent().orElse(-1) + " " + s.origin())
                .containsExactly("1.1 44 STANDARD", "1.2 80 MAKER");
    }

    @Test
    void whatOnlyTheMakerTellsOf_isARowOfItsOwn() {
        FakeDevice device = printer(2435)
                .with(supply(1, 3, 1, -2, -3))
                .with(BROTHER + "8.0|4x|6a01040000251c6b010400002328ff")
                .with(BROTHER + "11.0|4x|8901040000c350 88010400009c40ff".replace(" ", ""));

        assertThat(supplies(device))
                .extracting(s ->
                        s.index() + " " + s.type() + " " + s.level().percent().orElse(-1) + " "
                                + s.level().knownAmount().orElse(-1))
                .containsExactly(
                        "1.1 toner -1 -1",
                        "maker.fuser fuser 95 9500",
                        "maker.other.Laser_unit other 90 9000",
                        "maker.transferUnit transferUnit -1 40000");
    }

    @Test
    void ricohsOwnTable_measuresWhatTheStandardCallsSomeLeft() {
        FakeDevice device = printer(367)
                .with(fourToners(-3))
                .with(RICOH + "5.1|2|90\n" + RICOH + "5.2|2|20\n" + RICOH + "5.3|2|-3\n" + RICOH + "5.4|2|-100\n");

        assertThat(percents(supplies(device))).isEqualTo("90 20 some_left low");
        assertThat(supplies(device).get(1).origin()).isEqualTo(LevelOrigin.MAKER);
    }

    @Test
    void ricohsRowsInAnotherOrder_areFoundByTheColorInTheirNames() {
        FakeDevice device = printer(367)
                .with(fourToners(-3))
                .with(RICOH + "3.1|4|Cyan Toner\n" + RICOH + "3.2|4|Black Toner\n" + RICOH + "5.1|2|20\n" + RICOH
                        + "5.2|2|90\n");

        assertThat(percents(supplies(device))).isEqualTo("90 20 some_left some_left");
    }

    @Test
    void nearItsEndInTheStandardsTable_isLow() {
        assertThat(supplies(printer(367).with(fourToners(-100))))
                .extracting(Supply::state)
                .containsOnly(FillState.LOW);
        assertThat(supplies(printer(2435).with(fourToners(-100))))
                .extracting(Supply::state)
                .containsOnly(FillState.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "40093, 1.3.6.1.4.1.40093.6.3.1.0",
        "236,   1.3.6.1.4.1.236.11.5.1.1.3.22.0",
        "2001,  1.3.6.1.4.1.2001.1.1.1.1.100.3.1.1.3.1"
    })
    void percentOfTheOnlyToner(int enterprise, String object) {
        FakeDevice unknown = printer(enterprise).with(supply(1, 3, 0, -2, -3)).with(object + "|2|37");
        FakeDevice measured = printer(enterprise).with(supply(1, 3, 0, 100, 80)).with(object + "|2|37");
        FakeDevice nonsense = printer(enterprise).with(supply(1, 3, 0, -2, -3)).with(object + "|2|4711");

        assertThat(percents(supplies(unknown))).isEqualTo("37");
        assertThat(percents(supplies(measured))).isEqualTo("80");
        assertThat(percents(supplies(nonsense))).isEqualTo("some_left");
    }

    @Test
    void wasteBox_isNeverTakenForToner() {
        FakeDevice device = printer(40093).with(supply(1, 4, 0, -2, -3)).with("1.3.6.1.4.1.40093.6.3.1.0|2|5");

        assertThat(supplies(device)).extracting(Supply::receptacle).containsExactly(true, false);
        assertThat(supplies(device)).extracting(Supply::index).containsExactly("1.1", "maker.toner.black");
    }
}
