package io.printmaster.server.web.view;

import java.util.List;

/// The overview: four numbers, then what is behind them.
///
/// @param devices total of devices in words, such as `1,234 devices at 12 agents`
/// @param troubled first devices in error
/// @param silent   first agents that do not report
/// @param supplies first supplies to ship
/// @param empty    no agent ever registered: show how to begin
public record OverviewView(
        String devices,
        boolean empty,
        List<Tile> tiles,
        List<DeviceLine> troubled,
        List<AgentLine> silent,
        List<SupplyWork> supplies) {}
