package io.printmaster.server.html;

import java.util.Locale;

/// How good or bad something is. A page shows it as shape and colour beside a word, never as colour alone.
public enum Tone {
    OK,
    INFO,
    WARN,
    BAD,
    /// Not there at the moment: switched off, asleep, revoked.
    OFF,
    UNKNOWN;

    /// The class of the style sheet.
    public String css() {
        return name().toLowerCase(Locale.ROOT);
    }
}
