package io.printmaster.simulator.profile;

import org.jspecify.annotations.Nullable;

/// A row of prtInputTable; numbers are those of RFC 3805.
///
/// @param index its row, gaps are allowed
/// @param type prtInputType: 3 removable tray, 5 manual, 6 roll
/// @param name prtInputName, may be empty
/// @param description prtInputDescription, may be empty
/// @param media prtInputMediaName
/// @param feed declared length in micrometres, -2 for unknown
/// @param width declared width in micrometres, -2 for unknown
/// @param unit prtInputCapacityUnit: 8 sheets, 17 metres
/// @param max prtInputMaxCapacity
/// @param fixed the level when it never moves
/// @param share part of all pages that come from it
record TraySpec(
        int index,
        int type,
        String name,
        String description,
        String media,
        int feed,
        int width,
        int unit,
        int max,
        @Nullable Integer fixed,
        double share) {
    static final int REMOVABLE = 3;
    static final int MANUAL = 5;
    static final int ROLL = 6;
    static final int SHEETS = 8;

    /// A drawer of A4 sheets.
    static TraySpec a4(int index, String name, int max, double share) {
        return new TraySpec(index, REMOVABLE, name, name, "A4", 297_000, 210_000, SHEETS, max, null, share);
    }

    /// A bypass with nothing in it.
    static TraySpec bypass(int index, String name, int max) {
        return new TraySpec(index, MANUAL, name, name, "", -2, -2, SHEETS, max, 0, 0);
    }

    TraySpec a3() {
        return new TraySpec(index, type, name, description, "A3", 420_000, 297_000, unit, max, fixed, share);
    }

    TraySpec named(String newName, String newDescription) {
        return new TraySpec(index, type, newName, newDescription, media, feed, width, unit, max, fixed, share);
    }

    TraySpec level(int level) {
        return new TraySpec(index, type, name, description, media, feed, width, unit, max, level, share);
    }
}
