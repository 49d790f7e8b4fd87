package io.printmaster.simulator.profile;

import java.nio.charset.Charset;
import java.time.Duration;

/// Desk-side and workgroup laser printers. The private objects are those that PrintMaster and others read for identity
/// and counters.
final class LaserProfiles {
    private static final Charset LATIN_2 = Charset.forName("ISO-8859-2");

    private LaserProfiles() {}

    static Profile hpMono() {
        String info = "1.3.6.1.4.1.11.2.3.9.4.2.1.1.3.";
        String usage = "1.3.6.1.4.1.11.2.3.9.4.2.1.4.1.2.";
        return new Profile.Builder("hp-mono-laser", "HP", "LaserJet Pro M4512dn")
                .system(
                        "1.3.6.1.4.1.11.2.3.9.1",
                        "HP ETHERNET MULTI-ENVIRONMENT,SN:${serial},FN:3Q51C07,SVCID:30518,PID:HP ${model}")
                .serial("PHB#######")
                .mac("3c:d9:2b")
                .firmware("20260114")
                .weight(6)
                .supply(
                        SupplySpec.of(1, SupplySpec.TONER_CARTRIDGE, 1, "Black Cartridge PM451X", 9_000),
                        SupplySpec.of(2, SupplySpec.FUSER, 0, "Maintenance Kit 220V", 150_000))
                .tray(TraySpec.bypass(1, "Tray 1", 100).level(-2), TraySpec.a4(2, "Tray 2", 550, 1))
                .extra(rows -> {
                    rows.text("1.3.6.1.4.1.11.2.3.9.1.1.7.0", deviceId("HP", "HP LaserJet Pro M4512dn", "PCL,PDF,PS"));
                    rows.text("1.3.6.1.4.1.11.2.3.9.1.1.3.0", "Ready");
                    rows.put(info + "3.0", (plate, now) -> Layout.octets(plate.serial()));
                    rows.text(info + "5.0", "20260114");
                    rows.text(info + "6.0", "2611081_043127");
                    rows.put(usage + "5.0", (plate, now) -> Layout.counter(now.pages()));
                    rows.put(usage + "6.0", (plate, now) -> Layout.counter(now.mono()));
                    rows.put(usage + "22.0", (plate, now) -> Layout.counter(now.duplex()));
                    rows.constant(usage + "34.0", Layout.counter(7));
                })
                .build();
    }

    /// Stands by: hrPrinterStatus is other, and its first answer takes longer than many tools wait.
    static Profile lexmarkAsleep() {
        String serial = "1.3.6.1.4.1.641.2.1.2.1.6.1";
        return new Profile.Builder("lexmark-asleep", "Lexmark", "MS7620de")
                .system("1.3.6.1.4.1.641.6.2.7620", "Lexmark ${model} version NH97.PM.N118 kernel 5.4.90 All-N-1")
                .serial("7PM#######")
                .mac("00:21:b7")
                .sleeping(Duration.ofMillis(1_500))
                .weight(2)
                .panel(PanelSpec.showing("Sleep Mode"))
                .supply(
                        SupplySpec.of(1, SupplySpec.TONER_CARTRIDGE, 1, "Black Toner Cartridge", 25_000)
                                .unit(SupplySpec.IMPRESSIONS, 25_000),
                        SupplySpec.of(2, SupplySpec.DRUM, 0, "Imaging Unit", 60_000)
                                .unit(SupplySpec.IMPRESSIONS, 60_000))
                .tray(TraySpec.a4(1, "Tray 1", 550, 1), TraySpec.bypass(2, "MP Feeder", 100))
                .extra(rows -> {
                    rows.text("1.3.6.1.4.1.641.2.1.2.1.2.1", "Lexmark MS7620de");
                    rows.put(serial, (plate, now) -> Layout.octets(plate.serial()));
                    rows.text("1.3.6.1.4.1.641.6.2.3.1.4.1", "MS7620de");
                    rows.put("1.3.6.1.4.1.641.6.2.3.1.5.1", (plate, now) -> Layout.octets(plate.serial()));
                    PrivateRows.counter(rows, "641.6.4.2.2.1.6.1.1", Moment::mono);
                })
                .build();
    }

    /// Levels that are no numbers: some left (-3), unknown (-2), and capacities that are unknown too.
    static Profile brotherUnknownLevels() {
        return brother("brother-unknown-levels", "HL-L6490DW")
                .weight(3)
                .supply(
                        SupplySpec.of(1, SupplySpec.TONER, 1, "Black Toner", 1)
                                .unit(SupplySpec.TENTHS_OF_GRAMS, -2)
                                .level(-3),
                        SupplySpec.of(2, SupplySpec.DRUM, 0, "Drum Unit", 30_000)
                                .unit(SupplySpec.IMPRESSIONS, 30_000),
                        SupplySpec.of(3, SupplySpec.FUSER, 0, "Fuser Unit", 1).level(-2))
                .tray(
                        TraySpec.a4(1, "TRAY1", 250, 1).level(-3),
                        TraySpec.bypass(2, "MP", 50),
                        TraySpec.a4(3, "AUTO", -2, 0).level(-2))
                .build();
    }

    /// A Polish panel and supply names in ISO 8859-2, declared as such.
    static Profile brotherLatin2() {
        return brother("brother-latin2", "MFC-L5860DW")
                .marker(MarkerSpec.laser("black"))
                .shares(0, 0.3, 0.02, 0.4)
                .panel(PanelSpec.showing("Tryb uśpienia").in("pl", LATIN_2, 5))
                .supply(
                        SupplySpec.of(1, SupplySpec.TONER, 1, "Toner czarny (zużywalny)", 8_000)
                                .in(LATIN_2),
                        SupplySpec.of(2, SupplySpec.DRUM, 0, "Zespół bębna światłoczułego", 50_000)
                                .in(LATIN_2))
                .tray(TraySpec.a4(1, "Taca 1", 520, 1), TraySpec.bypass(2, "Podajnik", 50))
                .build();
    }

    /// What all of this maker have.
    static Profile.Builder brother(String name, String model) {
        return new Profile.Builder(name, "Brother", model)
                .system(
                        "1.3.6.1.4.1.2435.2.3.9.1",
                        "Brother NC-8900h, Firmware Ver.${firmware}  (26.03.19),MID 8CE-P11,FID 2")
                .serial("E7PM##J######")
                .mac("00:80:77")
                .firmware("1.24")
                .withoutBulk()
                .extra(rows -> {
                    String status = "1.3.6.1.4.1.2435.2.3.9.4.2.1.5.";
                    rows.text("1.3.6.1.4.1.2435.2.3.9.1.1.7.0", deviceId("Brother", model, "PJL,PCL,PCLXL,POSTSCRIPT"));
                    rows.put(status + "5.1.0", (plate, now) -> Layout.octets(plate.serial()));
                    rows.text(status + "5.17.0", "1.24");
                });
    }

    /// Keeps its serial number to itself: only its network card's address tells it from others.
    static Profile okiWithoutSerial() {
        return new Profile.Builder("oki-no-serial", "OKI", "B4820")
                .system(
                        "1.3.6.1.4.1.2001.1.1.1.1",
                        "OKI OkiLAN 9900g Rev.01.40 10/100/1000BASE Ethernet PrintServer: Attached to B4820 Rev.03.11")
                .withoutSerial()
                .mac("00:80:87")
                .supply(
                        SupplySpec.of(1, SupplySpec.TONER_CARTRIDGE, 1, "Black Toner Cartridge", 12_000),
                        SupplySpec.of(2, SupplySpec.DRUM, 1, "Black Image Drum", 40_000))
                .tray(TraySpec.a4(1, "Tray 1", 530, 1), TraySpec.bypass(2, "MP Tray", 100))
                .extra(rows -> {
                    rows.text("1.3.6.1.4.1.2001.1.1.1.1.11.1.10.25.0", "B4820");
                    rows.put("1.3.6.1.4.1.2001.1.1.1.1.100.1.1.1.3.1", (plate, now) -> Layout.counter(now.pages()));
                })
                .build();
    }

    /// One error octet, 0x20: low toner, and the same octet as a blank, which text-minded readers trim away.
    static Profile samsungLowToner() {
        String info = "1.3.6.1.4.1.236.11.5.1.1.1.";
        return new Profile.Builder("samsung-low-toner", "Samsung", "ProXpress M4390")
                .system(
                        "1.3.6.1.4.1.236.11.5.1",
                        "Samsung ${model} Series; V${firmware} JAN-22-2026;Engine V1.02.11;NIC V6.01.04;S/N ${serial}")
                .serial("Z8PMBJK########")
                .mac("00:15:99")
                .firmware("11.01.06.35")
                .panel(PanelSpec.showing("Prepare new cartridge").withOneErrorOctet())
                .supply(
                        SupplySpec.of(1, SupplySpec.TONER_CARTRIDGE, 1, "Black Toner Cartridge", 1)
                                .level(6),
                        SupplySpec.of(2, SupplySpec.DRUM, 0, "Imaging Unit", 1).level(61))
                .tray(TraySpec.a4(1, "Tray 1", 550, 0).level(400), TraySpec.bypass(2, "MP Tray", 100))
                .extra(rows -> {
                    rows.text(info + "1.0", "Samsung ProXpress M4390");
                    rows.text(info + "2.0", "11.01.06.35");
                    rows.put(info + "4.0", (plate, now) -> Layout.octets(plate.serial()));
                })
                .build();
    }

    /// An old colour printer that is silent to anything but SNMPv1 and makes short answers.
    static Profile xeroxV1Only() {
        String counter = "1.3.6.1.4.1.253.8.53.13.2.1.6.1.20.";
        return new Profile.Builder("xerox-v1-only", "Xerox", "Phaser 6360P")
                .system(
                        "1.3.6.1.4.1.253.8.62.1.19.5.1.1.1",
                        "Xerox ${model}; System ${firmware}, PS 4.10.0, Eng 11.30, Net 38.07.04")
                .serial("GPM######")
                .mac("00:00:aa")
                .firmware("4.1.7")
                .v1Only()
                .maxMessageBytes(484)
                .marker(MarkerSpec.laser("cyan", "magenta", "yellow", "black"))
                .shares(0.4, 0, 0, 0)
                .supply(
                        SupplySpec.of(1, SupplySpec.TONER, 1, "Cyan Toner Cartridge, PN 999R10001", 10_000),
                        SupplySpec.of(2, SupplySpec.TONER, 2, "Magenta Toner Cartridge, PN 999R10002", 10_000),
                        SupplySpec.of(3, SupplySpec.TONER, 3, "Yellow Toner Cartridge, PN 999R10003", 10_000),
                        SupplySpec.of(4, SupplySpec.TONER, 4, "Black Toner Cartridge, PN 999R10004", 14_000),
                        SupplySpec.of(5, SupplySpec.WASTE_TONER, 0, "Waste Container", 25_000)
                                .receptacle())
                .tray(TraySpec.a4(1, "Tray 1 (MPT)", 150, 0.1), TraySpec.a4(2, "Tray 2", 500, 0.9))
                .extra(rows -> {
                    rows.put("1.3.6.1.4.1.253.8.53.3.2.1.3.1", (plate, now) -> Layout.octets(plate.serial()));
                    rows.put(counter + "1", (plate, now) -> Layout.counter(now.pages()));
                    rows.put(counter + "33", (plate, now) -> Layout.counter(now.colour()));
                    rows.put(counter + "34", (plate, now) -> Layout.counter(now.mono()));
                    rows.put(counter + "7", (plate, now) -> Layout.counter(now.mono()));
                    rows.put(counter + "29", (plate, now) -> Layout.counter(now.colour()));
                })
                .build();
    }

    /// A device id in the form of IEEE 1284.
    static String deviceId(String maker, String model, String languages) {
        return "MFG:" + maker + ";CMD:" + languages + ";MDL:" + model + ";CLS:PRINTER;";
    }
}
