package io.printmaster.server.store;

/// A fault of the store; the kind decides, the message is for the log.
public final class StoreException extends RuntimeException {

    /// What is wrong.
    public enum Kind {
        /// Too much waiting, or another process holds the database: come back later.
        BUSY,
        /// The database cannot be reached, or the connection broke: come back later.
        AWAY,
        /// Another transaction was in the way, and again when tried again: come back later.
        CONFLICT,
        /// The change contradicts a rule of the schema, such as a foreign key.
        CONSTRAINT,
        /// No space left, or the file may not be written.
        NOT_WRITABLE,
        /// The file is no database of ours, or damaged.
        BROKEN,
        /// The schema was made by a newer version of this program.
        NEWER_SCHEMA,
        /// The store was closed.
        CLOSED,
        /// Anything else.
        OTHER
    }

    private final Kind kind;

    /// A fault.
    ///
    /// @param message for the log; never holds row contents
    public StoreException(Kind kind, String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /// The kind.
    public Kind kind() {
        return kind;
    }
}
