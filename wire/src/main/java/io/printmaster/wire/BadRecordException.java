package io.printmaster.wire;

/// One record of a batch that cannot be taken; the others are not concerned (WIRE, "Everywhere").
public final class BadRecordException extends Exception {
    private final String code;

    /// @param code   stable word such as `wrong_type`, `missing_key`
    /// @param detail one sentence that names the field
    public BadRecordException(String code, String detail) {
        super(detail);
        this.code = code;
    }

    /// The stable word.
    public String code() {
        return code;
    }

    /// One sentence for people.
    public String detail() {
        return String.valueOf(getMessage());
    }
}
