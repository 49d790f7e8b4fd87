package io.printmaster.server.auth;

import io.printmaster.model.TenantId;
import io.printmaster.server.http.Authenticator.Decision;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.store.AgentTokens;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.Origin;
import io.printmaster.server.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Agents' bearer tokens. Looked up at every request, so that a revocation works at once. A wrong token costs its
/// sender; a right one is always let in. The first use of a token that was asked for in place of another ends the
/// other one. Thread-safe.
public final class AgentDoor {
    /// So long both tokens of an exchange are valid at the most; an agent that comes later still has the old one.
    static final Duration EXCHANGE = Duration.ofHours(24);

    private final Store store;
    private final Clock clock;
    private final FailureLimit byAddress;
    private final FailureLimit byToken;

    /// Reads tokens of `store`.
    public AgentDoor(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.byAddress = new FailureLimit(clock, 20, Duration.ofSeconds(3));
        this.byToken = new FailureLimit(clock, 5, Duration.ofSeconds(30));
    }

    Decision check(String token, String address) {
        String id = Tokens.id(token);
        Optional<AgentTokens.AgentToken> found =
                store.read(tx -> tx.agentTokens().find(id));
        boolean right = found.filter(t -> Tokens.matches(token, t.hash())).isPresent();
        if (right && found.get().revokedAt().isEmpty() && inTime(found.get())) {
            if (!found.get().replaces().isEmpty()) {
                takeOver(found.get(), address);
            }
            return new Decision.Allowed(
                    new Caller.Agent(found.get().agent(), found.get().tenant(), id));
        }
        Optional<Duration> pause = byToken.wait(id).or(() -> byAddress.wait(address));
        if (pause.isPresent()) {
            return new Decision.Refused(
                    HttpProblem.tooMany("Too many requests with wrong tokens; try again later.", pause.get()));
        }
        byAddress.failed(address);
        byToken.failed(id);
        // Of revoked tokens we know whose they were; strangers' guesses would only fill the log.
        found.filter(t -> right).ifPresent(t -> refused(t.tenant(), t.agent().value(), address));
        return new Decision.Refused(HttpProblem.of(
                401, "invalid_token", "This token is not, or no longer, valid; the agent must join again."));
    }

    private boolean inTime(AgentTokens.AgentToken token) {
        return token.replaces().isEmpty()
                || clock.instant().isBefore(token.createdAt().plus(EXCHANGE));
    }

    private void takeOver(AgentTokens.AgentToken token, String address) {
        store.write(tx -> {
            if (tx.agentTokens().takeOver(token.id(), clock.instant())) {
                tx.audit()
                        .add(new Audit.Entry(
                                clock.instant(),
                                token.tenant(),
                                token.agent().value(),
                                "",
                                "token_exchanged",
                                "New token used; the former one has ended",
                                address));
            }
            return true;
        });
    }

    private void refused(TenantId tenant, String agent, String address) {
        store.write(new Origin(agent, 1, 1_000), tx -> {
            tx.audit()
                    .add(new Audit.Entry(
                            clock.instant(), tenant, agent, "", "auth_refused", "Revoked token used", address));
            return true;
        });
    }
}
