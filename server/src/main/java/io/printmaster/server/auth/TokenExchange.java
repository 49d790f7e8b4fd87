package io.printmaster.server.auth;

import io.printmaster.model.AgentId;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.Tx;
import java.security.SecureRandom;
import java.time.Clock;

/// Gives agents new tokens in place of old ones, without a moment in which neither is valid: the old one ends with the
/// first use of the new one ([AgentDoor]). An answer that is lost costs nothing, the agent asks again. Thread-safe.
public final class TokenExchange {
    private final Store store;
    private final Clock clock;
    private final SecureRandom random;

    /// Writes to `store`.
    public TokenExchange(Store store, Clock clock, SecureRandom random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /// A new token for the agent that asks; told this once.
    ///
    /// @throws HttpProblem 401 when the caller's token has ended meanwhile
    public String next(Caller.Agent caller, String address) {
        String token = Tokens.fresh(random);
        boolean given = store.write(tx -> {
            // It may have been revoked since the door looked.
            if (tx.agentTokens()
                    .find(caller.tokenId())
                    .filter(present -> present.revokedAt().isEmpty())
                    .isEmpty()) {
                return false;
            }
            tx.agentTokens()
                    .addNext(Tokens.id(token), Tokens.hash(token), caller.id(), caller.tokenId(), clock.instant());
            tx.audit()
                    .add(new Audit.Entry(
                            clock.instant(),
                            caller.tenant(),
                            caller.id().value(),
                            "",
                            "token_issued",
                            "New token given; the former one is valid until it is used",
                            address));
            return true;
        });
        if (!given) {
            throw HttpProblem.of(401, "invalid_token", "This token is no longer valid.");
        }
        return token;
    }

    /// Whether the caller shall ask for a new token.
    public static boolean due(Tx tx, Caller.Agent caller) {
        return tx.agentTokens().isToBeExchanged(caller.tokenId());
    }

    /// Has an agent told, with its next heartbeat, to exchange its token.
    ///
    /// @return false when there is no such agent, or it is revoked
    public boolean ask(Scope scope, AgentId agent, String actor, String address) {
        return store.write(tx -> {
            var known = tx.agents()
                    .find(agent)
                    .filter(a -> scope.covers(a.tenant()) && a.revokedAt().isEmpty());
            if (known.isEmpty()) {
                return false;
            }
            tx.agentTokens().askToExchange(agent, clock.instant());
            tx.audit()
                    .add(new Audit.Entry(
                            clock.instant(),
                            known.get().tenant(),
                            agent.value(),
                            actor,
                            "token_exchange_asked",
                            "Agent shall exchange its token",
                            address));
            return true;
        });
    }
}
