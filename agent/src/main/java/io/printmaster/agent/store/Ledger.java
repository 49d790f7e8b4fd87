package io.printmaster.agent.store;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// Where everything that was ever queued is now, in records, since the store was made. Immutable.
///
/// @param collected    ever queued
/// @param acknowledged the server has it
/// @param queued       waiting
/// @param parked       set aside, refused by the server
/// @param coalesced    replaced by a newer record that says the same and more
/// @param dropped      given up by the written retention rules
/// @param droppedBy    of these, by the reason; less than all where an older version dropped some
public record Ledger(
        long collected,
        long acknowledged,
        long queued,
        long parked,
        long coalesced,
        long dropped,
        Map<DropReason, Long> droppedBy) {

    /// Copies.
    public Ledger {
        Map<DropReason, Long> ordered = new EnumMap<>(DropReason.class);
        ordered.putAll(droppedBy);
        droppedBy = Collections.unmodifiableMap(ordered);
    }

    /// Without reasons.
    public Ledger(long collected, long acknowledged, long queued, long parked, long coalesced, long dropped) {
        this(collected, acknowledged, queued, parked, coalesced, dropped, Map.of());
    }

    /// Whether nothing left quietly: collected = acknowledged + queued + parked + coalesced + dropped.
    public boolean balanced() {
        return collected == acknowledged + queued + parked + coalesced + dropped;
    }
}
