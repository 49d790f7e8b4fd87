package io.printmaster.simulator.profile;

import java.nio.charset.StandardCharsets;

/// Multifunction machines, A4 and A3, with counters split by function.
final class CopierProfiles {
    private static final String[] CMYK = {"cyan", "magenta", "yellow", "black"};

    private CopierProfiles() {}

    /// Trays have no name but a description; levels count impressions; supply names are part numbers.
    static Profile kyoceraColour() {
        return new Profile.Builder("kyocera-colour-mfp", "Kyocera", "ECOSYS MA4180cifx")
                .system("1.3.6.1.4.1.1347.41", "KYOCERA Document Solutions Printing System")
                .serial("RPM#######")
                .mac("00:c0:ee")
                .firmware("2ZP_2000.004.117")
                .pages(320, 12_000, 160_000)
                .shares(0.45, 0.35, 0.03, 0.6)
                .weight(4)
                .marker(MarkerSpec.laser(CMYK))
                .supply(
                        impressions(1, 1, "TK-9110C", 13_000),
                        impressions(2, 2, "TK-9110M", 13_000),
                        impressions(3, 3, "TK-9110Y", 13_000),
                        impressions(4, 4, "TK-9110K", 18_000),
                        SupplySpec.of(5, SupplySpec.WASTE_TONER, 0, "Waste Toner Box", 1)
                                .receptacle()
                                .unit(SupplySpec.IMPRESSIONS, -2)
                                .level(-3))
                .tray(
                        TraySpec.bypass(1, "", 100).named("", "MP tray"),
                        TraySpec.a4(2, "", 500, 0.8).named("", "Cassette 1"),
                        TraySpec.a4(3, "", 500, 0.2).named("", "Cassette 2"))
                .extra(CopierProfiles::kyoceraObjects)
                .build();
    }

    private static SupplySpec impressions(int index, int colorant, String name, int yield) {
        return SupplySpec.of(index, SupplySpec.TONER, colorant, name, yield).unit(SupplySpec.IMPRESSIONS, yield);
    }

    private static void kyoceraObjects(Layout rows) {
        String base = "1.3.6.1.4.1.1347.";
        rows.text(base + "43.5.1.1.1.1", "ECOSYS MA4180cifx");
        rows.put(base + "43.5.1.1.28.1", (plate, now) -> Layout.octets(plate.serial()));
        rows.text(base + "43.5.4.1.5.1.1", "2ZP_2000.004.117");
        rows.text(base + "43.5.4.1.5.1.2", "2ZP_1000.002.003");
        rows.put(base + "40.10.1.1.5.1", (plate, now) -> Layout.octets(plate.hostName()));
        rows.put(base + "43.10.1.1.12.1.1", (plate, now) -> Layout.counter(now.pages()));
        kyoceraFunction(rows, 1, Moment::prints);
        kyoceraFunction(rows, 2, Moment::copies);
        kyoceraFunction(rows, 4, Moment::faxes);
        rows.put(base + "42.3.1.3.1.1.2", (plate, now) -> Layout.counter(now.scans() / 3));
        rows.put(base + "42.3.1.3.1.1.4", (plate, now) -> Layout.counter(now.scans() / 20));
        rows.put(
                base + "42.3.1.4.1.1.1",
                (plate, now) -> Layout.counter(now.scans() - now.scans() / 3 - now.scans() / 20));
        rows.put(base + "46.10.1.1.5.3", (plate, now) -> Layout.counter(now.scans()));
    }

    /// Total, black and white, single colour and full colour of one function; the parts add up.
    private static void kyoceraFunction(Layout rows, int function, Count count) {
        String base = "1.3.6.1.4.1.1347.42.3.1.";
        boolean fax = function == 4;
        rows.put(base + "1.1.1." + function, (plate, now) -> Layout.counter(count.of(now)));
        rows.put(
                base + "2.1.1." + function + ".1",
                (plate, now) -> Layout.counter(
                        fax ? count.of(now) : count.of(now) - part(count.of(now), now.colour(), now.pages())));
        rows.constant(base + "2.1.1." + function + ".2", Layout.counter(0));
        rows.put(
                base + "2.1.1." + function + ".3",
                (plate, now) -> Layout.counter(fax ? 0 : part(count.of(now), now.colour(), now.pages())));
    }

    @FunctionalInterface
    private interface Count {
        long of(Moment now);
    }

    private static long part(long of, long part, long whole) {
        return whole == 0 ? 0 : (long) ((double) of * part / whole);
    }

    /// A3, percent everywhere, many supplies that are no toner, one row far behind the others.
    static Profile konicaA3() {
        return new Profile.Builder("konica-a3-mfp", "KONICA MINOLTA", "bizhub C3670i")
                .system("1.3.6.1.4.1.18334.1.1.1.2.1.231.3.1", "KONICA MINOLTA ${model}")
                .serial("APM#########")
                .mac("00:20:6b")
                .firmware("G00-P4")
                .pages(900, 60_000, 700_000)
                .shares(0.3, 0.25, 0, 0.5)
                .weight(3)
                .marker(MarkerSpec.laser(CMYK))
                .supply(
                        SupplySpec.of(1, SupplySpec.TONER, 1, "Toner (Cyan)", 26_000),
                        SupplySpec.of(2, SupplySpec.TONER, 2, "Toner (Magenta)", 26_000),
                        SupplySpec.of(3, SupplySpec.TONER, 3, "Toner (Yellow)", 26_000),
                        SupplySpec.of(4, SupplySpec.TONER, 4, "Toner (Black)", 28_000),
                        SupplySpec.of(5, SupplySpec.DRUM, 4, "Drum Cartridge (Black)", 160_000),
                        SupplySpec.of(6, SupplySpec.FUSER, 0, "Fusing Unit", 300_000),
                        SupplySpec.of(13, SupplySpec.WASTE_TONER, 0, "Waste Toner Box", 1)
                                .receptacle()
                                .unit(SupplySpec.OTHER, -2)
                                .level(-3))
                .tray(
                        TraySpec.a4(1, "Tray 1", 500, 0.5),
                        TraySpec.a4(2, "Tray 2", 500, 0.5).a3(),
                        TraySpec.bypass(7, "Bypass Tray", 150))
                .extra(CopierProfiles::konicaObjects)
                .build();
    }

    private static void konicaObjects(Layout rows) {
        String base = "1.3.6.1.4.1.18334.1.1.1.";
        String split = base + "5.7.2.2.1.5.";
        rows.text(base + "1.6.2.1.0", "bizhub C3670i");
        rows.text(base + "1.6.1.0", "G00-P4");
        rows.put(base + "5.7.2.1.1.0", (plate, now) -> Layout.counter(now.pages()));
        rows.put(base + "5.7.2.1.3.0", (plate, now) -> Layout.counter(now.duplex()));
        rows.put(base + "5.7.2.1.5.0", (plate, now) -> Layout.counter(now.scans()));
        rows.put(
                split + "1.1",
                (plate, now) -> Layout.counter(now.copies() - part(now.copies(), now.colour(), now.pages())));
        rows.put(
                split + "1.2",
                (plate, now) ->
                        Layout.counter(now.mono() - now.copies() + part(now.copies(), now.colour(), now.pages())));
        rows.put(split + "2.1", (plate, now) -> Layout.counter(part(now.copies(), now.colour(), now.pages())));
        rows.put(
                split + "2.2",
                (plate, now) -> Layout.counter(now.colour() - part(now.copies(), now.colour(), now.pages())));
    }

    /// Stopped by a jam: bit 5, device down, a critical alert. It counts sheets and tells toner in steps of ten.
    static Profile ricohJammed() {
        String base = "1.3.6.1.4.1.367.3.2.1.";
        return new Profile.Builder("ricoh-jam", "RICOH", "IM C2870")
                .system("1.3.6.1.4.1.367.1.1", "RICOH ${model} ${firmware} / RICOH Network Printer C model")
                .serial("3PM##P######")
                .mac("00:26:73")
                .firmware("2.06")
                .pages(400, 20_000, 300_000)
                .shares(0.5, 0.4, 0, 0.3)
                .condition(Condition.JAMMED)
                .panel(PanelSpec.showing("Paper Misfeed: A2")
                        .alerts(new AlertSpec(3, 3, 13, 1, 82, 8, "Paper Misfeed: A2")))
                .marker(MarkerSpec.laser("black", "cyan", "magenta", "yellow").inSheets())
                .supply(
                        SupplySpec.of(1, SupplySpec.TONER, 1, "Black Toner", 1).level(70),
                        SupplySpec.of(2, SupplySpec.TONER, 2, "Cyan Toner", 1).level(40),
                        SupplySpec.of(3, SupplySpec.TONER, 3, "Magenta Toner", 1)
                                .level(-3),
                        SupplySpec.of(4, SupplySpec.TONER, 4, "Yellow Toner", 1).level(20),
                        SupplySpec.of(5, SupplySpec.WASTE_TONER, 0, "Waste Toner", 1)
                                .receptacle()
                                .level(100))
                .tray(
                        TraySpec.a4(1, "Tray 1", 550, 0).level(385),
                        TraySpec.a4(2, "Tray 2", 550, 0).a3().level(55))
                .extra(rows -> {
                    rows.text(base + "1.1.1.1.0", "RICOH IM C2870");
                    rows.text(base + "1.1.1.2.0", "2.06");
                    rows.put(base + "1.2.1.4.0", (plate, now) -> Layout.octets(plate.serial()));
                    rows.put(base + "1.2.19.1.0", (plate, now) -> Layout.counter(now.pages()));
                    rows.put(base + "1.2.19.2.0", (plate, now) -> Layout.counter(now.prints()));
                    rows.put(base + "1.2.19.4.0", (plate, now) -> Layout.counter(now.copies()));
                    PrivateRows.numbers(rows, "367.3.2.1.2.19.5.1.2", 7, 10, 200, 400);
                    PrivateRows.counters(
                            rows, "367.3.2.1.2.19.5.1.9", 7, Moment::pages, Moment::copies, Moment::prints);
                    PrivateRows.texts(
                            rows,
                            "367.3.2.1.2.24.1.1.3",
                            1,
                            "Black Toner",
                            "Cyan Toner",
                            "Magenta Toner",
                            "Yellow Toner");
                    PrivateRows.numbers(rows, "367.3.2.1.2.24.1.1.5", 1, 72, 41, 35, 21);
                })
                .build();
    }

    /// Russian and Czech supply names in UTF-8, with named private counters in English.
    static Profile sharpUtf8() {
        return new Profile.Builder("sharp-utf8-names", "SHARP", "BP-58C41")
                .system("1.3.6.1.4.1.2385.3.1.158.1.2", "SHARP ${model}")
                .serial("5PM######")
                .mac("08:00:1f")
                .firmware("0310Q200")
                .pages(500, 20_000, 250_000)
                .shares(0.4, 0.3, 0, 0.4)
                .marker(MarkerSpec.laser("black", "cyan", "magenta", "yellow"))
                .panel(PanelSpec.showing("Готов к печати").in("ru", StandardCharsets.UTF_8, 106))
                .supply(
                        SupplySpec.of(1, SupplySpec.TONER, 1, "Чёрный тонер", 30_000),
                        SupplySpec.of(2, SupplySpec.TONER, 2, "Голубой тонер", 20_000),
                        SupplySpec.of(3, SupplySpec.TONER, 3, "Пурпурный тонер", 20_000),
                        SupplySpec.of(4, SupplySpec.TONER, 4, "Žlutý toner", 20_000),
                        SupplySpec.of(5, SupplySpec.DRUM, 1, "Фотобарабан", 1)
                                .unit(SupplySpec.OTHER, -2)
                                .level(9),
                        SupplySpec.of(6, SupplySpec.WASTE_TONER, 0, "Бункер отработанного тонера", 1)
                                .receptacle()
                                .unit(SupplySpec.OTHER, -2)
                                .level(-2))
                .tray(
                        TraySpec.a4(1, "Лоток 1", 550, 0.7),
                        TraySpec.a4(2, "Лоток 2", 550, 0.3).a3())
                .extra(rows -> {
                    sharpCounter(rows, "5.4.61", "Black & White Total Count", Moment::mono);
                    sharpCounter(rows, "5.4.63", "Full Color Total Count", Moment::colour);
                    sharpCounter(rows, "1.4.60", "Prints", Moment::prints);
                    sharpCounter(rows, "4.4.60", "Copies", Moment::copies);
                })
                .build();
    }

    private static void sharpCounter(Layout rows, String index, String name, Count count) {
        String base = "1.3.6.1.4.1.2385.1.1.19.2.1.";
        rows.put(base + "3." + index, (plate, now) -> Layout.counter(count.of(now)));
        rows.text(base + "4." + index, name);
    }

    /// Stopped because black is used up: bit 3, level 0, code 1101.
    static Profile toshibaNoToner() {
        return new Profile.Builder("toshiba-no-toner", "TOSHIBA", "e-STUDIO3630AC")
                .system("1.3.6.1.4.1.1129.2.3.77.2", "TOSHIBA ${model}")
                .serial("CPM######")
                .mac("00:80:91")
                .pages(350, 30_000, 200_000)
                .shares(0.35, 0.3, 0, 0.3)
                .condition(Condition.NO_TONER)
                .panel(PanelSpec.showing("Install new K toner cartridge")
                        .alerts(new AlertSpec(3, 3, 11, 1, -2, 1101, "Install new K toner cartridge")))
                .marker(MarkerSpec.laser("black", "cyan", "magenta", "yellow"))
                .supply(
                        SupplySpec.of(1, SupplySpec.TONER, 1, "Toner Cartridge Black", 1)
                                .level(0),
                        SupplySpec.of(2, SupplySpec.TONER, 2, "Toner Cartridge Cyan", 1)
                                .level(54),
                        SupplySpec.of(3, SupplySpec.TONER, 3, "Toner Cartridge Magenta", 1)
                                .level(71),
                        SupplySpec.of(4, SupplySpec.TONER, 4, "Toner Cartridge Yellow", 1)
                                .level(38))
                .tray(TraySpec.a4(1, "Upper Drawer", 600, 0).level(420), TraySpec.bypass(5, "Bypass Feeder", 100))
                .build();
    }

    /// No Host Resources at all, rows with gaps, trays without names.
    static Profile fujifilmGaps() {
        return new Profile.Builder("fujifilm-gaps", "FUJIFILM", "Apeos C4090")
                .system("1.3.6.1.4.1.297.1.11.93.4.1.9.2.1", "FUJIFILM ${model}; ESS${firmware}, IOT 40.12.0")
                .serial("PM######")
                .mac("08:00:37")
                .firmware("1.3.14")
                .pages(450, 20_000, 200_000)
                .shares(0.5, 0.3, 0, 0.3)
                .withoutHostResources()
                .marker(MarkerSpec.laser("black", "yellow", "magenta", "cyan"))
                .supply(
                        SupplySpec.of(2, SupplySpec.TONER_CARTRIDGE, 1, "Toner Cartridge (K)", 22_000),
                        SupplySpec.of(3, SupplySpec.TONER_CARTRIDGE, 2, "Toner Cartridge (Y)", 15_000),
                        SupplySpec.of(4, SupplySpec.TONER_CARTRIDGE, 3, "Toner Cartridge (M)", 15_000),
                        SupplySpec.of(5, SupplySpec.TONER_CARTRIDGE, 4, "Toner Cartridge (C)", 15_000),
                        SupplySpec.of(9, SupplySpec.DRUM, 0, "Drum Cartridge (R1)", 1)
                                .unit(SupplySpec.OTHER, -2)
                                .level(-3),
                        SupplySpec.of(30, SupplySpec.WASTE_TONER, 0, "Waste Toner Container", 1)
                                .receptacle()
                                .unit(SupplySpec.OTHER, -2)
                                .level(-3))
                .tray(
                        TraySpec.a4(1, "", 520, 0).level(390),
                        TraySpec.a4(2, "", 520, 0).a3().level(130),
                        TraySpec.bypass(5, "", 90))
                .build();
    }
}
