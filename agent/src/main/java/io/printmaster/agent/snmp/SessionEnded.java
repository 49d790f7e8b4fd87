package io.printmaster.agent.snmp;

/// A conversation with a device came to an end before everything was asked. Carries a kind to decide on
/// and a text for people; without a stack trace, because it is an expected outcome.
public final class SessionEnded extends Exception {
    private static final long serialVersionUID = 1L;

    /// How it ended.
    public enum Kind {
        /// No answer, after all retries.
        SILENT,
        /// The device or our machine refuses whatever is asked.
        REFUSED,
        /// The time for a device is over.
        OUT_OF_TIME
    }

    private final Kind kind;

    SessionEnded(Kind kind, String detail) {
        super(detail, null, false, false);
        this.kind = kind;
    }

    /// How it ended.
    public Kind kind() {
        return kind;
    }
}
