package io.printmaster.agent.store;

import org.jspecify.annotations.Nullable;

/// A database or its directory cannot be used. The kind decides, the message is for people: it says what is wrong,
/// with which file, and what to do; it never holds a secret.
public final class StoreFault extends RuntimeException {
    private final Kind kind;

    /// What went wrong.
    public enum Kind {
        /// The directory or a file in it cannot be written or read.
        NOT_WRITABLE,
        /// Another agent uses the directory.
        IN_USE,
        /// A newer program made the database; this one leaves it alone.
        NEWER_SCHEMA,
        /// The identity cannot be read any more: the agent must join again.
        JOIN_AGAIN,
        /// No space left; what was there before is intact.
        DISK_FULL,
        /// The disk fails to read or write; nothing is known of why.
        DISK_FAILS,
        /// The database turned out to be damaged while in use.
        DAMAGED,
        /// Any other failure of the database.
        FAILED
    }

    /// With a cause, if there is one.
    public StoreFault(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /// Decides what is done about it.
    public Kind kind() {
        return kind;
    }
}
