package io.printmaster.model;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// How much is in a supply or a tray, as far as the printer says (RFC 3805, prtMarkerSuppliesLevel and
/// prtInputCurrentLevel). The magic numbers -1, -2 and -3 never leave the reader.
///
/// For a receptacle (waste box) an amount is the space left.
public sealed interface Level {

    /// An amount out of a known capacity; the only case that has a percentage.
    ///
    /// @param amount   0 or more; may be above the capacity, as some devices report (then [#overRange])
    /// @param capacity above 0
    record Measured(long amount, long capacity) implements Level {
        /// @throws IllegalArgumentException for an amount or capacity outside the above
        public Measured {
            if (amount < 0 || capacity <= 0) {
                throw new IllegalArgumentException("a measured level needs amount >= 0 and capacity > 0");
            }
        }

        /// Whether the printer reports more than fits; shown as 100 %.
        public boolean overRange() {
            return amount > capacity;
        }
    }

    /// An amount whose capacity is not known: a number without a percentage.
    record Amount(long amount) implements Level {
        /// @throws IllegalArgumentException for a negative amount
        public Amount {
            if (amount < 0) {
                throw new IllegalArgumentException("an amount is 0 or more");
            }
        }
    }

    /// -3: at least one unit, or some space, is left; nobody knows how much.
    record SomeLeft(OptionalLong capacity) implements Level {}

    /// -2, or not told at all.
    record Unknown(OptionalLong capacity) implements Level {}

    /// -1: the printer sets no limit.
    record Unlimited() implements Level {}

    /// Nothing known at all.
    static Level unknown() {
        return new Unknown(OptionalLong.empty());
    }

    /// Whole percent 0 to 100, rounded half up; empty unless amount and capacity are known.
    default OptionalInt percent() {
        if (this instanceof Measured(long amount, long capacity)) {
            double share = 100.0 * amount / capacity;
            return OptionalInt.of((int) Math.min(100, Math.floor(share + 0.5)));
        }
        return OptionalInt.empty();
    }

    /// The amount that the printer gave, if it gave one.
    default OptionalLong knownAmount() {
        return switch (this) {
            case Measured m -> OptionalLong.of(m.amount);
            case Amount a -> OptionalLong.of(a.amount);
            case SomeLeft s -> OptionalLong.empty();
            case Unknown u -> OptionalLong.empty();
            case Unlimited u -> OptionalLong.empty();
        };
    }

    /// The capacity that the printer gave, if it gave one.
    default OptionalLong knownCapacity() {
        return switch (this) {
            case Measured m -> OptionalLong.of(m.capacity);
            case Amount a -> OptionalLong.empty();
            case SomeLeft s -> s.capacity;
            case Unknown u -> u.capacity;
            case Unlimited u -> OptionalLong.empty();
        };
    }
}
