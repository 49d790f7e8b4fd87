package io.printmaster.model;

import java.util.Locale;
import java.util.Optional;

/// The state of a supply or tray in one word, for people and for the wire.
public enum FillState {
    /// Enough.
    OK,
    /// Nearly used up; for a receptacle: nearly full.
    LOW,
    /// The printer says that one of several is low, and not which.
    MAYBE_LOW,
    /// Used up.
    EMPTY,
    /// At least one unit (or some space) left, amount not known.
    SOME_LEFT,
    /// A receptacle without space.
    FULL,
    /// Not in the printer.
    MISSING,
    /// Not told.
    UNKNOWN;

    /// At or below this percentage a supply counts as low unless the printer says otherwise.
    public static final int LOW_PERCENT = 10;

    /// The word used on the wire, such as `some_left`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the wire's word; empty when it is none of ours.
    public static Optional<FillState> ofWord(String word) {
        for (FillState state : values()) {
            if (state.word().equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /// What the level alone says.
    ///
    /// @param receptacle whether the level is space left rather than stuff left
    public static FillState of(Level level, boolean receptacle) {
        return switch (level) {
            case Level.Measured m when m.amount() == 0 -> receptacle ? FULL : EMPTY;
            case Level.Measured m -> m.percent().orElse(100) <= LOW_PERCENT ? LOW : OK;
            case Level.Amount a -> a.amount() == 0 ? UNKNOWN : SOME_LEFT;
            case Level.SomeLeft s -> SOME_LEFT;
            case Level.Unknown u -> UNKNOWN;
            case Level.Unlimited u -> OK;
        };
    }
}
