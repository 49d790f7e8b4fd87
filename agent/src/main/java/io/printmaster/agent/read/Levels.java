package io.printmaster.agent.read;

import io.printmaster.model.Level;
import java.util.OptionalLong;

/// The standard's level and capacity numbers as a [Level] (RFC 3805: -1 no limit, -2 unknown, -3 at
/// least one). Pure.
final class Levels {
    private static final long UNLIMITED = -1;
    private static final long SOME_LEFT = -3;

    private Levels() {}

    /// What level and capacity say together.
    ///
    /// @param percentUnit whether the level counts percent, which needs no capacity
    static Level of(OptionalLong level, OptionalLong capacity, boolean percentUnit) {
        OptionalLong known = capacity.isPresent() && capacity.getAsLong() > 0 ? capacity : OptionalLong.empty();
        if (level.isEmpty()) {
            return new Level.Unknown(known);
        }
        long amount = level.getAsLong();
        if (amount == SOME_LEFT) {
            return new Level.SomeLeft(known);
        }
        if (amount == UNLIMITED || capacity.orElse(0) == UNLIMITED) {
            return new Level.Unlimited();
        }
        if (amount < 0) {
            return new Level.Unknown(known);
        }
        if (known.isPresent()) {
            return new Level.Measured(amount, known.getAsLong());
        }
        boolean invalidCapacity = capacity.isPresent() && capacity.getAsLong() == 0;
        return percentUnit && !invalidCapacity && amount <= 100
                ? new Level.Measured(amount, 100)
                : new Level.Amount(amount);
    }
}
