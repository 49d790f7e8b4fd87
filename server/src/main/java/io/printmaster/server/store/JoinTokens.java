package io.printmaster.server.store;

import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What lets an agent in for the first time. Tokens themselves are never stored.
public interface JoinTokens {
    /// One token's record.
    ///
    /// @param id        not secret, derived from the token
    /// @param hash      SHA-256 of the token, hexadecimal
    /// @param site      given to the agents that come with it
    /// @param maxUses   empty for no limit
    /// @param createdBy name of the user or command
    record JoinToken(
            String id,
            String hash,
            TenantId tenant,
            String site,
            OptionalInt maxUses,
            int uses,
            Instant createdAt,
            String createdBy,
            Instant expiresAt,
            Optional<Instant> revokedAt) {

        /// Whether it is worth anything at that moment.
        public boolean valid(Instant now) {
            return revokedAt.isEmpty() && now.isBefore(expiresAt) && !usedUp();
        }

        /// Whether all its uses are gone.
        public boolean usedUp() {
            return maxUses.isPresent() && uses >= maxUses.getAsInt();
        }
    }

    void add(JoinToken token);

    Optional<JoinToken> find(String id);

    /// Takes one use, if the token is valid at that moment; in one step, so that two callers cannot share a use.
    boolean use(String id, Instant now);

    /// Ends a token.
    ///
    /// @return false when there is no such token, or it is revoked already
    boolean revoke(String id, Instant now);

    /// Newest first, at most 1,000.
    List<JoinToken> list(Scope scope);
}
