package io.printmaster.server.store;

import java.util.List;
import java.util.Optional;

/// A part of a list.
///
/// @param next  cursor of the following part (opaque; belongs to the same filter and sort); empty on the last
/// @param total how many match the filter in all
/// @param exact whether it is just so many; otherwise there are more, and nobody counted them
public record Page<T>(List<T> items, Optional<String> next, long total, boolean exact) {
    /// Copies.
    public Page {
        items = List.copyOf(items);
    }

    /// With an exact total.
    public Page(List<T> items, Optional<String> next, long total) {
        this(items, next, total, true);
    }
}
