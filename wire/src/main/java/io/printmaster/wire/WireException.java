package io.printmaster.wire;

/// A message that cannot be taken at all: its envelope is no JSON of ours, or it is larger than allowed.
///
/// A single wrong record never causes it; see [Rejection]. The detail is safe to show: it holds no content of the
/// message beyond field names.
public final class WireException extends Exception {

    /// What is wrong, for deciding; nobody reads the detail to decide.
    public enum Kind {
        /// Status 400.
        MALFORMED,
        /// Status 413.
        TOO_LARGE
    }

    private final Kind kind;

    /// @param detail one sentence that says what is wrong
    public WireException(Kind kind, String detail) {
        super(detail);
        this.kind = kind;
    }

    /// What is wrong.
    public Kind kind() {
        return kind;
    }

    /// One sentence for people.
    public String detail() {
        return String.valueOf(getMessage());
    }
}
