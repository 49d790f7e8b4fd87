package io.printmaster.agent.discover;

import java.util.Locale;

/// Why an address of a search gave no printer, beside silence.
public enum SkipReason {
    /// The settings say never to ask it.
    EXCLUDED,
    /// A device is there that does not let us in.
    REFUSED,
    /// A device answered that is no printer.
    NO_PRINTER,
    /// This machine has no way to it, or could not send for a long time.
    UNREACHABLE,
    /// A host name that does not resolve.
    UNKNOWN_NAME;

    /// The word for status documents.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
