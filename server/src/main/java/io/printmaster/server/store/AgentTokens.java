package io.printmaster.server.store;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What proves that a request comes from an agent. Tokens themselves are never stored.
public interface AgentTokens {
    /// One token's record with its agent's tenant.
    ///
    /// @param id   not secret, derived from the token; for look-up and lists
    /// @param hash SHA-256 of the token, hexadecimal
    record AgentToken(
            String id, String hash, AgentId agent, TenantId tenant, Instant createdAt, Optional<Instant> revokedAt) {}

    void add(String id, String hash, AgentId agent, Instant now);

    Optional<AgentToken> find(String id);

    /// Ends every living token of the agent but one.
    ///
    /// @param keep id of the one to keep; empty text for none
    /// @return how many were ended
    int revokeAll(AgentId agent, String keep, Instant now);

    /// Ids of the tokens that were ended since then.
    List<String> revokedSince(Instant since);
}
