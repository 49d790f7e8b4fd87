package io.printmaster.agent.read.ipp;

import io.printmaster.model.FillState;
import io.printmaster.model.Level;
import io.printmaster.model.Tray;
import java.util.ArrayList;
import java.util.List;

/// Trays from printer-input-tray (PWG 5100.13), which repeats prtInputTable.
final class IppTrays {
    private static final int MAX_ROWS = 100;

    private IppTrays() {}

    static List<Tray> of(IppAttributes attributes) {
        List<Tray> trays = new ArrayList<>();
        List<String> rows = attributes.texts("printer-input-tray");
        for (int i = 0; i < Math.min(MAX_ROWS, rows.size()); i++) {
            Fields told = Fields.of(rows.get(i));
            if (!told.isEmpty()) {
                Level level = MibLevel.of(told.number("level"), told.number("maxcapacity"));
                String index = "1." + told.number("index").orElse(i + 1L);
                trays.add(new Tray(
                        index, told.text("name"), told.text("medianame"), state(level), level, told.text("unit")));
            }
        }
        return trays;
    }

    private static FillState state(Level level) {
        return FillState.of(level, false);
    }
}
