package io.printmaster.simulator.profile;

import java.util.List;

/// The row of prtMarkerTable and those of prtMarkerColorantTable.
///
/// @param technology prtMarkerMarkTech: 4 laser, 12 aqueous inkjet
/// @param unit prtMarkerCounterUnit: 7 impressions, 8 sheets
/// @param colorants prtMarkerColorantValue in the order of their rows
record MarkerSpec(int technology, int unit, List<String> colorants) {
    static final int IMPRESSIONS = 7;
    static final int SHEETS = 8;

    static MarkerSpec laser(String... colorants) {
        return new MarkerSpec(4, IMPRESSIONS, List.of(colorants));
    }

    static MarkerSpec inkjet(String... colorants) {
        return new MarkerSpec(12, IMPRESSIONS, List.of(colorants));
    }

    MarkerSpec inSheets() {
        return new MarkerSpec(technology, SHEETS, colorants);
    }
}
