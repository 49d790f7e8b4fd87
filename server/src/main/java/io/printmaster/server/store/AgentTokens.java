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
    /// @param id       not secret, derived from the token; for look-up and lists
    /// @param hash     SHA-256 of the token, hexadecimal
    /// @param replaces id of the token that the first use of this one ends; empty text once it was used, and
    ///                 for one that replaces none
    record AgentToken(
            String id,
            String hash,
            AgentId agent,
            TenantId tenant,
            Instant createdAt,
            Optional<Instant> revokedAt,
            String replaces) {}

    void add(String id, String hash, AgentId agent, Instant now);

    Optional<AgentToken> find(String id);

    /// Whether the agent shall ask for another token in place of this one ([#askToExchange]).
    boolean isToBeExchanged(String id);

    /// Adds one that is to take the place of another, in place of those that were to do so and were never used.
    ///
    /// @param replaces id of the agent's present one
    void addNext(String id, String hash, AgentId agent, String replaces, Instant now);

    /// Ends the token that this one replaces; from then on it replaces none.
    ///
    /// @return false when that was done before
    boolean takeOver(String id, Instant now);

    /// Wants every token that the agent has now to be exchanged.
    void askToExchange(AgentId agent, Instant now);

    /// Ends every living token of the agent but one.
    ///
    /// @param keep id of the one to keep; empty text for none
    /// @return how many were ended
    int revokeAll(AgentId agent, String keep, Instant now);

    /// Ids of the tokens that were ended since then.
    List<String> revokedSince(Instant since);
}
