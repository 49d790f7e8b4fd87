package io.printmaster.model;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What is in a printer and what it can do.
///
/// @param capabilities lower-case words such as `color`, `duplex`, `copy`, `scan`, `fax`; sorted
public record Inventory(List<Supply> supplies, List<Tray> trays, Set<String> capabilities) {

    /// Nothing told.
    public static final Inventory NONE = new Inventory(List.of(), List.of(), Set.of());

    /// Copies.
    public Inventory {
        supplies = List.copyOf(supplies);
        trays = List.copyOf(trays);
        capabilities = Collections.unmodifiableSortedSet(new TreeSet<>(capabilities));
    }
}
