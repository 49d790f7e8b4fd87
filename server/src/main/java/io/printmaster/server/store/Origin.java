package io.printmaster.server.store;

import io.printmaster.model.AgentId;

/// Whose change it is and how large, so that the store can be fair between agents and keep what waits bounded.
///
/// @param agent   the agent's id; empty for the server's own changes and those of people
/// @param records how many records are written, about
/// @param bytes   how much memory the waiting change holds, about
public record Origin(String agent, int records, long bytes) {
    /// The server itself, or a person.
    public static final Origin SERVER = new Origin("", 1, 1_000);

    /// Checks the sizes.
    ///
    /// @throws IllegalArgumentException for negative ones
    public Origin {
        if (records < 0 || bytes < 0) {
            throw new IllegalArgumentException("sizes are not negative");
        }
    }

    /// A small change of an agent, such as a heartbeat.
    public static Origin of(AgentId agent) {
        return of(agent, 1, 1_000);
    }

    /// A change of an agent.
    public static Origin of(AgentId agent, int records, long bytes) {
        return new Origin(agent.value(), records, bytes);
    }

    /// Whether it is the server's own.
    public boolean isServer() {
        return agent.isEmpty();
    }
}
