package io.printmaster.server.store;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Agents that came with an expired join token and wait for somebody to let them in. At most 1,000; the oldest
/// leave.
public interface PendingAgents {
    /// One that waits, or was let in and has not come back yet.
    record PendingAgent(
            AgentId agent,
            TenantId tenant,
            String joinTokenId,
            AgentFacts facts,
            String address,
            Instant requestedAt,
            Optional<Instant> approvedAt) {}

    /// Adds it; one that is there keeps its approval when it comes with the same join token.
    void put(PendingAgent pending);

    Optional<PendingAgent> find(AgentId agent);

    /// Lets it in at its next try.
    ///
    /// @return false when it is not waiting
    boolean approve(AgentId agent, Instant now);

    /// Takes it off the list.
    ///
    /// @return false when it was not there
    boolean remove(AgentId agent);

    /// Newest first.
    List<PendingAgent> list(Scope scope);
}
