package io.printmaster.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.snmp.FakeDevice;
import io.printmaster.model.Meters;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The counters that makers keep outside the standard.
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
    private static final String SHARP = "1.3.6.1.4.1.2385.1.1.19.2.1.3.";

    static Stream<Arguments> makers() {
        return Stream.of(
                Arguments.of(
                        "HP ETHERNET MULTI-ENVIRONMENT",
                        11,
                        HP + "4.1.2.6.0|2|700\n" + HP + "4.1.2.7.0|2|300\n" + HP + "4.1.2.22.0|2|120\n",
                        Map.of(Meters.MONO, 700L, Meters.COLOR, 300L, Meters.DUPLEX, 120L)),
                Arguments.of(
                        "KYOCERA Document Solutions Printing System",
                        1347,
                        KYOCERA + "1.1.1.1|65|500\n" + KYOCERA + "1.1.1.2|65|400\n" + KYOCERA + "1.1.1.4|65|100\n"
                                + KYOCERA + "2.1.1.1.1|65|10\n" + KYOCERA + "2.1.1.2.1|65|20\n" + KYOCERA
                                + "2.1.1.4.1|65|30\n" + KYOCERA + "2.1.1.1.2|65|1\n" + KYOCERA + "2.1.1.1.3|65|2\n"
                                + KYOCERA + "2.1.1.2.2|65|3\n" + KYOCERA + "2.1.1.2.3|65|4\n" + KYOCERA
                                + "2.1.1.4.2|65|5\n" + KYOCERA + "2.1.1.4.3|65|6\n"
                                + "1.3.6.1.4.1.1347.46.10.1.1.5.3|65|77\n",
                        Map.of(
                                Meters.PRINT, 500L,
                                Meters.COPY, 400L,
                                Meters.FAX_IN, 100L,
                                Meters.MONO, 60L,
                                Meters.COLOR, 21L,
                                Meters.SCAN, 77L)),
                Arguments.of(
                        "KONICA MINOLTA bizhub C3350",
                        18334,
                        KONICA + "2.1.5.1.1|65|100\n" + KONICA + "2.1.5.1.2|65|200\n" + KONICA + "2.1.5.2.1|65|30\n"
                                + KONICA + "2.1.5.2.2|65|40\n" + KONICA + "1.3.0|65|55\n" + KONICA + "1.5.0|65|66\n",
                        Map.of(
                                Meters.COPY, 130L,
                                Meters.PRINT, 240L,
                                Meters.MONO, 300L,
                                Meters.COLOR, 70L,
                                Meters.DUPLEX, 55L,
                                Meters.SCAN, 66L)),
                Arguments.of(
                        "SHARP MX-2651",
                        2385,
                        SHARP + "1.4.60|65|1\n" + SHARP + "4.4.60|65|2\n" + SHARP + "5.4.61|65|3\n" + SHARP
                                + "5.4.63|65|4\n" + SHARP + "1.4.75|65|5\n" + SHARP + "7.4.50|65|6\n",
                        Map.of(
                                Meters.PRINT, 1L,
                                Meters.COPY, 2L,
                                Meters.MONO, 3L,
                                Meters.COLOR, 4L,
                                Meters.DUPLEX, 5L,
                                Meters.SCAN, 6L)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("makers")
    void privateCounters_standBesideTheTotal(
            String sysDescr, int enterprise, String counters, Map<String, Long> expected) {
        Map<String, Long> counts = read(sysDescr, enterprise, counters);

        assertThat(counts).containsEntry(Meters.TOTAL, 1000L).containsAllEntriesOf(expected);
        assertThat(counts).hasSize(expected.size() + 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("makers")
    void sumWithAPartMissing_isNotTold(String sysDescr, int enterprise, String counters, Map<String, Long> expected) {
        String onlyTheFirst = counters.lines().findFirst().orElseThrow();

        Map<String, Long> counts = read(sysDescr, enterprise, onlyTheFirst);

        assertThat(counts).containsEntry(Meters.TOTAL, 1000L);
        counts.forEach((name, count) -> {
            if (!name.equals(Meters.TOTAL)) {
                assertThat(count).as(name).isEqualTo(expected.get(name));
            }
        });
        assertThat(counts.size()).isLessThan(expected.size() + 1);
    }

    @Test
    void noCounterOfTheMaker_leavesTheTotalAlone() {
        assertThat(read("KONICA MINOLTA bizhub C3350", 18334, "")).isEqualTo(Map.of(Meters.TOTAL, 1000L));
    }

    @Test
    void scansOfAFeederThatIsNotThere_areNotTold() {
        String garbage = HP + "2.2.1.45.0|2|10884743\n";

        assertThat(read("HP ETHERNET MULTI-ENVIRONMENT", 11, garbage)).doesNotContainKey(Meters.SCAN);
    }

    @Test
    void counterThatSaysNotTold_isNotTold() {
        String counters = HP + "4.1.2.6.0|2|-2\n" + HP + "4.1.2.7.0|2|300\n" + HP + "4.1.2.22.0|4|none\n";

        assertThat(read("HP ETHERNET MULTI-ENVIRONMENT", 11, counters))
                .isEqualTo(Map.of(Meters.TOTAL, 1000L, Meters.COLOR, 300L));
    }

    private static Map<String, Long> read(String sysDescr, int enterprise, String counters) {
        String system = "1.3.6.1.2.1.1.1.0|4|" + sysDescr + "\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1." + enterprise + ".1\n";
        FakeDevice device = FakeDevice.of(PRINTER).with(system).with(counters);
        return ReadFixture.printer(ReadFixture.read(device)).meters().counts();
    }
}
