package io.printmaster.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.snmp.FakeDevice;
import io.printmaster.model.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who a device is, by its maker's own ways of saying it.
final class MakerIdentityTest {
    private static final String ENTERPRISES = "1.3.6.1.4.1.";

    /// A printer by the standard, without a serial or a name of its own.
    private static FakeDevice printer(String sysDescr, String sysObjectId) {
        return FakeDevice.of("""
                1.3.6.1.2.1.25.3.5.1.1.1|2|3
                1.3.6.1.2.1.25.3.2.1.2.1|6|1.3.6.1.2.1.25.3.1.5
                """)
                .with("1.3.6.1.2.1.1.1.0|4|" + sysDescr + "\n1.3.6.1.2.1.1.2.0|6|" + ENTERPRISES + sysObjectId);
    }

    private static Identity identity(FakeDevice device) {
        return ReadFixture.printer(ReadFixture.read(device)).identity();
    }

    /// Acceptance case 23 of docs/printers.md.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TA_UTAX Printing System | 1347.41 | UTAX",
                "KYOCERA Document Solutions Printing System | 1347.41 | Kyocera",
                "Develop ineo+ 9999 | 18334.1.1 | Develop",
                "Gestetner MP 9999 1.02 / Gestetner Network Printer | 367.1.1 | Gestetner",
                "Lanier MP 9999 1.02 / Lanier Network Printer | 367.1.1 | Lanier",
                "SAVIN MP 9999 1.02 / SAVIN Network Printer | 367.1.1 | Savin",
                "NRG MP 9999 1.02 / NRG Network Printer | 367.1.1 | NRG",
                "TOSHIBA e-STUDIO999CS | 641.2.1 | Toshiba",
                "Dell 9999 MFP version NH1.2 kernel | 641.2.71 | Dell",
                "TTP999 Version: 9.02 EZD | 51966.2.6 | TSC"
            })
    void brandIsThatOnTheCase_whoeverBuiltTheDevice(String sysDescr, String sysObjectId, String brand) {
        assertThat(identity(printer(sysDescr, sysObjectId)).manufacturer()).isEqualTo(brand);
    }

    /// Acceptance case 23 of docs/printers.md.
    @Test
    void objectsOfARebadgedDevice_areThoseOfItsBuilder() {
        FakeDevice device = printer("TOSHIBA e-STUDIO999CS", "641.2.1")
                .with(ENTERPRISES + "641.2.1.2.1.6.1|4|ABC1234567\n" + ENTERPRISES + "641.6.4.2.2.1.6.1.1|65|70\n");

        UnkeyedReading reading = ReadFixture.printer(ReadFixture.read(device));

        assertThat(reading.identity().manufacturer()).isEqualTo("Toshiba");
        assertThat(reading.identity().model()).isEqualTo("e-STUDIO999CS");
        assertThat(reading.identity().serial()).isEqualTo("ABC1234567");
        assertThat(reading.meters().counts()).containsEntry("mono", 70L);
    }

    /// Acceptance case 21 of docs/printers.md.
    @Test
    void zebrasSerial_isNotItsBoardsNumber_norAFiller() {
        String zebra = ENTERPRISES + "10642.200.19.";
        FakeDevice device = printer("ZebraNet Wired PS", "683.6")
                .with(ENTERPRISES + "683.1.5.0|4|7062184\n" + ENTERPRISES + "683.1.4.0|4|79071\n" + ENTERPRISES
                        + "10642.1.2.0|4|V99.17.17Z\n" + zebra + "7.0|4|TLP 9999\n");

        assertThat(identity(device.with(zebra + "5.0|4|?")).serial()).isEmpty();
        assertThat(identity(device.with(zebra + "5.0|4|null")).serial()).isEmpty();
        Identity known = identity(device.with(zebra + "5.0|4|99J162600538"));
        assertThat(known).isEqualTo(new Identity("Zebra", "TLP 9999", "99J162600538", "V99.17.17Z", "", ""));
    }

    /// Acceptance case 21 of docs/printers.md.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Samsung M999x Series; V4.00.02 OCT-01-2015;Engine V1.00.06;NIC ;S/N ",
                "Samsung M999x Series; V4.00.02 OCT-01-2015;Engine V1.00.06;NIC ;S/N"
            })
    void samsungWithoutASerialBehindItsWord_hasNone(String sysDescr) {
        Identity identity = identity(printer(sysDescr, "236.11.5.1"));

        assertThat(identity.serial()).isEmpty();
        assertThat(identity.firmware()).isEqualTo("4.00.02");
        assertThat(identity.model()).isEqualTo("M999x");
    }

    /// Acceptance case 21 of docs/printers.md.
    @Test
    void dellsServiceTagAndPrinterFirmware_winOverTheNetworkCards() {
        FakeDevice device = printer("Dell S9999dn version NH99.YS.N636 kernel", "674.10898.2")
                .with("1.3.6.1.2.1.25.3.2.1.3.1|4|Dell S9999dn 9XQ1R92-132-13 LW99.DN4.P636\n" + ENTERPRISES
                        + "674.10898.100.1.1.1.0|4|NH99.YS.N636");

        assertThat(identity(device))
                .isEqualTo(new Identity("Dell", "S9999dn", "9XQ1R92-132-13", "LW99.DN4.P636", "", ""));
    }

    /// Acceptance case 21 of docs/printers.md.
    @Test
    void brothersNameWithItsHardwareAddressBehind_isAModelWithoutIt() {
        FakeDevice device = printer("Brother NC-9999h, Firmware Ver.9.99", "2435.2.3.9.1")
                .with(ENTERPRISES + "2435.2.4.3.2435.5.13.3.0|4|Brother HL-9999DW series [001ba90ba752]");

        assertThat(identity(device).model()).isEqualTo("HL-9999DW");
    }

    @Test
    void productThatPeopleMayHaveRenamed_isTheLastResortForAModel() {
        FakeDevice device = printer(
                "HP ETHERNET MULTI-ENVIRONMENT,SN:PHX1234567,FN:ABC,SVCID:1,PID:Purchasing Laser", "11.2.3.9.1");

        assertThat(identity(device).model()).isEqualTo("Purchasing Laser");
        assertThat(identity(device.with("1.3.6.1.2.1.25.3.2.1.3.1|4|HP LaserJet X9"))
                        .model())
                .isEqualTo("LaserJet X9");
        assertThat(identity(device).serial()).isEqualTo("PHX1234567");
    }

    @Test
    void serialInTheDeviceId_isTheLastResort() {
        String id = ENTERPRISES + "2699.1.2.1.2.1.1.3.1|4|MFG:Acme;MDL:Press 9;SN:AC99887766;";

        assertThat(identity(printer("Acme", "99999.1").with(id)).serial()).isEqualTo("AC99887766");
        assertThat(identity(printer("Acme", "99999.1").with(id).with("1.3.6.1.2.1.43.5.1.1.17.1|4|REAL123456"))
                        .serial())
                .isEqualTo("REAL123456");
    }

    @ParameterizedTest
    @CsvSource({
        "1347.41,    1347.40.1.1.1.8.1,            'ID:ECOSYS X9dw;MFG:Kyocera;CMD:PCLXL', ECOSYS X9dw",
        "641.2.1,    641.2.1.2.1.3.1,              'MANUFACTURER:Lexmark;MODEL:Lexmark X9;',      X9",
        "253.8.62.1, 253.8.51.1.2.1.20.1,          'MFG:Xerox; MDL:AltaLink X9;',                 AltaLink X9",
        "367.1.1,    367.3.2.1.1.1.11.0,           'MFG:RICOH;MDL:MP X9;',                        MP X9",
        "10642.1.1,  10642.200.19.37.0,            'MANUFACTURER:Zebra Technologies;MODEL:ZX9;',  ZX9",
        "674.10898,  674.10898.100.2.1.2.1.3.1,    'COMMAND SET:;MODEL:Dell X9dn;',               X9dn"
    })
    void makersOwnDeviceId_tellsTheModel(String sysObjectId, String object, String id, String model) {
        FakeDevice device = printer("A network card", sysObjectId).with(ENTERPRISES + object + "|4|" + id);

        assertThat(identity(device).model()).isEqualTo(model);
    }

    @Test
    void firmwareOfXerox_isThatOfTheInstalledSystem_whereSysDescrDoesNotTellIt() {
        String installed = "1.3.6.1.2.1.25.6.3.1.2.2|4|System Software 99.008.1";

        assertThat(identity(printer("Xerox Phaser 9999", "253.8.62.1").with(installed))
                        .firmware())
                .isEqualTo("System Software 99.008.1");
        assertThat(identity(printer("Xerox Phaser 9999; System 9.1.7, Net 38.1", "253.8.62.1")
                                .with(installed))
                        .firmware())
                .isEqualTo("9.1.7");
    }

    @Test
    void firmwareOfEpson_isFoundByItsNameInTheTable() {
        String table = ENTERPRISES + "1248.1.2.2.2.1.1.";
        FakeDevice device = printer("EPSON Built-in Print Server", "1248.1.1.2")
                .with(table + "3.1.1|4|Network FW\n" + table + "2.1.1|4|1.99\n" + table + "3.1.2|4|Main FW\n" + table
                        + "2.1.2|4|QX99Q3\n");

        assertThat(identity(device).firmware()).isEqualTo("QX99Q3");
    }

    @Test
    void labelPrinterOfToshiba_answersInItsOwnTree() {
        String tree = ENTERPRISES + "1129.1.2.1.1.1.";
        FakeDevice device = FakeDevice.of("1.3.6.1.2.1.1.1.0|4|TOSHIBA TEC B-XX9\n1.3.6.1.2.1.1.2.0|6|" + ENTERPRISES
                + "1129.1.2.1\n" + tree + "1.1.0|4|2299A12345\n" + tree + "1.2.0|4|V9.1\n");

        assertThat(identity(device)).isEqualTo(new Identity("Toshiba TEC", "B-XX9", "2299A12345", "V9.1", "", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "null", "NULL", "n/a", "unknown", "--"})
    void fillerWhereATextShouldBe_isNoText(String filler) {
        FakeDevice device = printer("A device", "236.11.5.1")
                .with(ENTERPRISES + "236.11.5.1.1.1.1.0|4|" + filler + "\n" + ENTERPRISES + "236.11.5.1.1.1.2.0|4|"
                        + filler + "\n1.3.6.1.2.1.25.3.2.1.3.1|4|Samsung X9");

        assertThat(identity(device).firmware()).isEmpty();
        assertThat(identity(device).model()).isEqualTo("X9");
    }

    /// Acceptance case 22 of docs/printers.md.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EPSON Built-in 11b/g/n Print Server | 1248.1.1.2.1.3.5.69.69.80.83.50 | 1.3.6.1.2.1.25.3.1.1",
                "Hardware: x86 - Software: Windows | 311.1.1.3.1.2 | 1.3.6.1.2.1.25.3.1.3",
                "Acme router | 9.1.1 | 1.3.6.1.2.1.25.3.1.4"
            })
    void deviceThatListsOtherThings_isNoPrinter(String sysDescr, String sysObjectId, String type) {
        FakeDevice device = FakeDevice.of("1.3.6.1.2.1.1.1.0|4|" + sysDescr + "\n1.3.6.1.2.1.1.2.0|6|" + ENTERPRISES
                + sysObjectId + "\n1.3.6.1.2.1.25.3.2.1.2.1|6|" + type + "\n1.3.6.1.2.1.25.3.2.1.3.1|4|Something\n");

        assertThat(ReadFixture.read(device)).isInstanceOf(ReadOutcome.NotAPrinter.class);
    }

    /// Acceptance case 22 of docs/printers.md.
    @Test
    void printServerWithoutItsPrinter_isNoPrinter() {
        FakeDevice device = FakeDevice.of("""
                1.3.6.1.2.1.1.1.0|4|HP ETHERNET MULTI-ENVIRONMENT,ROM A.03.17,JETDIRECT EX
                1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.11.2.3.9.1
                """);

        assertThat(ReadFixture.read(device)).isInstanceOf(ReadOutcome.NotAPrinter.class);
    }
}
