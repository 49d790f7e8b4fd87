package io.printmaster.server.fleet;

import io.printmaster.server.store.AgentRow;

/// An agent with what the server counts of it.
///
/// @param devices that it sees, as the list of its devices has them
/// @param inError of these
public record AgentSummary(AgentRow agent, AgentState state, long devices, long inError) {}
