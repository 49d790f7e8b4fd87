package io.printmaster.model;

import java.util.Locale;
import java.util.Optional;

/// Whose word a supply's level is.
public enum LevelOrigin {
    /// The protocol's own table: prtMarkerSuppliesTable, marker-levels.
    STANDARD,
    /// An object of the maker's own, because the standard's said "some left" or nothing.
    MAKER;

    /// The word used on the wire.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the wire's word; empty when it is none of ours.
    public static Optional<LevelOrigin> ofWord(String word) {
        for (LevelOrigin origin : values()) {
            if (origin.word().equals(word)) {
                return Optional.of(origin);
            }
        }
        return Optional.empty();
    }
}
