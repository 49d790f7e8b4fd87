package io.printmaster.agent.read;

import io.printmaster.agent.snmp.Oid;
import io.printmaster.model.Alert;
import io.printmaster.model.FillState;
import io.printmaster.model.Level;
import io.printmaster.model.Tray;
import java.util.List;
import java.util.Optional;

/// The rows of prtInputTable (RFC 3805, 43.8.2.1). An empty bypass is empty and no fault. Pure.
final class Trays {
    private static final int INPUT_GROUP = 8;

    private Trays() {}

    /// @param alerts those of the tray make its state worse where its level says nothing exact
    static List<Tray> of(Columns columns, List<Alert> alerts) {
        return columns.rows(Mib.INPUT_MAX, Mib.INPUT_LEVEL, Mib.INPUT_NAME, Mib.INPUT_DESCRIPTION).stream()
                .map(row -> worse(tray(columns, row), alerts))
                .toList();
    }

    private static Tray worse(Tray tray, List<Alert> alerts) {
        Optional<FillState> told = alerts.stream()
                .filter(a -> a.group() == INPUT_GROUP && a.subunit().equals(tray.index()))
                .flatMap(a -> ofCode(a.code()).stream())
                .findFirst();
        boolean exact = tray.level().percent().isPresent() && !told.equals(Optional.of(FillState.MISSING));
        return told.isEmpty() || exact
                ? tray
                : new Tray(tray.index(), tray.name(), tray.media(), told.get(), tray.level(), tray.unit());
    }

    /// PrtAlertCodeTC, as far as it says how much is in a tray.
    private static Optional<FillState> ofCode(int code) {
        return switch (code) {
            case 9, 801 -> Optional.of(FillState.MISSING);
            case 12, 807 -> Optional.of(FillState.LOW);
            case 13, 808 -> Optional.of(FillState.EMPTY);
            default -> Optional.empty();
        };
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
