package io.printmaster.server.store;

import java.util.Optional;

/// Which part of a list is wanted.
///
/// @param limit 1 to 500
/// @param after cursor of an earlier [Page]; one that cannot be read throws [BadCursor] in the query
public record PageRequest(int limit, Optional<String> after) {
    public static final int MAX = 500;

    /// The caller's cursor is not one of ours, or of another sort: an error of the caller.
    public static final class BadCursor extends RuntimeException {
        public BadCursor() {
            super("not a cursor of this list", null, false, false);
        }
    }

    /// Checks the limit.
    ///
    /// @throws IllegalArgumentException for a limit outside 1 to [#MAX]
    public PageRequest {
        if (limit < 1 || limit > MAX) {
            throw new IllegalArgumentException("limit is 1 to " + MAX);
        }
    }

    /// From the start.
    public static PageRequest first(int limit) {
        return new PageRequest(limit, Optional.empty());
    }
}
