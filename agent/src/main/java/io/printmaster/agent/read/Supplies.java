package io.printmaster.agent.read;

import io.printmaster.agent.read.maker.SupplyText;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.model.Alert;
import io.printmaster.model.DetectedError;
import io.printmaster.model.FillState;
import io.printmaster.model.Level;
import io.printmaster.model.Supply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rows of prtMarkerSuppliesTable (RFC 3805, 43.11.1.1). Every row is kept, whatever columns it
/// lacks. Pure.
final class Supplies {
    private static final int SUPPLIES_GROUP = 11;
    private static final int RECEPTACLE_CLASS = 4;
    private static final Set<String> TONERS =
            Set.of("toner", "tonerCartridge", "ink", "inkCartridge", "matteToner", "matteInk");

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

    /// A level of "some left" says nothing of a low toner; alerts and error bits do.
    static List<Supply> worsened(List<Supply> supplies, Set<DetectedError> errors, List<Alert> alerts) {
        List<Supply> worse = new ArrayList<>(supplies);
        for (Alert alert : alerts) {
            if (alert.group() == SUPPLIES_GROUP || (alert.code() >= 1101 && alert.code() <= 1115)) {
                worse.replaceAll(s -> s.index().equals(alert.subunit()) ? worse(s, ofCode(alert.code())) : s);
            }
        }
        if (errors.contains(DetectedError.LOW_TONER) || errors.contains(DetectedError.NO_TONER)) {
            List<Supply> toners = worse.stream()
                    .filter(s -> TONERS.contains(s.type()) && !s.receptacle())
                    .toList();
            boolean explained =
                    toners.stream().anyMatch(s -> s.state() == FillState.LOW || s.state() == FillState.EMPTY);
            List<Supply> unmeasured =
                    toners.stream().filter(s -> s.level().percent().isEmpty()).toList();
            if (!explained && unmeasured.size() == 1) {
                FillState state = errors.contains(DetectedError.NO_TONER) ? FillState.EMPTY : FillState.LOW;
                worse.replaceAll(s -> s.equals(unmeasured.getFirst()) ? worse(s, state) : s);
            }
        }
        return worse;
    }

    private static FillState ofCode(int code) {
        return switch (code) {
            case 10, 12, 14, 1104, 1105, 1106, 1107, 1108, 1111, 1113 -> FillState.LOW;
            case 9, 11, 13, 1101, 1102, 1103, 1112, 1114, 1115 -> FillState.EMPTY;
            case 15, 1109, 1110 -> FillState.FULL;
            default -> FillState.UNKNOWN;
        };
    }

    private static Supply worse(Supply s, FillState state) {
        if (rank(state) <= rank(s.state())) {
            return s;
        }
        return s.in(state);
    }

    private static int rank(FillState state) {
        return switch (state) {
            case UNKNOWN -> 0;
            case OK, SOME_LEFT -> 1;
            case LOW -> 2;
            case EMPTY, FULL -> 3;
        };
    }
}
