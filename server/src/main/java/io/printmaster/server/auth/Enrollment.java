package io.printmaster.server.auth;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.store.AgentRow;
import io.printmaster.server.store.AgentTokens.AgentToken;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.JoinTokens.JoinToken;
import io.printmaster.server.store.Origin;
import io.printmaster.server.store.PendingAgents.PendingAgent;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.Tenants;
import io.printmaster.server.store.Tx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Lets agents in (WIRE, "Register"). Checking, using up the join token, storing the agent and the audit row are
/// one commit, so a one-time token lets exactly one in. Thread-safe.
public final class Enrollment {
    private final Store store;
    private final Clock clock;
    private final SecureRandom random;
    private final FailureLimit byAddress;

    /// Writes to `store`.
    public Enrollment(Store store, Clock clock, SecureRandom random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.byAddress = new FailureLimit(clock, 20, Duration.ofSeconds(6));
    }

    /// An agent that was let in.
    ///
    /// @param token told this once
    public record Joined(AgentId agent, TenantId tenant, String tenantName, String token) {
        /// Without the token.
        @Override
        public String toString() {
            return "Joined[" + agent + "]";
        }
    }

    private sealed interface Outcome {
        record In(Joined joined) implements Outcome {}

        record Out(HttpProblem problem) implements Outcome {}
    }

    /// What came with the request.
    ///
    /// @param proof join token, or the agent's own living token
    public record Attempt(AgentId agent, String proof, AgentFacts facts, String address) {
        /// Without the proof.
        @Override
        public String toString() {
            return "Attempt[" + agent + "]";
        }
    }

    /// Registers an agent, or registers it again.
    ///
    /// @throws HttpProblem 403 without a token or for an agent of another tenant, 401 for a token that is
    ///     unknown, revoked, used up or expired (the last makes the agent wait for approval), 429 after too many
    ///     of those
    public Joined register(Attempt attempt) {
        if (attempt.proof.isEmpty()) {
            throw HttpProblem.of(403, "no_token", "A join token is needed; make one on the server's join page.");
        }
        String id = Tokens.id(attempt.proof);
        if (store.read(tx -> unknown(tx, id, attempt.proof))) {
            byAddress.wait(attempt.address).ifPresent(pause -> {
                throw HttpProblem.tooMany("Too many tries with wrong join tokens; try again later.", pause);
            });
        }
        Outcome outcome = store.write(Origin.of(attempt.agent), tx -> decide(tx, id, attempt));
        return switch (outcome) {
            case Outcome.In(Joined joined) -> joined;
            case Outcome.Out(HttpProblem problem) -> {
                if (problem.status() == 401) {
                    byAddress.failed(attempt.address);
                }
                throw problem;
            }
        };
    }

    private static boolean unknown(Tx tx, String id, String proof) {
        boolean join = tx.joinTokens()
                .find(id)
                .filter(t -> Tokens.matches(proof, t.hash()))
                .isPresent();
        return !join
                && tx.agentTokens()
                        .find(id)
                        .filter(t -> Tokens.matches(proof, t.hash()))
                        .isEmpty();
    }

    private Outcome decide(Tx tx, String id, Attempt attempt) {
        Instant now = clock.instant();
        Optional<AgentRow> known = tx.agents().find(attempt.agent);
        Optional<AgentToken> own = tx.agentTokens()
                .find(id)
                .filter(t ->
                        Tokens.matches(attempt.proof, t.hash()) && t.revokedAt().isEmpty());
        if (own.isPresent()) {
            return own.get().agent().equals(attempt.agent)
                    ? admit(tx, attempt, own.get().tenant(), "", true)
                    : refuse(tx, attempt, own.get().tenant(), 403, "other_agent", "This token is another agent's.");
        }
        Optional<JoinToken> join = tx.joinTokens().find(id).filter(t -> Tokens.matches(attempt.proof, t.hash()));
        if (join.isEmpty()) {
            TenantId tenant = known.map(AgentRow::tenant).orElse(TenantId.DEFAULT);
            return refuse(tx, attempt, tenant, 401, "invalid_join_token", "This join token is not known here.");
        }
        JoinToken token = join.get();
        if (known.isPresent() && !known.get().tenant().equals(token.tenant())) {
            return refuse(
                    tx, attempt, token.tenant(), 403, "agent_id_taken", "This agent id is taken; choose another.");
        }
        boolean back = known.flatMap(AgentRow::revokedAt)
                .filter(at -> !token.createdAt().isAfter(at))
                .isPresent();
        if (back) {
            return refuse(
                    tx,
                    attempt,
                    token.tenant(),
                    403,
                    "agent_revoked",
                    "This agent was revoked; a join token made after that is needed.");
        }
        return withJoinToken(tx, attempt, token, known.isPresent(), now);
    }

    private Outcome withJoinToken(Tx tx, Attempt attempt, JoinToken token, boolean again, Instant now) {
        if (token.revokedAt().isPresent() || token.usedUp()) {
            String why = token.usedUp() ? "used up" : "revoked";
            return refuse(tx, attempt, token.tenant(), 401, "invalid_join_token", "This join token is " + why + ".");
        }
        if (!now.isBefore(token.expiresAt())) {
            boolean approved = tx.pendingAgents()
                    .find(attempt.agent)
                    .filter(p ->
                            p.joinTokenId().equals(token.id()) && p.approvedAt().isPresent())
                    .isPresent();
            return approved ? admit(tx, attempt, token.tenant(), token.site(), again) : wait(tx, attempt, token, now);
        }
        if (!tx.joinTokens().use(token.id(), now)) {
            return refuse(tx, attempt, token.tenant(), 401, "invalid_join_token", "This join token is used up.");
        }
        return admit(tx, attempt, token.tenant(), token.site(), again);
    }

    private Outcome wait(Tx tx, Attempt attempt, JoinToken token, Instant now) {
        tx.pendingAgents()
                .put(new PendingAgent(
                        attempt.agent,
                        token.tenant(),
                        token.id(),
                        attempt.facts,
                        attempt.address,
                        now,
                        Optional.empty()));
        return refuse(
                tx,
                attempt,
                token.tenant(),
                401,
                "join_token_expired",
                "This join token has expired; the agent waits for approval on the server's page.");
    }

    private Outcome admit(Tx tx, Attempt attempt, TenantId tenant, String site, boolean again) {
        Instant now = clock.instant();
        String token = Tokens.fresh(random);
        tx.agents().register(attempt.agent, tenant, site, attempt.facts, attempt.address, now);
        tx.agentTokens().revokeAll(attempt.agent, "", now);
        tx.agentTokens().add(Tokens.id(token), Tokens.hash(token), attempt.agent, now);
        tx.pendingAgents().remove(attempt.agent);
        String version = attempt.facts.version().isEmpty() ? "unknown version" : attempt.facts.version();
        String details = (again ? "Agent registered again: " : "Agent registered: ") + version;
        audit(tx, attempt, tenant, "register", details);
        String name = tx.tenants().find(tenant).map(Tenants.Tenant::name).orElse("");
        return new Outcome.In(new Joined(attempt.agent, tenant, name, token));
    }

    private Outcome refuse(Tx tx, Attempt attempt, TenantId tenant, int status, String code, String detail) {
        audit(tx, attempt, tenant, "register_refused", "Registration refused: " + code);
        return new Outcome.Out(HttpProblem.of(status, code, detail));
    }

    private void audit(Tx tx, Attempt attempt, TenantId tenant, String action, String details) {
        tx.audit()
                .add(new Audit.Entry(
                        clock.instant(), tenant, attempt.agent.value(), "", action, details, attempt.address));
    }
}
