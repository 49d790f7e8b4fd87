package io.printmaster.server.store;

import java.util.List;
import java.util.Optional;

/// A part of a list.
///
/// @param next  cursor of the following part (opaque; belongs to the same filter and sort); empty on the last
/// @param total how many match the filter in all, exactly
public record Page<T>(List<T> items, Optional<String> next, long total) {
    /// Copies.
    public Page {
        items = List.copyOf(items);
    }
}
