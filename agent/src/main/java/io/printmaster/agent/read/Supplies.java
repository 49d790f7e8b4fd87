package io.printmaster.agent.read;

import io.printmaster.agent.read.maker.SupplyText;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.model.FillState;
import io.printmaster.model.Level;
import io.printmaster.model.Supply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rows of prtMarkerSuppliesTable (RFC 3805, 43.11.1.1). Every row is kept, whatever columns it
/// lacks. Pure.
final class Supplies {
    private static final int RECEPTACLE_CLASS = 4;

    /// Last resort only, for devices without a colorant column: English words and nothing cleverer.
    private static final Pattern COLOR_WORD =
            Pattern.compile("(?i)\\b(?:(photo|matte|light) )?(black|cyan|magenta|yellow|gray|red|blue|green)\\b");

    private Supplies() {}

    static List<Supply> of(Columns columns) {
        List<Supply> supplies = new ArrayList<>();
        for (Oid row : columns.rows(
                Mib.SUPPLY_DESCRIPTION, Mib.SUPPLY_LEVEL, Mib.SUPPLY_MAX, Mib.SUPPLY_TYPE, Mib.SUPPLY_CLASS)) {
            supplies.add(supply(columns, row));
        }
        supplies.addAll(finisher(columns));
        return supplies;
    }

    private static Supply supply(Columns columns, Oid row) {
        String type = Words.supplyType(columns.number(Mib.SUPPLY_TYPE, row, 0));
        boolean receptacle = columns.number(Mib.SUPPLY_CLASS, row, 0) == RECEPTACLE_CLASS || Words.isReceptacle(type);
        String unit = Words.unit(columns.number(Mib.SUPPLY_UNIT, row, 0));
        Level level = Levels.of(
                columns.number(Mib.SUPPLY_LEVEL, row), columns.number(Mib.SUPPLY_MAX, row), unit.equals("percent"));
        String text = columns.text(Mib.SUPPLY_DESCRIPTION, row);
        SupplyText told = SupplyText.of(text);
        return new Supply(
                row.size() == 1 ? "1." + row : row.toString(),
                told.name(),
                type,
                color(columns, row, text, type),
                receptacle,
                FillState.of(level, receptacle),
                level,
                unit,
                told.partNumber(),
                told.serial());
    }

    private static String color(Columns columns, Oid row, String text, String type) {
        long colorant = columns.number(Mib.SUPPLY_COLORANT, row, -1);
        if (colorant > 0) {
            Oid device = row.size() > 1 ? Oid.of((int) row.arc(0)) : Oid.of(1);
            String value = columns.text(Mib.COLORANT_VALUE, device.child((int) colorant));
            if (!value.isEmpty()) {
                return value.toLowerCase(Locale.ROOT);
            }
        }
        if (colorant == 0 || Words.isReceptacle(type)) {
            return "";
        }
        Matcher word = COLOR_WORD.matcher(text);
        return word.find() ? word.group().toLowerCase(Locale.ROOT) : "";
    }

    /// The Finisher MIB's supplies (RFC 3806, 43.31.1.1): staples and the like, beside the marker's.
    private static List<Supply> finisher(Columns columns) {
        return columns.rows(Mib.FINISHER_SUPPLY_LEVEL, Mib.FINISHER_SUPPLY_DESCRIPTION).stream()
                .map(row -> finisher(columns, row))
                .toList();
    }

    private static Supply finisher(Columns columns, Oid row) {
        String type = Words.supplyType(columns.number(Mib.FINISHER_SUPPLY_TYPE, row, 0));
        boolean receptacle =
                columns.number(Mib.FINISHER_SUPPLY_CLASS, row, 0) == RECEPTACLE_CLASS || Words.isReceptacle(type);
        String unit = Words.unit(columns.number(Mib.FINISHER_SUPPLY_UNIT, row, 0));
        Level level = Levels.of(
                columns.number(Mib.FINISHER_SUPPLY_LEVEL, row),
                columns.number(Mib.FINISHER_SUPPLY_MAX, row),
                unit.equals("percent"));
        SupplyText told = SupplyText.of(columns.text(Mib.FINISHER_SUPPLY_DESCRIPTION, row));
        return new Supply(
                "finisher." + (row.size() == 1 ? "1." + row : row),
                told.name(),
                type,
                "",
                receptacle,
                FillState.of(level, receptacle),
                level,
                unit,
                told.partNumber(),
                told.serial());
    }
}
