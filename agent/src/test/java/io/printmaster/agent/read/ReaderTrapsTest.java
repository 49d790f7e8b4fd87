package io.printmaster.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.snmp.FakeDevice;
import io.printmaster.agent.snmp.SnmpCredential.Version;
import io.printmaster.model.DetectedError;
import io.printmaster.model.FillState;
import io.printmaster.model.Level;
import io.printmaster.model.Meters;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Supply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ways in which printers lie, on a printer of our own making.
final class ReaderTrapsTest {
    private static final String PRINTER = """
            1.3.6.1.2.1.1.1.0|4|Acme print card
            1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1
            1.3.6.1.2.1.2.2.1.3.1|2|6
            1.3.6.1.2.1.2.2.1.3.2|2|6
            1.3.6.1.2.1.2.2.1.6.1|4x|fada0c2d63aa
            1.3.6.1.2.1.2.2.1.6.2|4x|3c2af4000102
            1.3.6.1.2.1.4.20.1.2.192.0.2.7|2|2
            1.3.6.1.2.1.4.20.1.3.192.0.2.7|64|255.255.255.0
            1.3.6.1.2.1.25.3.2.1.2.1|6|1.3.6.1.2.1.25.3.1.5
            1.3.6.1.2.1.25.3.2.1.3.1|4|Acme Press 9
            1.3.6.1.2.1.25.3.2.1.5.1|2|2
            1.3.6.1.2.1.25.3.5.1.1.1|2|3
            1.3.6.1.2.1.43.5.1.1.17.1|4|AC12345678
            1.3.6.1.2.1.43.10.2.1.3.1.1|2|7
            1.3.6.1.2.1.43.10.2.1.4.1.1|65|1000
            1.3.6.1.2.1.43.11.1.1.3.1.1|2|2
            1.3.6.1.2.1.43.11.1.1.4.1.1|2|3
            1.3.6.1.2.1.43.11.1.1.5.1.1|2|3
            1.3.6.1.2.1.43.11.1.1.6.1.1|4|XK-1
            1.3.6.1.2.1.43.11.1.1.7.1.1|2|13
            1.3.6.1.2.1.43.12.1.1.4.1.1|4|cyan
            1.3.6.1.2.1.43.12.1.1.4.1.2|4|Black
            """;
    private static final String LEVEL = "1.3.6.1.2.1.43.11.1.1.9.1.1|2|";
    private static final String MAX = "1.3.6.1.2.1.43.11.1.1.8.1.1|2|";
    private static final String ERRORS = "1.3.6.1.2.1.25.3.5.1.2.1|4x|";

    private static UnkeyedReading read(String more) {
        return ReadFixture.printer(ReadFixture.read(FakeDevice.of(PRINTER).with(more)));
    }

    private static Supply supply(String more) {
        return read(more).inventory().supplies().getFirst();
    }

    @Test
    void oneOctetThatIsABlankAsText_isLowToner() {
        UnkeyedReading reading = read(ERRORS + "20\n" + LEVEL + "-3\n" + MAX + "-2");

        assertThat(reading.condition().errors()).containsExactly(DetectedError.LOW_TONER);
        assertThat(reading.condition().status()).isEqualTo(PrinterStatus.WARNING);
        assertThat(reading.inventory().supplies().getFirst().state()).isEqualTo(FillState.LOW);
    }

    @ParameterizedTest
    @CsvSource({"0004, INPUT_TRAY_EMPTY", "0040, OUTPUT_TRAY_MISSING", "0100, SERVICE_REQUESTED", "8000, LOW_PAPER"})
    void bitsCountFromTheMostSignificantOfTheFirstOctet(String octets, DetectedError error) {
        assertThat(read(ERRORS + octets).condition().errors()).containsExactly(error);
    }

    @ParameterizedTest
    @CsvSource({
        "50,  100, Measured,  50,  OK",
        "5,   100, Measured,  5,   LOW",
        "181, 100, Measured,  100, OK",
        "-3,  -2,  SomeLeft,  ,    SOME_LEFT",
        "-3,  100, SomeLeft,  ,    SOME_LEFT",
        "-2,  -2,  Unknown,   ,    UNKNOWN",
        "-1,  100, Unlimited, ,    OK",
        "9,   -2,  Amount,    ,    SOME_LEFT",
        "9,   0,   Amount,    ,    SOME_LEFT"
    })
    void magicNumbers_becomeWords(String level, String max, String kind, Integer percent, FillState state) {
        Supply supply = supply(LEVEL + level + "\n" + MAX + max);

        assertThat(supply.level().getClass().getSimpleName()).isEqualTo(kind);
        assertThat(supply.level().percent().isPresent()).isEqualTo(percent != null);
        if (percent != null) {
            assertThat(supply.level().percent()).hasValue(percent);
        }
        assertThat(supply.state()).isEqualTo(state);
    }

    @Test
    void overRange_isMarked() {
        assertThat(supply(LEVEL + "181\n" + MAX + "100").level())
                .isInstanceOfSatisfying(
                        Level.Measured.class, m -> assertThat(m.overRange()).isTrue());
    }

    @Test
    void color_comesFromTheColorantTable() {
        assertThat(supply(LEVEL + "50\n" + MAX + "100").color()).isEqualTo("black");
    }

    @Test
    void aReceptacle_isSpaceLeftAndNeverLowToner() {
        Supply waste = supply("1.3.6.1.2.1.43.11.1.1.4.1.1|2|4\n" + ERRORS + "20\n" + LEVEL + "-3\n" + MAX + "-2");

        assertThat(waste.receptacle()).isTrue();
        assertThat(waste.state()).isEqualTo(FillState.SOME_LEFT);
    }

    @Test
    void anAlertMakesItsSupplyWorse_andNoiseIsNoAlert() {
        UnkeyedReading reading = read(LEVEL + "-3\n" + MAX + "-2\n" + """
                1.3.6.1.2.1.43.18.1.1.2.1.7|2|3
                1.3.6.1.2.1.43.18.1.1.4.1.7|2|11
                1.3.6.1.2.1.43.18.1.1.5.1.7|2|1
                1.3.6.1.2.1.43.18.1.1.7.1.7|2|1101
                1.3.6.1.2.1.43.18.1.1.8.1.7|4|Toner empty
                1.3.6.1.2.1.43.18.1.1.2.1.9|2|4
                1.3.6.1.2.1.43.18.1.1.7.1.9|2|503
                1.3.6.1.2.1.43.18.1.1.8.1.9|4|
                1.3.6.1.2.1.43.18.1.1.2.1.12|2|1
                1.3.6.1.2.1.43.18.1.1.7.1.12|2|1
                1.3.6.1.2.1.43.18.1.1.8.1.12|4|Ready
                """);

        assertThat(reading.condition().alerts()).hasSize(1).first().satisfies(alert -> {
            assertThat(alert.code()).isEqualTo(1101);
            assertThat(alert.subunit()).isEqualTo("1.1");
        });
        assertThat(reading.inventory().supplies().getFirst().state()).isEqualTo(FillState.EMPTY);
    }

    @Test
    void anIndexOfOneArc_isTheFirstDevices() {
        UnkeyedReading reading = read("1.3.6.1.2.1.43.11.1.1.9.3|2|5");

        assertThat(reading.inventory().supplies()).extracting(Supply::index).contains("1.3");
    }

    @Test
    void aCounterSentAsANegativeInteger_isUnsigned_andAWordForUnknownIsNoCounter() {
        String life = "1.3.6.1.2.1.43.10.2.1.4.1.1|2|";

        assertThat(read(life + "-2147483648").meters().count(Meters.TOTAL)).isEqualTo(OptionalLong.of(2_147_483_648L));
        assertThat(read(life + "-2").meters().count(Meters.TOTAL)).isEmpty();
    }

    @Test
    void theInterfaceThatOwnsTheAddress_givesTheMac() {
        assertThat(read("").network().mac()).isEqualTo("3c:2a:f4:00:01:02");
        assertThat(read("").network().subnetMask()).isEqualTo("255.255.255.0");
    }

    @Test
    void aFillerSerial_identifiesNothing_andTheMacDoes() {
        ReadOutcome outcome = ReadFixture.read(FakeDevice.of(PRINTER).with("1.3.6.1.2.1.43.5.1.1.17.1|4|XXXXXXXXXX"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ReadOutcome.Read.class,
                        read -> assertThat(read.reading().printer().key()).hasToString("mac:3c:2a:f4:00:01:02"));
    }

    @Test
    void aPrinterThatIsNotTheFirstDevice_isFound() {
        FakeDevice device = FakeDevice.of(
                        PRINTER.replace("25.3.2.1.2.1|6|1.3.6.1.2.1.25.3.1.5", "25.3.2.1.2.1|6|1.3.6.1.2.1.25.3.1.3")
                                .replace("43.5.1.1.17.1|", "43.5.1.1.17.4|"))
                .with("1.3.6.1.2.1.25.3.2.1.2.4|6|1.3.6.1.2.1.25.3.1.5\n1.3.6.1.2.1.25.3.2.1.3.4|4|Acme Press 10");

        UnkeyedReading reading = ReadFixture.printer(ReadFixture.read(device));

        assertThat(reading.identity().model()).isEqualTo("Acme Press 10");
        assertThat(reading.identity().serial()).isEqualTo("AC12345678");
    }

    @Test
    void versionOneWithoutBulk_readsTheSame() {
        String more = LEVEL + "50\n" + MAX + "100";
        FakeDevice old = FakeDevice.of(PRINTER).with(more);

        assertThat(ReadFixture.printer(ReadFixture.read(old, Version.V1))).isEqualTo(read(more));
    }

    @Test
    void aDeviceThatFallsSilentMidway_isNotHalfAPrinter() {
        assertThat(ReadFixture.read(FakeDevice.of(PRINTER).silentAfter(2))).isEqualTo(new ReadOutcome.Silent(2));
    }

    @Test
    void aHostThatListsItsQueues_isNoPrinter() {
        ReadOutcome outcome = ReadFixture.read(FakeDevice.of("""
                1.3.6.1.2.1.1.1.0|4|Hardware: x86 - Software: Windows
                1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.311.1.1.3.1.2
                1.3.6.1.2.1.25.3.2.1.2.1|6|1.3.6.1.2.1.25.3.1.5
                1.3.6.1.2.1.25.3.2.1.3.1|4|A queue
                """));

        assertThat(outcome).isInstanceOf(ReadOutcome.NotAPrinter.class);
    }

    @Test
    void anUnknownCredential_isRefusedByName() {
        PrinterReader reader =
                new SnmpPrinterReader(FakeDevice.of(PRINTER), Map.of(), ReadSettings.DEFAULT, InstantSource.system());

        assertThat(reader.read(ReadFixture.sighting("gone")))
                .isInstanceOfSatisfying(
                        ReadOutcome.Refused.class, r -> assertThat(r.why()).contains("gone"));
    }

    @Test
    void everyMacOfTheDevice_isTold_andWhetherThePolledOneIsWireless() {
        String wlan = """
                1.3.6.1.2.1.1.3.0|67|360000
                1.3.6.1.2.1.2.2.1.3.3|2|71
                1.3.6.1.2.1.2.2.1.6.3|4x|3c2af4000103
                1.3.6.1.2.1.2.2.1.3.4|2|24
                1.3.6.1.2.1.2.2.1.6.4|4x|3c2af4000104
                """;
        UnkeyedReading wired = read(wlan);

        assertThat(wired.network().mac()).isEqualTo("3c:2a:f4:00:01:02");
        assertThat(wired.network().macs())
                .as("neither Wi-Fi Direct nor loopback")
                .containsExactly("3c:2a:f4:00:01:02", "3c:2a:f4:00:01:03");
        assertThat(wired.network().wireless()).isFalse();
        assertThat(wired.upTime()).contains(Duration.ofHours(1));

        UnkeyedReading wireless = read(wlan + "1.3.6.1.2.1.4.20.1.2.192.0.2.7|2|3\n");

        assertThat(wireless.network().mac()).isEqualTo("3c:2a:f4:00:01:03");
        assertThat(wireless.network().macs()).isEqualTo(wired.network().macs());
        assertThat(wireless.network().wireless()).isTrue();
    }
}
