package io.printmaster.server.store;

import java.util.List;
import java.util.Optional;

/// A part of a list.
///
/// @param next  cursor of the following part (opaque; belongs to the same filter and sort); empty on the last
/// @param total how many match the filter in all
/// @param exact whether it is just so many; otherwise there are more, and nobody counted them
public record Page<T>(List<T> items, Optional<String> next, long total, boolean exact) {
    /// So many are counted one by one, where neither kept counts nor an index tell how many there are.
    public static final int COUNTED = 10_000;

    /// Copies.
    public Page {
        items = List.copyOf(items);
    }

    /// With a total that was counted no further than one beyond [#COUNTED].
    public static <T> Page<T> counted(List<T> items, Optional<String> next, long total) {
        return new Page<>(items, next, Math.min(total, COUNTED), total <= COUNTED);
    }

    /// With an exact total.
    public Page(List<T> items, Optional<String> next, long total) {
        this(items, next, total, true);
    }
}
