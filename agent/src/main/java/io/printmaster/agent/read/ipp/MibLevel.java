package io.printmaster.agent.read.ipp;

import io.printmaster.model.Level;
import java.util.OptionalLong;

/// The Printer-MIB's way of saying amounts, which printer-supply and printer-input-tray have taken over: here -1, -2
/// and -3 become words (RFC 3805, prtMarkerSuppliesLevel, prtInputCurrentLevel).
final class MibLevel {
    private static final int OTHER = -1;
    private static final int SOME_LEFT = -3;

    private MibLevel() {}

    static Level of(OptionalLong level, OptionalLong maxCapacity) {
        OptionalLong capacity =
                maxCapacity.isPresent() && maxCapacity.getAsLong() > 0 ? maxCapacity : OptionalLong.empty();
        if (level.isEmpty()) {
            return new Level.Unknown(capacity);
        }
        long amount = level.getAsLong();
        if (amount >= 0) {
            return capacity.isPresent() ? new Level.Measured(amount, capacity.getAsLong()) : new Level.Amount(amount);
        }
        if (amount == SOME_LEFT) {
            return new Level.SomeLeft(capacity);
        }
        return amount == OTHER ? new Level.Unlimited() : new Level.Unknown(capacity);
    }
}
