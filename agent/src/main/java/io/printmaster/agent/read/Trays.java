package io.printmaster.agent.read;

import io.printmaster.agent.snmp.Oid;
import io.printmaster.model.FillState;
import io.printmaster.model.Level;
import io.printmaster.model.Tray;
import java.util.List;

/// The rows of prtInputTable (RFC 3805, 43.8.2.1). An empty bypass is empty and no fault. Pure.
final class Trays {
    private Trays() {}

    static List<Tray> of(Columns columns) {
        return columns.rows(Mib.INPUT_MAX, Mib.INPUT_LEVEL, Mib.INPUT_NAME, Mib.INPUT_DESCRIPTION).stream()
                .map(row -> tray(columns, row))
                .toList();
    }

    private static Tray tray(Columns columns, Oid row) {
        String unit = Words.unit(columns.number(Mib.INPUT_UNIT, row, 0));
        Level level = Levels.of(
                columns.number(Mib.INPUT_LEVEL, row), columns.number(Mib.INPUT_MAX, row), unit.equals("percent"));
        String name = columns.text(Mib.INPUT_NAME, row);
        boolean empty = level.knownAmount().orElse(1) == 0;
        return new Tray(
                row.size() == 1 ? "1." + row : row.toString(),
                name.isEmpty() ? columns.text(Mib.INPUT_DESCRIPTION, row) : name,
                columns.text(Mib.INPUT_MEDIA, row),
                empty ? FillState.EMPTY : FillState.of(level, false),
                level,
                unit);
    }
}
