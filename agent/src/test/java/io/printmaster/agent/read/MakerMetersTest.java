package io.printmaster.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.snmp.FakeDevice;
import io.printmaster.model.DoubtfulCount;
import io.printmaster.model.DoubtfulCount.Reason;
import io.printmaster.model.Meters;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The counters that makers keep outside the standard, through the whole reader.
final class MakerMetersTest {
    private static final String PRINTER = """
            1.3.6.1.2.1.25.3.2.1.2.1|6|1.3.6.1.2.1.25.3.1.5
            1.3.6.1.2.1.25.3.2.1.3.1|4|A printer
            1.3.6.1.2.1.25.3.5.1.1.1|2|3
            1.3.6.1.2.1.43.5.1.1.17.1|4|AC12345678
            1.3.6.1.2.1.43.10.2.1.3.1.1|2|7
            1.3.6.1.2.1.43.10.2.1.4.1.1|65|1000
            """;
    private static final String HP = "1.3.6.1.4.1.11.2.3.9.4.2.1.";
    private static final String KYOCERA = "1.3.6.1.4.1.1347.42.3.1.";
    private static final String KONICA = "1.3.6.1.4.1.18334.1.1.1.5.7.2.";
    private static final String SHARP = "1.3.6.1.4.1.2385.1.1.19.2.1.";
    private static final String CANON = "1.3.6.1.4.1.1602.1.11.";
    private static final String RICOH = "1.3.6.1.4.1.367.3.2.1.2.19.5.1.";
    private static final String XEROX = "1.3.6.1.4.1.253.8.53.13.2.1.6.";
    private static final String EPSON = "1.3.6.1.4.1.1248.1.2.2.27.";
    private static final String BROTHER = "1.3.6.1.4.1.2435.2.3.9.4.2.1.5.5.";

    static Stream<Arguments> makers() {
        return Stream.of(
                Arguments.of(
                        "HP",
                        "11",
                        lines(HP, "4.1.2.6.0=700 4.1.2.7.0=300 4.1.2.22.0=120 2.2.1.44.0=5 2.2.1.74.0=6"),
                        Map.of(
                                Meters.MONO,
                                700L,
                                Meters.COLOR,
                                300L,
                                Meters.DUPLEX,
                                120L,
                                Meters.SCAN,
                                11L,
                                "scan_adf",
                                5L,
                                "scan_flatbed",
                                6L)),
                Arguments.of(
                        "Lexmark",
                        "641",
                        lines("1.3.6.1.4.1.641.6.4.2.2.1.", "6.1.1=600 7.1.1=400"),
                        Map.of(Meters.MONO, 600L, Meters.COLOR, 400L)),
                Arguments.of(
                        "Samsung",
                        "236",
                        lines("1.3.6.1.4.1.236.11.5.11.53.11.1.", "2.0=600 1.0=400"),
                        Map.of(Meters.MONO, 600L, Meters.COLOR, 400L)),
                Arguments.of(
                        "Pantum",
                        "40093",
                        lines("1.3.6.1.4.1.40093.", "6.4.1.0=990 1.1.3.1.0=30 1.1.3.9.0=400 1.1.3.12.0=590"),
                        Map.of(Meters.COUNTED, 990L, Meters.DUPLEX, 30L, Meters.COPY, 400L, Meters.PRINT, 590L)),
                Arguments.of(
                        "OKI",
                        "2001",
                        lines("1.3.6.1.4.1.2001.1.1.1.1.100.1.1.1.", "3.1=1000"),
                        Map.of(Meters.COUNTED, 1000L)),
                Arguments.of(
                        "Epson",
                        "1248",
                        lines(
                                EPSON,
                                "1.1.30.1.1=1000 1.1.3.1.1=200 1.1.4.1.1=800 6.1.4.1.1.1=900 6.1.4.1.1.2=100"
                                        + " 6.1.5.1.1.1=700 6.1.5.1.1.2=100"),
                        Map.of(
                                Meters.COUNTED,
                                1000L,
                                Meters.MONO,
                                200L,
                                Meters.COLOR,
                                800L,
                                Meters.PRINT,
                                900L,
                                Meters.COPY,
                                100L,
                                "print_color",
                                700L,
                                "copy_color",
                                100L)));
    }

    private static String lines(String base, String counters) {
        StringBuilder lines = new StringBuilder();
        for (String counter : counters.split(" ", -1)) {
            lines.append(base).append(counter.replace("=", "|65|")).append('\n');
        }
        return lines.toString();
    }

    private static String names(String column, String names) {
        StringBuilder lines = new StringBuilder();
        for (String name : names.lines().toList()) {
            lines.append(column).append(name.strip().replace("=", "|4|")).append('\n');
        }
        return lines.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("makers")
    void privateCounters_standBesideTheTotal(
            String maker, String enterprise, String counters, Map<String, Long> expected) {
        Meters meters = read(enterprise, counters);

        assertThat(meters.counts()).containsEntry(Meters.TOTAL, 1000L).containsAllEntriesOf(expected);
        assertThat(meters.counts()).as(maker).hasSize(expected.size() + 1);
        assertThat(meters.doubtful()).isEmpty();
    }

    /// Acceptance case 18 of docs/printers.md.
    @Test
    void kyoceraFunctionsAndColors_makeTheCountedTotal() {
        Meters meters = read(
                "1347",
                lines(KYOCERA, """
                1.1.1.1=406 1.1.1.2=329 1.1.1.4=25 2.1.1.1.1=147 2.1.1.1.2=1 2.1.1.1.3=258 2.1.1.2.1=190\
                 2.1.1.2.2=0 2.1.1.2.3=139 2.1.1.4.1=25 2.1.1.4.2=0 2.1.1.4.3=0 3.1.1.2=105 3.1.1.4=9 4.1.1.1=2190""")
                        + "1.3.6.1.4.1.1347.43.10.1.1.12.1.1|65|760\n1.3.6.1.4.1.1347.46.10.1.1.5.3|65|2304\n");

        assertThat(meters.counts())
                .containsEntry(Meters.COUNTED, 760L)
                .containsEntry(Meters.MONO, 362L)
                .containsEntry(Meters.COLOR, 398L)
                .containsEntry(Meters.PRINT, 406L)
                .containsEntry("print_single_color", 1L)
                .containsEntry("print_color", 259L)
                .containsEntry(Meters.COPY, 329L)
                .containsEntry(Meters.FAX_IN, 25L)
                .containsEntry(Meters.SCAN, 2304L);
        assertThat(meters.doubtful()).isEmpty();
    }

    /// Acceptance case 18 of docs/printers.md.
    @Test
    void konicaCopiesAndPrints_areSummedByColorAndByFunction() {
        Meters meters = read(
                "18334",
                lines(KONICA, "2.1.5.1.1=3672 2.1.5.1.2=22876 2.1.5.2.1=544 2.1.5.2.2=6711 1.3.0=7357 1.5.0=5653")
                        + "1.3.6.1.2.1.43.10.2.1.4.1.1|65|33810\n");

        assertThat(meters.counts())
                .containsEntry(Meters.TOTAL, 33_810L)
                .containsEntry(Meters.COPY, 4_216L)
                .containsEntry(Meters.PRINT, 29_587L)
                .containsEntry(Meters.MONO, 26_548L)
                .containsEntry(Meters.COLOR, 7_255L)
                .containsEntry(Meters.DUPLEX, 7_357L)
                .containsEntry(Meters.SCAN, 5_653L);
        assertThat(26_548 + 7_255).isEqualTo(33_803);
        assertThat(meters.doubtful()).isEmpty();
    }

    /// Acceptance case 18 of docs/printers.md.
    @Test
    void sharpCounters_areChosenByTheirNames_notByTheirRows() {
        Meters meters = read(
                "2385",
                names(SHARP + "4.", """
                1.9.1=Prints
                1.9.2=Black & White Print Count
                1.9.3=Full Color Print Count
                4.9.1=Copies
                5.9.1=Black & White Total Count
                5.9.2=Full Color Total Count
                5.9.3=Two Color Total Count
                5.9.4=Something new""")
                        + lines(
                                SHARP + "3.",
                                "1.9.1=700 1.9.2=500 1.9.3=200 4.9.1=300 5.9.1=750 5.9.2=240 5.9.3=10 5.9.4=77"));

        assertThat(meters.counts())
                .containsEntry(Meters.PRINT, 700L)
                .containsEntry(Meters.COPY, 300L)
                .containsEntry(Meters.MONO, 750L)
                .containsEntry(Meters.COLOR, 250L)
                .doesNotContainValue(77L);
    }

    @Test
    void canonCountersByName_winOverThoseByNumber() {
        Meters meters = read(
                "1602",
                names(CANON + "2.1.1.2.", """
                1=Total 1
                2=Total (Black & White/Large)
                3=Total (Black & White/Small)
                4=Total (Full Color + Single Color/Large)
                5=Total (Full Color + Single Color/Small)
                6=Copy (Total 1)
                7=Scan (Total 1)""")
                        + lines(CANON + "2.1.1.3.", "1=1000 2=10 3=590 4=40 5=360 6=250 7=88")
                        + lines(CANON + "1.3.1.4.", "301=750 501=99"));

        assertThat(meters.counts())
                .containsEntry(Meters.COUNTED, 1000L)
                .containsEntry(Meters.MONO, 600L)
                .containsEntry(Meters.COLOR, 400L)
                .containsEntry(Meters.LARGE_FORMAT, 50L)
                .containsEntry(Meters.COPY, 250L)
                .containsEntry(Meters.PRINT, 750L)
                .containsEntry(Meters.SCAN, 88L);
        assertThat(meters.doubtful()).isEmpty();
    }

    @Test
    void ricohCounters_areChosenByTheirType_whateverTheirRow() {
        Meters meters = read(
                "367",
                lines(RICOH + "2.", "7=10 8=200 9=201 10=202 11=203 30=400 31=401 32=403 40=300 50=870 51=871 60=999")
                        + lines(
                                RICOH + "9.",
                                "7=995 8=300 9=200 10=10 11=90 30=600 31=400 32=200 40=95 50=5 51=6 60=1"));

        assertThat(meters.counts())
                .containsEntry(Meters.COUNTED, 995L)
                .containsEntry(Meters.COPY, 300L)
                .containsEntry(Meters.PRINT, 600L)
                .containsEntry(Meters.FAX_IN, 95L)
                .containsEntry(Meters.MONO, 695L)
                .containsEntry(Meters.COLOR, 300L)
                .containsEntry(Meters.SCAN, 11L);
        assertThat(meters.doubtful()).isEmpty();
    }

    @Test
    void xeroxCounters_tellImpressionsCopiesAndScans() {
        Meters meters = read(
                "253",
                lines(
                        XEROX,
                        "1.20.1=1000 1.20.33=400 1.20.34=598 1.20.7=500 1.20.29=300 11.20.3=98"
                                + " 11.20.25=100 10.20.11=7 10.20.12=8 1.20.43=1 1.20.44=2"));

        assertThat(meters.counts())
                .containsEntry(Meters.COUNTED, 1000L)
                .containsEntry(Meters.COLOR, 400L)
                .containsEntry(Meters.MONO, 598L)
                .containsEntry(Meters.PRINT, 800L)
                .containsEntry(Meters.COPY, 198L)
                .containsEntry(Meters.SCAN, 15L)
                .containsEntry(Meters.LARGE_FORMAT, 3L);
    }

    /// Acceptance case 18 of docs/printers.md.
    @Test
    void brotherSplit_comesFromTheRecords_andTheTotalFromTheStandard() {
        String records =
                "000104" + "0000064b" + "010104" + "000002c5" + "020104" + "00000386" + "060104" + "0000021a" + "ff";
        Meters meters = read(
                "2435",
                "1.3.6.1.2.1.43.10.2.1.4.1.1|65|1630\n" + BROTHER + "10.0|4x|" + records + "\n"
                        + lines(BROTHER + "52.21.1.2.", "1=1 2=3 3=7")
                        + lines(BROTHER + "52.21.1.3.", "1=1500 2=111 3=650"));

        assertThat(meters.counts())
                .containsEntry(Meters.TOTAL, 1630L)
                .containsEntry(Meters.COUNTED, 1611L)
                .containsEntry(Meters.MONO, 709L)
                .containsEntry(Meters.COLOR, 902L)
                .containsEntry(Meters.DUPLEX, 538L)
                .containsEntry(Meters.PRINT, 1500L)
                .containsEntry(Meters.COPY, 111L)
                .containsEntry("print_mono", 650L);
        assertThat(meters.doubtful()).isEmpty();
    }

    /// Acceptance case 20 of docs/printers.md.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The records' total is not the life count on every model; it is on others.
                "1279  | 000104 000003da ff                                             | 986   |      |",
                "69411 | 000104 00010f23 060101 00 ff                                   | 69411 |      |",
                "3384  | 000104 00000d38 010104 00000538 020104 00000800 160104 00000d38 ff | 3384  | 1336 | 2048",
                "1630  | 000104 0000064b 010104 000002c5 020104 00000386 120104 00000001 ff | 1611  | 709  | 902",
                "500   | 000102 01f4 010102 01f4 020101 00 ff                           | 500   | 500  | 0"
            })
    void brothersRecords_tellTheirTotalAndSplit(long life, String records, long counted, Long mono, Long color) {
        Meters meters = read(
                "2435",
                "1.3.6.1.2.1.43.10.2.1.4.1.1|65|" + life + "\n" + BROTHER + "10.0|4x|" + records.replace(" ", ""));

        assertThat(meters.count(Meters.TOTAL)).hasValue(life);
        assertThat(meters.count(Meters.COUNTED)).hasValue(counted);
        assertThat(meters.counts().get(Meters.MONO)).isEqualTo(mono);
        assertThat(meters.counts().get(Meters.COLOR)).isEqualTo(color);
        assertThat(meters.doubtful()).isEmpty();
    }

    @Test
    void numbersThatNoPrinterReaches_doNoHarm() {
        String huge = KYOCERA + "2.1.1.1.1|70|9223372036854775806\n" + KYOCERA + "2.1.1.1.2|70|9223372036854775806\n"
                + KYOCERA + "2.1.1.1.3|70|9223372036854775806\n1.3.6.1.2.1.43.10.2.1.4.1.1|70|9223372036854775807\n";

        assertThat(read("1347", huge).doubtful())
                .containsOnlyKeys("print_mono", "print_single_color", "print_full_color");
    }

    @Test
    void lifeCountThatIsALength_isNotComparedWithPages() {
        String feet = "1.3.6.1.2.1.43.10.2.1.3.1.1|2|16\n";

        assertThat(read("641", feet + lines("1.3.6.1.4.1.641.6.4.2.2.1.", "6.1.1=90000 7.1.1=90000"))
                        .doubtful())
                .isEmpty();
    }

    @Test
    void sumWithAPartMissing_isNotTold() {
        Meters meters = read("1347", lines(KYOCERA, "2.1.1.1.1=600 2.1.1.2.1=300"));

        assertThat(meters.counts()).containsOnlyKeys(Meters.TOTAL, "print_mono", "copy_mono");
    }

    @Test
    void noCounterOfTheMaker_leavesTheTotalAlone() {
        assertThat(read("18334", "").counts()).isEqualTo(Map.of(Meters.TOTAL, 1000L));
    }

    /// Acceptance case 19 of docs/printers.md.
    @Test
    void scansOfAFeederThatIsNotThere_areTold_asNotBelieved() {
        Meters meters = read("11", lines(HP, "2.2.1.44.0=0 2.2.1.45.0=10884743 2.2.1.74.0=1190 2.2.1.73.0=230"));

        assertThat(meters.counts()).doesNotContainValue(10_884_743L).containsEntry(Meters.SCAN, 1190L);
        assertThat(meters.doubtful())
                .containsExactly(Map.entry("scan_adf_to_host", new DoubtfulCount(10_884_743, Reason.IMPLAUSIBLE)));
        assertThat(read("11", lines(HP, "2.2.1.45.0=10884743")).doubtful()).containsKey("scan_adf_to_host");
    }

    @Test
    void partsThatDoNotAddUp_areDoubtedWithTheirSums() {
        Meters meters = read("1347", lines(KYOCERA, "1.1.1.1=900 2.1.1.1.1=10 2.1.1.1.2=0 2.1.1.1.3=20"));

        assertThat(meters.counts()).containsKey("print_full_color").doesNotContainKeys(Meters.PRINT, "print_color");
        assertThat(meters.doubtful())
                .containsEntry(Meters.PRINT, new DoubtfulCount(900, Reason.PARTS_DO_NOT_ADD_UP))
                .containsEntry("print_color", new DoubtfulCount(20, Reason.PARTS_DO_NOT_ADD_UP))
                .containsKey("print_mono");
    }

    @Test
    void blackAndColorThatMakeFarMoreThanTheLifeCount_areDoubted() {
        Meters meters = read("641", lines("1.3.6.1.4.1.641.6.4.2.2.1.", "6.1.1=900 7.1.1=900"));

        assertThat(meters.counts()).isEqualTo(Map.of(Meters.TOTAL, 1000L));
        assertThat(meters.doubtful()).containsOnlyKeys(Meters.MONO, Meters.COLOR);
    }

    @Test
    void sheetsWithTwoSides_mayBeTwiceTheLifeCount() {
        String sheets = "1.3.6.1.2.1.43.10.2.1.3.1.1|2|8\n";
        Meters meters = read("641", sheets + lines("1.3.6.1.4.1.641.6.4.2.2.1.", "6.1.1=900 7.1.1=900"));

        assertThat(meters.counts()).containsEntry(Meters.MONO, 900L).containsEntry(Meters.COLOR, 900L);
    }

    @Test
    void counterThatSaysNotTold_isNotTold_andAFillerIsNotBelieved() {
        String counters = HP + "4.1.2.6.0|2|-2\n" + HP + "4.1.2.7.0|65|300\n" + HP + "4.1.2.22.0|4|none\n" + HP
                + "4.1.2.34.0|65|4294967295\n";
        Meters meters = read("11", counters);

        assertThat(meters.counts()).isEqualTo(Map.of(Meters.TOTAL, 1000L, Meters.COLOR, 300L));
        assertThat(meters.doubtful()).containsOnlyKeys("jams");
    }

    @Test
    void makersTotal_standsInWhereTheStandardHasNone() {
        FakeDevice device = FakeDevice.of(PRINTER.replace("43.10.2.1.4.1.1|65|1000", "43.10.2.1.5.1.1|65|1"))
                .with(system("40093"))
                .with(lines("1.3.6.1.4.1.40093.", "6.4.1.0=990"));

        assertThat(ReadFixture.printer(ReadFixture.read(device)).meters().count(Meters.TOTAL))
                .hasValue(990);
    }

    @Test
    void hpsObjectsOnAnotherBrand_areNotAskedFor() {
        FakeDevice device = FakeDevice.of(PRINTER)
                .with(system("2435"))
                .with(lines(HP, "4.1.2.5.0=0 4.1.2.6.0=0") + HP + "1.3.3.0|4|\n");

        UnkeyedReading reading = ReadFixture.printer(ReadFixture.read(device));

        assertThat(reading.identity().serial()).isEqualTo("AC12345678");
        assertThat(reading.meters().counts()).isEqualTo(Map.of(Meters.TOTAL, 1000L));
    }

    private static String system(String enterprise) {
        return "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1." + enterprise + ".1\n";
    }

    private static Meters read(String enterprise, String counters) {
        FakeDevice device = FakeDevice.of(PRINTER).with(system(enterprise)).with(counters);
        return ReadFixture.printer(ReadFixture.read(device)).meters();
    }
}
