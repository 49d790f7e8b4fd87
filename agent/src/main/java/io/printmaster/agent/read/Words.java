package io.printmaster.agent.read;

import java.util.Map;

/// The standard's numbers as the standard's words (RFC 3805, IANA-PRINTER-MIB). A number that is not in
/// the standard has no word. Pure.
final class Words {
    private static final String[] SUPPLY_TYPES = {
        "",
        "other",
        "unknown",
        "toner",
        "wasteToner",
        "ink",
        "inkCartridge",
        "inkRibbon",
        "wasteInk",
        "opc",
        "developer",
        "fuserOil",
        "solidWax",
        "ribbonWax",
        "wasteWax",
        "fuser",
        "coronaWire",
        "fuserOilWick",
        "cleanerUnit",
        "fuserCleaningPad",
        "transferUnit",
        "tonerCartridge",
        "fuserOiler",
        "water",
        "wasteWater",
        "glueWaterAdditive",
        "wastePaper",
        "bindingSupply",
        "bandingSupply",
        "stitchingWire",
        "shrinkWrap",
        "paperWrap",
        "staples",
        "inserts",
        "covers",
        "matteToner",
        "matteInk"
    };

    private static final Map<Integer, String> UNITS = Map.ofEntries(
            Map.entry(1, "other"),
            Map.entry(2, "unknown"),
            Map.entry(3, "tenThousandthsOfInches"),
            Map.entry(4, "micrometers"),
            Map.entry(5, "characters"),
            Map.entry(6, "lines"),
            Map.entry(7, "impressions"),
            Map.entry(8, "sheets"),
            Map.entry(9, "dotRow"),
            Map.entry(11, "hours"),
            Map.entry(12, "thousandthsOfOunces"),
            Map.entry(13, "tenthsOfGrams"),
            Map.entry(14, "hundrethsOfFluidOunces"),
            Map.entry(15, "tenthsOfMilliliters"),
            Map.entry(16, "feet"),
            Map.entry(17, "meters"),
            Map.entry(18, "items"),
            Map.entry(19, "percent"));

    private Words() {}

    static String supplyType(long number) {
        return number > 0 && number < SUPPLY_TYPES.length ? SUPPLY_TYPES[(int) number] : "unknown";
    }

    static boolean isReceptacle(String supplyType) {
        return supplyType.startsWith("waste");
    }

    static String unit(long number) {
        return UNITS.getOrDefault((int) number, "");
    }
}
