package io.printmaster.agent.store;

import java.util.Locale;

/// Why a record was given up.
public enum DropReason {
    /// More records were set aside, refused by the server, than are kept.
    REFUSED,
    /// The queue was full although its samples had been thinned.
    QUEUE_FULL,
    /// It lay in a part of the database that was damaged.
    DAMAGED;

    /// Lower case, for programs.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
