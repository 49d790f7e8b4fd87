package io.printmaster.agent.store;

import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sighting;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where a known printer is, and what tells it from another one there: what a cycle holds of every printer from its
/// beginning to its end. Its last reading is several times as large and is looked up when its turn comes. Immutable.
///
/// @param sighting the door through which it was last read
/// @param keys     everything that it was ever known by
/// @param others   further addresses at which it was read
/// @param serial   as a key of its maker; empty when it tells none
/// @param wireless whether it was read over its WLAN
/// @param offline  whether it did not answer the last time
public record Whereabouts(
        PrinterKey key,
        Sighting sighting,
        Set<PrinterKey> keys,
        List<Sighting> others,
        Optional<PrinterKey> serial,
        boolean wireless,
        boolean offline) {

    /// Copies.
    public Whereabouts {
        keys = Set.copyOf(keys);
        others = List.copyOf(others);
    }
}
