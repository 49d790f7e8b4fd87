package io.printmaster.server.fleet;

import io.printmaster.model.AgentId;
import io.printmaster.server.store.DeviceQueries;
import java.util.Optional;

/// Which devices somebody wants to see, and in which order.
///
/// @param text        part of serial, model, host name, address and so on; empty for all
/// @param shipping    only those with (without) a supply to ship
/// @param noMeters    only those whose counters did not arrive for [Patience#metersMissing]
public record DeviceListing(
        String text,
        Optional<DeviceState> state,
        Optional<Boolean> shipping,
        boolean noMeters,
        Optional<AgentId> agent,
        DeviceQueries.Sort sort,
        boolean descending) {

    /// All, by model.
    public static final DeviceListing ALL = new DeviceListing(
            "", Optional.empty(), Optional.empty(), false, Optional.empty(), DeviceQueries.Sort.MODEL, false);

    /// The same, of one state only.
    public DeviceListing in(DeviceState wanted) {
        return new DeviceListing(text, Optional.of(wanted), shipping, noMeters, agent, sort, descending);
    }

    /// The same, without meters only.
    public DeviceListing withoutMeters() {
        return new DeviceListing(text, state, shipping, true, agent, sort, descending);
    }

    /// The same, of one agent only.
    public DeviceListing at(AgentId only) {
        return new DeviceListing(text, state, shipping, noMeters, Optional.of(only), sort, descending);
    }

    /// The same in another order.
    public DeviceListing by(DeviceQueries.Sort order, boolean falling) {
        return new DeviceListing(text, state, shipping, noMeters, agent, order, falling);
    }
}
