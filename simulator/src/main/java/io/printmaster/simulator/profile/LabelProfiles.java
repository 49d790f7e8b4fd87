package io.printmaster.simulator.profile;

/// Label printers, which speak no Printer-MIB.
final class LabelProfiles {
    private LabelProfiles() {}

    /// All it knows stands in the maker's own tree, lengths as text.
    static Profile zebra() {
        String base = "1.3.6.1.4.1.10642.";
        return new Profile.Builder("zebra-label", "Zebra Technologies", "ZTC ZD8210-203dpi")
                .system("1.3.6.1.4.1.10642.1.1", "ZebraNet Wired PS")
                .serial("D8P########")
                .mac("00:07:4d")
                .firmware("V93.21.17Z")
                .pages(900, 5_000, 400_000)
                .shares(0, 0, 0, 0)
                .weight(2)
                .withoutPrinterMib()
                .extra(rows -> {
                    rows.text(base + "1.1.0", "ZTC ZD8210-203dpi");
                    rows.text(base + "1.2.0", "V93.21.17Z");
                    rows.put(base + "1.9.0", (plate, now) -> Layout.octets(plate.serial()));
                    rows.text(base + "200.4.1.0", "ok");
                    rows.put(base + "200.17.3.0", (plate, now) -> Layout.octets(odometer(now.pages())));
                    rows.put(base + "200.19.5.0", (plate, now) -> Layout.octets(plate.serial()));
                    rows.text(base + "200.19.7.0", "ZD8210");
                    rows.text(
                            base + "200.19.37.0",
                            "MANUFACTURER:Zebra Technologies;COMMAND SET:ZPL;MODEL:ZTC ZD8210-203dpi;CLASS:PRINTER;");
                })
                .build();
    }

    /// Labels of four inches.
    private static String odometer(long labels) {
        long inches = labels * 4;
        return inches + " INCHES, " + inches * 254 / 100 + " CENTIMETERS";
    }
}
