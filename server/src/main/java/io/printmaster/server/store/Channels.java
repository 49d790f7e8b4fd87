package io.printmaster.server.store;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which server process holds which agent's live channel. An agent has one; the newest stands.
public interface Channels {
    /// One agent's channel.
    ///
    /// @param server  the process
    /// @param channel the connection
    record Held(TenantId tenant, AgentId agent, String server, String channel) {}

    /// The agent is connected here now, whatever was before.
    void opened(Held channel, Instant now);

    /// That connection is gone; a newer one of the agent stays.
    void closed(Held channel);

    /// A process holds none any more.
    void clear(String server);

    Optional<Held> find(AgentId agent);

    /// Channels opened since then, so that whoever held an older one of the agent notices.
    List<Held> openedSince(Instant since);
}
