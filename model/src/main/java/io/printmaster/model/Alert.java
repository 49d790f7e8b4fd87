package io.printmaster.model;

import java.util.Locale;
import java.util.Optional;

/// One present alert of a printer (RFC 3805, prtAlertTable 43.18.1.1), filtered of the noise that devices leave there.
///
/// @param code     PrtAlertCodeTC number; 0 when the protocol gives none
/// @param severity how bad
/// @param group    PrtAlertGroupTC number (11 = supplies, 8 = input, ...); 0 when not told
/// @param subunit  row of that group's table, such as `1.2`; empty when not told
/// @param text     in the printer's own language; may be empty
public record Alert(int code, Severity severity, int group, String subunit, String text) {

    /// prtAlertSeverityLevel in words.
    public enum Severity {
        CRITICAL,
        WARNING,
        INFO;

        /// The word used on the wire.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Reads the wire's word; empty when it is none of ours.
        public static Optional<Severity> ofWord(String word) {
            for (Severity severity : values()) {
                if (severity.word().equals(word)) {
                    return Optional.of(severity);
                }
            }
            return Optional.empty();
        }
    }

    /// Cleans every text.
    public Alert {
        subunit = Text.clean(subunit, 40);
        text = Text.clean(text, 255);
    }
}
