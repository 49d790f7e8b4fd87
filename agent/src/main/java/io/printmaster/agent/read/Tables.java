package io.printmaster.agent.read;

import io.printmaster.agent.snmp.Oid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which columns of the standard's tables are read, which of them change from one reading to the next, and how many
/// rows a printer usually has in them. Pure.
final class Tables {
    private static final Oid STANDARD = Oid.parse("1.3.6.1.2.1");
    /// The largest machines have about half as many of anything.
    private static final int MAX_ROWS = 40;
    /// Makers have a row for every counter.
    private static final int MAX_PRIVATE_ROWS = 300;

    /// What supplies are, and how much is in them.
    static final List<Oid> SUPPLIES = List.of(
            Mib.SUPPLY_COLORANT,
            Mib.SUPPLY_CLASS,
            Mib.SUPPLY_TYPE,
            Mib.SUPPLY_DESCRIPTION,
            Mib.SUPPLY_UNIT,
            Mib.SUPPLY_MAX,
            Mib.SUPPLY_LEVEL);

    /// Read for the few printers that have any of these.
    static final List<Oid> FINISHER_SUPPLIES = List.of(
            Mib.FINISHER_SUPPLY_CLASS,
            Mib.FINISHER_SUPPLY_TYPE,
            Mib.FINISHER_SUPPLY_DESCRIPTION,
            Mib.FINISHER_SUPPLY_UNIT,
            Mib.FINISHER_SUPPLY_MAX,
            Mib.FINISHER_SUPPLY_LEVEL);

    private static final List<Oid> SUPPLY_STATE = List.of(Mib.SUPPLY_MAX, Mib.SUPPLY_LEVEL);
    private static final List<Oid> TRAY_STATE = List.of(Mib.INPUT_MAX, Mib.INPUT_LEVEL, Mib.INPUT_MEDIA);
    private static final List<Oid> FINISHER_STATE = List.of(Mib.FINISHER_SUPPLY_MAX, Mib.FINISHER_SUPPLY_LEVEL);
    private static final List<Oid> OTHER_STATE = List.of(Mib.MARKER_LIFE_COUNT, Mib.COVER_STATUS, Mib.CONSOLE_TEXT);
    private static final List<Oid> ALERTS =
            List.of(Mib.ALERT_SEVERITY, Mib.ALERT_GROUP, Mib.ALERT_GROUP_INDEX, Mib.ALERT_CODE, Mib.ALERT_TEXT);
    private static final List<Oid> TRAY_NAMES = List.of(Mib.INPUT_UNIT, Mib.INPUT_NAME, Mib.INPUT_DESCRIPTION);
    private static final List<Oid> ABILITIES = List.of(
            Mib.COLORANT_VALUE,
            Mib.MARKER_UNIT,
            Mib.MARKER_COLORANTS,
            Mib.MEDIA_PATH_TYPE,
            Mib.COVER_DESCRIPTION,
            Mib.CHANNEL_TYPE,
            Mib.INTERPRETER_LANGUAGE);

    /// Everything beside the supplies.
    static final List<Oid> THE_REST = Stream.of(
                    TRAY_STATE,
                    TRAY_NAMES,
                    OTHER_STATE,
                    ALERTS,
                    ABILITIES,
                    HardwareAddress.COLUMNS,
                    List.of(Mib.FINISHER_SUPPLY_LEVEL))
            .flatMap(List::stream)
            .toList();

    /// What changes while nothing is built in, replaced or set.
    static final List<Oid> MOVING = Stream.of(SUPPLY_STATE, TRAY_STATE, FINISHER_STATE, OTHER_STATE, ALERTS)
            .flatMap(List::stream)
            .toList();

    /// Read again even where there was nothing in them: alerts come and go, and a first row says that something was
    /// built in.
    private static final List<Oid> ALWAYS = Stream.concat(ALERTS.stream(), Stream.of(Mib.SUPPLY_LEVEL, Mib.INPUT_LEVEL))
            .toList();

    /// Rows of a usual printer, to fill the first requests well.
    static final Map<Oid, Integer> USUAL_ROWS = usualRows();

    private Tables() {}

    /// How many rows of a column are read.
    static int maxRows(Oid column) {
        return column.startsWith(STANDARD) ? MAX_ROWS : MAX_PRIVATE_ROWS;
    }

    private static Map<Oid, Integer> usualRows() {
        Map<Oid, Integer> rows = Stream.concat(THE_REST.stream(), SUPPLIES.stream())
                .distinct()
                .collect(Collectors.toMap(column -> column, column -> 5));
        ALERTS.forEach(column -> rows.put(column, 2));
        for (Oid column : List.of(Mib.MARKER_LIFE_COUNT, Mib.MARKER_UNIT, Mib.MARKER_COLORANTS)) {
            rows.put(column, 1);
        }
        rows.put(Mib.CONSOLE_TEXT, 2);
        rows.put(Mib.COVER_STATUS, 2);
        rows.put(Mib.COVER_DESCRIPTION, 2);
        rows.put(Mib.FINISHER_SUPPLY_LEVEL, 0);
        return Map.copyOf(rows);
    }

    /// The columns to read again of a printer that had these.
    static List<Oid> toReadAgain(Map<Oid, Integer> rowsBefore) {
        List<Oid> columns = new ArrayList<>(MOVING);
        columns.removeIf(column -> rowsBefore.getOrDefault(column, 0) == 0 && !ALWAYS.contains(column));
        return columns;
    }
}
