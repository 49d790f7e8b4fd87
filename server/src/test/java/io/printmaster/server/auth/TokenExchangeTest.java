package io.printmaster.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.server.http.Authenticator.Decision;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenExchangeTest {
    private static final AgentId AGENT = new AgentId("agent-01");
    private static final String ADDRESS = "192.0.2.1";
    private static final String OLD = "an-old-token-of-256-bits";

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private Store store;
    private AgentDoor door;
    private TokenExchange exchange;

    @BeforeEach
    void letOneIn() {
        store = SqliteStore.open(folder, random);
        store.write(tx -> {
            tx.tenants().add(TenantId.DEFAULT, "Default", now);
            tx.agents().register(AGENT, TenantId.DEFAULT, "", AgentFacts.NONE, ADDRESS, now);
            tx.agentTokens().add(Tokens.id(OLD), Tokens.hash(OLD), AGENT, now);
            return true;
        });
        door = new AgentDoor(store, clock);
        exchange = new TokenExchange(store, clock, random);
        pass(Duration.ofDays(30));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private boolean valid(String token) {
        return door.check(token, ADDRESS) instanceof Decision.Allowed;
    }

    private String next(String token) {
        return exchange.next(new Caller.Agent(AGENT, TenantId.DEFAULT, Tokens.id(token)), ADDRESS);
    }

    @Test
    void bothTokens_areValidUntilTheNewOneIsUsed() {
        String next = next(OLD);
        assertThat(valid(OLD)).isTrue();
        assertThat(valid(OLD)).isTrue();

        assertThat(valid(next)).isTrue();

        assertThat(valid(OLD)).isFalse();
        assertThat(valid(next)).isTrue();
    }

    @Test
    void tokenWhoseAnswerWasLost_isReplacedByTheNextOne() {
        String lost = next(OLD);
        String next = next(OLD);
        assertThat(valid(lost)).isFalse();
        assertThat(valid(OLD)).isTrue();
        assertThat(valid(next)).isTrue();
    }

    @Test
    void newTokenThatNobodyUses_endsAfterADay_andTheOldOneStays() {
        String next = next(OLD);
        pass(AgentDoor.EXCHANGE);
        assertThat(valid(next)).isFalse();
        assertThat(valid(OLD)).isTrue();
    }

    @Test
    void revocation_endsBothTokensAtOnce() {
        String next = next(OLD);
        new JoinDesk(store, clock, random).revokeAgent(new Scope.Everyone(), AGENT, "admin", "");
        assertThat(valid(next)).isFalse();
        assertThat(valid(OLD)).isFalse();
    }

    @Test
    void exchangedToken_canBeExchangedAgain() {
        String second = next(OLD);
        assertThat(valid(second)).isTrue();
        String third = next(second);
        assertThat(valid(third)).isTrue();
        assertThat(valid(second)).isFalse();
    }

    @Test
    void admin_hasOldTokensExchanged_andNotNewOnes() {
        assertThat(due(OLD)).isFalse();
        assertThat(exchange.ask(new Scope.Everyone(), AGENT, "admin", "")).isTrue();
        assertThat(due(OLD)).isTrue();
        assertThat(exchange.ask(new Scope.Everyone(), new AgentId("nobody"), "admin", ""))
                .isFalse();
        pass(Duration.ofSeconds(1));
        String next = next(OLD);
        assertThat(valid(next)).isTrue();
        assertThat(due(next)).isFalse();
    }

    private boolean due(String token) {
        return store.read(tx -> TokenExchange.due(tx, new Caller.Agent(AGENT, TenantId.DEFAULT, Tokens.id(token))));
    }
}
