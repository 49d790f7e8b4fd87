package io.printmaster.model;

import java.util.Locale;
import java.util.Optional;

/// A counter that a printer told and that cannot be believed: kept for people to see, never among the counters that are
/// compared, added up or billed.
///
/// @param count as the printer told it
public record DoubtfulCount(long count, Reason reason) {

    /// Why a counter is not believed.
    public enum Reason {
        /// No such number can be: a part above its whole, a filler such as 2^32 - 1.
        IMPLAUSIBLE,
        /// It and its fellows do not make the whole that the same printer tells.
        PARTS_DO_NOT_ADD_UP;

        /// The word used on the wire, such as `parts_do_not_add_up`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Reads the wire's word; empty when it is none of ours.
        public static Optional<Reason> ofWord(String word) {
            for (Reason reason : values()) {
                if (reason.word().equals(word)) {
                    return Optional.of(reason);
                }
            }
            return Optional.empty();
        }
    }

    /// @throws IllegalArgumentException for a negative number
    public DoubtfulCount {
        if (count < 0) {
            throw new IllegalArgumentException("a counter is 0 or more");
        }
    }
}
