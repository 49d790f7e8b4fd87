package io.printmaster.server.auth;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.model.Text;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.JoinTokens.JoinToken;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.Tx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What people do about joining: make, list and revoke join tokens, let waiting agents in, revoke agents. Every
/// change has its audit row in the same commit. Thread-safe.
public final class JoinDesk {
    /// One use within this time, unless told otherwise.
    public static final Duration DEFAULT_LIFETIME = Duration.ofHours(24);

    private static final String PRESET = "INIT_SECRET";
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final Store store;
    private final Clock clock;
    private final SecureRandom random;

    /// Writes to `store`.
    public JoinDesk(Store store, Clock clock, SecureRandom random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /// A new join token.
    ///
    /// @param token told this once
    public record Made(String token, JoinToken row) {
        /// Without the token.
        @Override
        public String toString() {
            return "Made[" + row.id() + "]";
        }
    }

    /// What a new join token shall allow.
    ///
    /// @param maxUses empty for no limit
    public record Wish(TenantId tenant, String site, OptionalInt maxUses, Duration lifetime) {
        /// Cleans the text.
        ///
        /// @throws IllegalArgumentException for a limit or lifetime that lets nobody in
        public Wish {
            site = Text.clean(site, 120);
            if ((maxUses.isPresent() && maxUses.getAsInt() < 1) || lifetime.isNegative() || lifetime.isZero()) {
                throw new IllegalArgumentException("uses and lifetime of a join token are positive");
            }
        }

        /// One use, 24 hours, the default tenant.
        public static Wish usual(String site) {
            return new Wish(TenantId.DEFAULT, site, OptionalInt.of(1), DEFAULT_LIFETIME);
        }
    }

    /// Makes a join token.
    public Made create(Wish wish, String actor, String address) {
        String token = Tokens.fresh(random);
        Instant now = clock.instant();
        Instant expires = wish.lifetime.compareTo(Duration.ofDays(36_500)) > 0 ? NEVER : now.plus(wish.lifetime);
        JoinToken row = new JoinToken(
                Tokens.id(token),
                Tokens.hash(token),
                wish.tenant,
                wish.site,
                wish.maxUses,
                0,
                now,
                actor,
                expires,
                Optional.empty());
        String uses = wish.maxUses.isPresent() ? wish.maxUses.getAsInt() + " use(s)" : "unlimited uses";
        store.write(tx -> {
            tx.tenants().add(wish.tenant, wish.tenant.value(), now);
            tx.joinTokens().add(row);
            audit(tx, wish.tenant, "", actor, "join_token_create", "Join token " + row.id() + ", " + uses, address);
            return true;
        });
        return new Made(token, row);
    }

    /// The join tokens that may be seen, newest first.
    public List<JoinToken> list(Scope scope) {
        return store.read(tx -> tx.joinTokens().list(scope));
    }

    /// Ends a join token.
    ///
    /// @return false when there is none of that id to end
    public boolean revoke(Scope scope, String id, String actor, String address) {
        return store.write(tx -> {
            Optional<JoinToken> token = tx.joinTokens().find(id).filter(t -> scope.covers(t.tenant()));
            if (token.isEmpty() || !tx.joinTokens().revoke(id, clock.instant())) {
                return false;
            }
            audit(tx, token.get().tenant(), "", actor, "join_token_revoke", "Join token " + id + " revoked", address);
            return true;
        });
    }

    /// Makes the preset token of an unattended set-up valid, and those preset before no longer.
    ///
    /// @param token empty when none is preset now
    public void preset(Optional<String> token) {
        Instant now = clock.instant();
        String wanted = token.map(Tokens::id).orElse("");
        store.write(tx -> {
            for (JoinToken old : tx.joinTokens().list(new Scope.Everyone())) {
                if (old.createdBy().equals(PRESET)
                        && !old.id().equals(wanted)
                        && old.revokedAt().isEmpty()) {
                    tx.joinTokens().revoke(old.id(), now);
                    audit(tx, old.tenant(), "", PRESET, "join_token_revoke", "Preset join token replaced", "");
                }
            }
            if (token.isPresent() && tx.joinTokens().find(wanted).isEmpty()) {
                tx.joinTokens()
                        .add(new JoinToken(
                                wanted,
                                Tokens.hash(token.get()),
                                TenantId.DEFAULT,
                                "",
                                OptionalInt.empty(),
                                0,
                                now,
                                PRESET,
                                NEVER,
                                Optional.empty()));
                audit(tx, TenantId.DEFAULT, "", PRESET, "join_token_create", "Preset join token", "");
            }
            return true;
        });
    }

    /// Lets a waiting agent in at its next try.
    ///
    /// @return false when it is not waiting
    public boolean approve(Scope scope, AgentId agent, String actor, String address) {
        return store.write(tx -> {
            var waiting = tx.pendingAgents().find(agent).filter(p -> scope.covers(p.tenant()));
            if (waiting.isEmpty() || !tx.pendingAgents().approve(agent, clock.instant())) {
                return false;
            }
            audit(tx, waiting.get().tenant(), agent.value(), actor, "agent_approve", "Agent approved", address);
            return true;
        });
    }

    /// Ends all tokens of an agent, at once; what it reported stays.
    ///
    /// @return false when there is no such agent to revoke
    public boolean revokeAgent(Scope scope, AgentId agent, String actor, String address) {
        return store.write(tx -> {
            var known = tx.agents().find(agent).filter(a -> scope.covers(a.tenant()));
            if (known.isEmpty() || !tx.agents().revoke(agent, clock.instant())) {
                return false;
            }
            tx.agentTokens().revokeAll(agent, "", clock.instant());
            audit(tx, known.get().tenant(), agent.value(), actor, "agent_revoke", "Agent revoked", address);
            return true;
        });
    }

    private void audit(
            Tx tx, TenantId tenant, String agent, String actor, String action, String details, String address) {
        tx.audit().add(new Audit.Entry(clock.instant(), tenant, agent, actor, action, details, address));
    }
}
