package io.printmaster.agent.store;

/// Where everything that was ever queued is now, in records, since the store was made. Immutable.
///
/// @param collected    ever queued
/// @param acknowledged the server has it
/// @param queued       waiting
/// @param parked       set aside, refused by the server
/// @param coalesced    replaced by a newer record that says the same and more
/// @param dropped      given up by the written retention rules
public record Ledger(long collected, long acknowledged, long queued, long parked, long coalesced, long dropped) {

    /// Whether nothing left quietly: collected = acknowledged + queued + parked + coalesced + dropped.
    public boolean balanced() {
        return collected == acknowledged + queued + parked + coalesced + dropped;
    }
}
