package io.printmaster.simulator.profile;

/// Printers that keep in objects of their own what the standard has no word for.
final class MakerProfiles {
    private static final String[] KCMY = {"black", "cyan", "magenta", "yellow"};

    private MakerProfiles() {}

    /// The standard says "some left" of every toner; percentages and counters stand in records of octets.
    static Profile brotherColour() {
        String info = "2435.2.3.9.4.2.1.5.5.";
        return LaserProfiles.brother("brother-colour-mfp", "MFC-L9790CDW")
                .pages(210, 5_000, 80_000)
                .shares(0.55, 0.3, 0.02, 0.4)
                .weight(3)
                .marker(MarkerSpec.laser(KCMY))
                .supply(
                        someLeft(1, 1, "Black Toner Cartridge"),
                        someLeft(2, 2, "Cyan Toner Cartridge"),
                        someLeft(3, 3, "Magenta Toner Cartridge"),
                        someLeft(4, 4, "Yellow Toner Cartridge"))
                .tray(TraySpec.a4(1, "TRAY1", 520, 1).level(-3), TraySpec.bypass(2, "MP", 100))
                .extra(rows -> {
                    PrivateRows.records(
                            rows,
                            info + "8.0",
                            4,
                            new int[] {0x6F, 0x70, 0x71, 0x72, 0x41, 0x69, 0x6A},
                            now -> PrivateRows.left(now, 9_000),
                            now -> PrivateRows.left(now, 8_000),
                            now -> PrivateRows.left(now, 8_100),
                            now -> PrivateRows.left(now, 8_200),
                            now -> PrivateRows.left(now, 100_000),
                            now -> PrivateRows.left(now, 130_000),
                            now -> PrivateRows.left(now, 160_000));
                    PrivateRows.records(
                            rows,
                            info + "10.0",
                            4,
                            new int[] {0x00, 0x01, 0x02, 0x06},
                            Moment::pages,
                            Moment::mono,
                            Moment::colour,
                            Moment::duplex);
                    PrivateRows.numbers(rows, info + "52.21.1.2", 1, 1, 2, 3);
                    PrivateRows.counters(rows, info + "52.21.1.3", 1, Moment::prints, Moment::faxes, Moment::copies);
                    PrivateRows.counter(rows, info + "54.2.2.1.3.3", Moment::scans);
                })
                .build();
    }

    private static SupplySpec someLeft(int index, int colorant, String name) {
        return SupplySpec.of(index, SupplySpec.TONER, colorant, name, 1)
                .unit(SupplySpec.TENTHS_OF_GRAMS, -2)
                .level(-3);
    }

    /// Counters in a table by name; nobody knows their rows.
    static Profile canonCopier() {
        String device = "1.3.6.1.4.1.1602.1.";
        return new Profile.Builder("canon-colour-mfp", "Canon", "iR-ADV DX C6970")
                .system("1.3.6.1.4.1.1602.4.7", "Canon ${model} /P")
                .serial("4PM#####")
                .mac("00:1e:8f")
                .firmware("R12.04")
                .pages(700, 40_000, 500_000)
                .shares(0.45, 0.4, 0, 0.5)
                .weight(3)
                .marker(MarkerSpec.laser(KCMY))
                .supply(
                        SupplySpec.of(1, SupplySpec.TONER, 1, "Canon PMX-99 Black Toner", 69_000),
                        SupplySpec.of(2, SupplySpec.TONER, 2, "Canon PMX-99 Cyan Toner", 60_000),
                        SupplySpec.of(3, SupplySpec.TONER, 3, "Canon PMX-99 Magenta Toner", 60_000),
                        SupplySpec.of(4, SupplySpec.TONER, 4, "Canon PMX-99 Yellow Toner", 60_000))
                .tray(
                        TraySpec.a4(1, "Drawer 1", 550, 0.5),
                        TraySpec.a4(2, "Drawer 2", 550, 0.5).a3())
                .extra(rows -> {
                    rows.text(device + "1.1.1.0", "iR-ADV DX C6970");
                    rows.text(device + "1.1.4.0", "R12.04");
                    rows.put(device + "2.1.4.0", (plate, now) -> Layout.octets(plate.serial()));
                    PrivateRows.texts(
                            rows,
                            "1602.1.11.2.1.1.2",
                            1,
                            "Total 1",
                            "Total (Black & White 1)",
                            "Total (Black & White/Large)",
                            "Total (Black & White/Small)",
                            "Total (Full Color + Single Color/Large)",
                            "Total (Full Color + Single Color/Small)",
                            "Copy (Total 1)",
                            "Print (Total 1)",
                            "Scan (Total 1)");
                    PrivateRows.counters(
                            rows,
                            "1602.1.11.2.1.1.3",
                            1,
                            Moment::pages,
                            Moment::mono,
                            now -> now.mono() / 10,
                            now -> now.mono() - now.mono() / 10,
                            now -> now.colour() / 5,
                            now -> now.colour() - now.colour() / 5,
                            Moment::copies,
                            Moment::prints,
                            Moment::scans);
                })
                .build();
    }

    /// Answers counters that it does not keep with garbage: scans of a feeder that it does not have.
    static Profile hpSmallMfp() {
        String own = "11.2.3.9.4.2.1.";
        return new Profile.Builder("hp-small-mfp", "HP", "LaserJet MFP M2970nw")
                .system(
                        "1.3.6.1.4.1.11.2.3.9.1",
                        "HP ETHERNET MULTI-ENVIRONMENT,SN:${serial},FN:5T61A02,SVCID:30518,PID:HP ${model}")
                .serial("PHC#######")
                .mac("3c:d9:2b")
                .firmware("20260201")
                .pages(60, 1_000, 30_000)
                .shares(0, 0.4, 0, 0.2)
                .weight(3)
                .supply(SupplySpec.of(1, SupplySpec.TONER_CARTRIDGE, 1, "Black Cartridge HP CF999X", 2_800))
                .tray(TraySpec.a4(1, "Tray 1", 150, 1))
                .extra(rows -> {
                    rows.put("1.3.6.1.4.1." + own + "1.1.3.3.0", (plate, now) -> Layout.octets(plate.serial()));
                    rows.text("1.3.6.1.4.1." + own + "1.1.3.5.0", "20260201");
                    PrivateRows.counter(rows, own + "4.1.2.5.0", Moment::pages);
                    PrivateRows.counter(rows, own + "4.1.2.6.0", Moment::mono);
                    PrivateRows.counter(rows, own + "4.1.2.22.0", now -> 0);
                    PrivateRows.counter(rows, own + "2.2.1.44.0", now -> 0);
                    PrivateRows.counter(rows, own + "2.2.1.45.0", now -> 10_884_743);
                    PrivateRows.counter(rows, own + "2.2.1.73.0", now -> now.scans() / 4);
                    PrivateRows.counter(rows, own + "2.2.1.74.0", Moment::scans);
                })
                .build();
    }

    /// One supply that is "some left" by the standard, and a percentage of its own.
    static Profile pantum() {
        return new Profile.Builder("pantum-mono-mfp", "Pantum", "BM5930ADN")
                .system("1.3.6.1.4.1.40093.1.1.1", "Pantum ${model}")
                .serial("CPM########")
                .mac("00:23:e4")
                .firmware("2.3.21")
                .pages(90, 1_000, 40_000)
                .shares(0, 0.35, 0, 0.3)
                .supply(someLeft(1, 1, "Toner Cartridge"))
                .tray(TraySpec.a4(1, "Auto Tray", 250, 1), TraySpec.bypass(2, "Multipurpose Tray", 60))
                .extra(rows -> {
                    rows.text("1.3.6.1.4.1.40093.1.1.1.1.0", "2.3.21");
                    rows.put("1.3.6.1.4.1.40093.1.1.1.5.0", (plate, now) -> Layout.octets(plate.serial()));
                    PrivateRows.percent(rows, "40093.6.3.1.0", 6_000);
                    PrivateRows.counter(rows, "40093.6.4.1.0", Moment::pages);
                    PrivateRows.counter(rows, "40093.1.1.3.1.0", Moment::duplex);
                    PrivateRows.counter(rows, "40093.1.1.3.9.0", Moment::copies);
                    PrivateRows.counter(rows, "40093.1.1.3.12.0", Moment::prints);
                })
                .build();
    }

    /// A label printer that names neither its maker nor itself but in sysDescr.
    static Profile tscLabel() {
        return new Profile.Builder("tsc-label", "TSC", "TTP299CE")
                .system("1.3.6.1.4.1.51966.2.6", "${model} Version: ${firmware} EZD")
                .withoutSerial()
                .mac("00:1b:82")
                .firmware("8.02")
                .pages(500, 1_000, 90_000)
                .withoutPrinterMib()
                .build();
    }

    /// A label printer with a tree of its own.
    static Profile tecLabel() {
        String tree = "1.3.6.1.4.1.1129.1.2.1.1.1.";
        return new Profile.Builder("toshiba-tec-label", "TOSHIBA TEC", "B-EX9T1")
                .system("1.3.6.1.4.1.1129.1.2.1", "TOSHIBA TEC ${model}")
                .serial("2PM########")
                .mac("00:80:91")
                .firmware("V3.1")
                .pages(500, 1_000, 90_000)
                .withoutPrinterMib()
                .extra(rows -> {
                    rows.put(tree + "1.1.0", (plate, now) -> Layout.octets(plate.serial()));
                    rows.text(tree + "1.2.0", "V3.1");
                    rows.text(tree + "2.1.0", "B-EX9T1");
                })
                .build();
    }
}
