package io.printmaster.simulator.profile;

/// Inkjet printers, for offices and for rolls.
final class InkProfiles {
    private InkProfiles() {}

    /// Levels without a unit but with a capacity of 100, one error octet, identity in the maker's own table.
    static Profile epsonBusiness() {
        String base = "1.3.6.1.4.1.1248.1.2.2.";
        return new Profile.Builder("epson-business-inkjet", "EPSON", "WF-C5970 Series")
                .system("1.3.6.1.4.1.1248.1.1.2.1.3.5.69.69.80.83.50", "EPSON Built-in 11b/g/n Print Server")
                .serial("XPM#######")
                .mac("00:26:ab")
                .firmware("QP14Q3")
                .pages(200, 4_000, 60_000)
                .shares(0.6, 0.2, 0, 0.3)
                .weight(3)
                .withoutBulk()
                .marker(MarkerSpec.inkjet("black", "cyan", "magenta", "yellow"))
                .panel(PanelSpec.showing("").withOneErrorOctet())
                .supply(
                        ink(1, "Black Ink Supply Unit", 10_000),
                        ink(2, "Cyan Ink Supply Unit", 5_000),
                        ink(3, "Magenta Ink Supply Unit", 5_000),
                        ink(4, "Yellow Ink Supply Unit", 5_000),
                        SupplySpec.of(5, SupplySpec.WASTE_INK, 0, "Maintenance Box", 50_000)
                                .receptacle()
                                .unit(SupplySpec.OTHER, 100))
                .tray(TraySpec.a4(1, "Cassette 1", 250, 1), TraySpec.bypass(2, "Rear Paper Feed", 80))
                .extra(rows -> {
                    rows.text(base + "1.1.1.1.1", LaserProfiles.deviceId("EPSON", "WF-C5970 Series", "ESCPL2,PCL,PS"));
                    rows.text(base + "1.1.1.2.1", "WF-C5970 Series");
                    rows.put(base + "1.1.1.5.1", (plate, now) -> Layout.octets(plate.serial()));
                    rows.text(base + "2.1.1.2.1.1", "QP14Q3");
                    rows.text(base + "2.1.1.3.1.1", "Main FW");
                    rows.put(base + "27.1.1.30.1.1", (plate, now) -> Layout.counter(now.pages()));
                    rows.put(base + "27.1.1.3.1.1", (plate, now) -> Layout.counter(now.mono()));
                    rows.put(base + "27.1.1.4.1.1", (plate, now) -> Layout.counter(now.colour()));
                    PrivateRows.counters(rows, "1248.1.2.2.27.6.1.4.1.1", 1, Moment::prints, Moment::copies);
                })
                .build();
    }

    private static SupplySpec ink(int index, String name, long yield) {
        return SupplySpec.of(index, SupplySpec.INK_CARTRIDGE, index, name, yield)
                .unit(SupplySpec.OTHER, 100);
    }

    /// A roll whose length nobody knows, ink in tenths of millilitres.
    static Profile canonRoll() {
        return new Profile.Builder("canon-roll-inkjet", "Canon", "TM-3450")
                .system("1.3.6.1.4.1.1602.4.7", "Canon ${model} /P")
                .serial("BPM#####")
                .mac("00:1e:8f")
                .firmware("R2.14")
                .pages(25, 200, 5_000)
                .shares(0.9, 0, 0, 0)
                .marker(MarkerSpec.inkjet("matte black", "black", "cyan", "magenta", "yellow")
                        .inSheets())
                .supply(
                        millilitres(1, "Ink Tank Matte Black"),
                        millilitres(2, "Ink Tank Black"),
                        millilitres(3, "Ink Tank Cyan"),
                        millilitres(4, "Ink Tank Magenta"),
                        millilitres(5, "Ink Tank Yellow"),
                        SupplySpec.of(6, SupplySpec.WASTE_INK, 0, "Maintenance Cartridge", 4_000)
                                .receptacle()
                                .unit(SupplySpec.TENTHS_OF_ML, 6_700))
                .tray(new TraySpec(1, TraySpec.ROLL, "Roll", "Roll", "Coated", -2, 914_400, 4, -2, -2, 0))
                .extra(rows -> {
                    rows.text("1.3.6.1.4.1.1602.1.1.1.1.0", "TM-3450");
                    rows.text("1.3.6.1.4.1.1602.1.1.1.4.0", "R2.14");
                    rows.put("1.3.6.1.4.1.1602.1.2.1.4.0", (plate, now) -> Layout.octets(plate.serial()));
                })
                .build();
    }

    private static SupplySpec millilitres(int index, String name) {
        return SupplySpec.of(index, SupplySpec.INK_CARTRIDGE, index, name, 900).unit(SupplySpec.TENTHS_OF_ML, 3_000);
    }
}
