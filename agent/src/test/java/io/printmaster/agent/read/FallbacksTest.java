package io.printmaster.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.snmp.FakeDevice;
import io.printmaster.agent.snmp.SnmpCredential.Version;
import io.printmaster.model.Supply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A colour multifunction printer with the failings that firmware has: the same data as from a good one, in at most
/// twice its requests.
final class FallbacksTest {
    private static final String COUNTERS = "43.10.2.1.";

    /// Four toners, a waste box, five trays, alerts, a panel, covers, interfaces, private objects behind
    /// all of them.
    private static FakeDevice printer() {
        SimulatedRows rows = new SimulatedRows()
                .state(3, 3, "2000")
                .toners(15_000, 7_500)
                .supply(5, 0, 4, 4, "Waste box", 19, -2, -3)
                .alert(3, 4, 11, 2, 1104, "Cyan low")
                .alert(11, 4, 8, 1, 808, "Bypass empty")
                .console("Ready to print")
                .line("1.3.0|67|90000000")
                .line("1.5.0|4|floor-2")
                .line("2.2.1.3.1|2|6")
                .line("2.2.1.6.1|4x|3c2af4000102")
                .line("2.2.1.8.1|2|1")
                .line("4.20.1.2.192.0.2.7|2|1")
                .line("4.20.1.3.192.0.2.7|64|255.255.255.0")
                .line("43.5.1.1.1.1|65|4")
                .line("43.5.1.1.2.1|2|1")
                .line("43.7.1.1.4.1.1|2|106")
                .line("43.6.1.1.3.1.1|2|4")
                .line(COUNTERS + "3.1.1|2|7")
                .line(COUNTERS + "4.1.1|65|12345")
                .line(COUNTERS + "6.1.1|2|4")
                .line("43.13.4.1.9.1.1|2|4")
                .line("43.14.1.1.2.1.1|2|11")
                .line("43.15.1.1.2.1.1|2|6")
                .line("99.1.0|2|1");
        for (int tray = 1; tray <= 5; tray++) {
            rows.tray(tray, "Tray " + tray, 500, 100 * tray);
        }
        return rows.device();
    }

    private static UnkeyedReading read(FakeDevice device, Version version) {
        return ReadFixture.printer(ReadFixture.read(device, version));
    }

    private static final FakeDevice GOOD = printer();
    private static final UnkeyedReading EXPECTED = read(GOOD, Version.V2C);
    private static final int ALLOWED = 2 * GOOD.seen().size();

    private static void expectTheSame(FakeDevice device, Version version) {
        assertThat(read(device, version)).isEqualTo(EXPECTED);
        assertThat(device.seen()).hasSizeLessThanOrEqualTo(ALLOWED);
    }

    @Test
    void aGoodDevice_isReadInFewRequests() {
        assertThat(GOOD.seen()).hasSizeLessThanOrEqualTo(10);
        assertThat(EXPECTED.inventory().supplies()).hasSize(5);
        assertThat(EXPECTED.inventory().trays()).hasSize(5);
        assertThat(EXPECTED.condition().alerts()).hasSize(2);
        assertThat(EXPECTED.inventory().capabilities()).contains("color", "duplex", "postscript", "port9100");
    }

    /// Acceptance case 26 of docs/printers.md.
    @Test
    void version1Only_whereAMissingNameFailsTheWholeRequest() {
        expectTheSame(printer(), Version.V1);
    }

    /// Acceptance case 26 of docs/printers.md.
    @Test
    void noGetBulk() {
        expectTheSame(printer().deafToBulk(), Version.V2C);
        expectTheSame(printer().confusedByBulk(), Version.V2C);
    }

    /// Acceptance case 26 of docs/printers.md.
    @ParameterizedTest
    @CsvSource({
        "43.8.2.1.10.1.5,  43.8.2.1.10.1.1",
        "43.18.1.1.8.1.11, 43.18.1.1.2.1.3",
        "99.1.0,           43.16.5.1.2.1.1"
    })
    void namesThatDoNotIncrease(String from, String to) {
        for (Version version : Version.values()) {
            expectTheSame(printer().goingBack("1.3.6.1.2.1." + from, "1.3.6.1.2.1." + to), version);
        }
    }

    /// Acceptance case 26 of docs/printers.md.
    @ParameterizedTest
    @ValueSource(ints = {20, 12})
    void answersThatWouldBeTooBig(int variables) {
        expectTheSame(printer().atMost(variables), Version.V2C);
    }

    /// Acceptance case 26 of docs/printers.md.
    @ParameterizedTest
    @ValueSource(strings = {"43.18.1.1.8", "43.8.2.1.13", "2.2.1.3", "43.16.5.1.2"})
    void aTableWithoutEnd_isCut_andTheRestIsRead(String column) {
        FakeDevice device = printer().endless("1.3.6.1.2.1." + column);

        UnkeyedReading reading = read(device, Version.V2C);

        assertThat(reading.inventory().supplies())
                .isEqualTo(EXPECTED.inventory().supplies());
        assertThat(reading.meters()).isEqualTo(EXPECTED.meters());
        assertThat(device.seen()).hasSizeLessThanOrEqualTo(ALLOWED);
    }

    /// Acceptance case 26 of docs/printers.md.
    @Test
    void aSupplyRowWithOneIndex() {
        FakeDevice device = printer().without("1.3.6.1.2.1.43.11").with("""
                        1.3.6.1.2.1.43.11.1.1.5.1|2|3
                        1.3.6.1.2.1.43.11.1.1.6.1|4|TL-410
                        1.3.6.1.2.1.43.11.1.1.8.1|2|100
                        1.3.6.1.2.1.43.11.1.1.9.1|2|40
                        """);

        assertThat(read(device, Version.V2C).inventory().supplies())
                .hasSize(1)
                .first()
                .satisfies(toner -> {
                    assertThat(toner.index()).isEqualTo("1.1");
                    assertThat(toner.level().percent()).hasValue(40);
                });
        assertThat(device.seen()).hasSizeLessThanOrEqualTo(ALLOWED);
        assertThat(read(printer(), Version.V1).inventory().supplies())
                .extracting(Supply::index)
                .containsExactly("1.1", "1.2", "1.3", "1.4", "1.5");
    }
}
