package io.printmaster.server.fleet;

import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.SupplyQueries;
import java.util.List;

/// The fleet in numbers, all of one moment, with the first rows behind each.
///
/// @param agents       not revoked
/// @param inError      devices that somebody must go to
/// @param toShip       supplies, not devices
/// @param silentAgents without a heartbeat for [Patience#agentSilent]
/// @param noMeters     devices without a counter reading for [Patience#metersMissing]
public record Overview(
        long devices,
        long agents,
        long inError,
        long toShip,
        long silentAgents,
        long noMeters,
        List<DeviceRow> broken,
        List<SupplyQueries.SupplyRow> shipping,
        List<AgentSummary> silent) {

    /// Copies.
    public Overview {
        broken = List.copyOf(broken);
        shipping = List.copyOf(shipping);
        silent = List.copyOf(silent);
    }
}
