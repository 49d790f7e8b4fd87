package io.printmaster.server.store;

import static io.printmaster.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.AgentId;
import io.printmaster.server.store.AgentTokens.AgentToken;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What every [Store] must do about agents' tokens; run for each database.
public abstract class AgentTokensContract extends StoreFixture {
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final Instant LATEST = NOW.plusSeconds(120);

    private void change(Consumer<AgentTokens> work) {
        store.write(tx -> {
            work.accept(tx.agentTokens());
            return true;
        });
    }

    private AgentToken token(String id) {
        return found(tx -> tx.agentTokens().find(id)).orElseThrow();
    }

    private boolean shallExchange(String id) {
        return store.read(tx -> tx.agentTokens().isToBeExchanged(id));
    }

    private boolean lives(String id) {
        return token(id).revokedAt().isEmpty();
    }

    @Test
    void token_isFoundByItsIdOnly_withItsAgentsTenant() {
        AgentId elsewhere = new AgentId("agent-03");
        store.write(tx -> {
            tx.agents().register(elsewhere, OTHER_TENANT, "", FACTS, "192.0.2.3", NOW);
            tx.agentTokens().add("one", "hash-1", AGENT, NOW);
            tx.agentTokens().add("two", "hash-2", elsewhere, LATER);
            return true;
        });
        assertThat(token("one")).isEqualTo(new AgentToken("one", "hash-1", AGENT, TENANT, NOW, Optional.empty(), ""));
        assertThat(token("two"))
                .isEqualTo(new AgentToken("two", "hash-2", elsewhere, OTHER_TENANT, LATER, Optional.empty(), ""));
        assertThat(found(tx -> tx.agentTokens().find("hash-1"))).isEmpty();
        assertThat(found(tx -> tx.agentTokens().find(""))).isEmpty();
    }

    @Test
    void id_isGivenOnce() {
        change(tokens -> tokens.add("one", "hash-1", AGENT, NOW));
        assertThatThrownBy(() -> change(tokens -> tokens.add("one", "hash-2", SECOND, NOW)))
                .isInstanceOf(StoreException.class);
        assertThat(token("one").agent()).isEqualTo(AGENT);
    }

    @Test
    void formerToken_lives_untilTheNextOneIsUsedForTheFirstTime() {
        change(tokens -> tokens.add("old", "hash-1", AGENT, NOW));
        change(tokens -> tokens.addNext("new", "hash-2", AGENT, "old", LATER));
        assertThat(lives("old")).isTrue();
        assertThat(token("new").replaces()).isEqualTo("old");

        assertThat(store.<Boolean>write(tx -> tx.agentTokens().takeOver("new", LATEST)))
                .isTrue();
        assertThat(token("old").revokedAt()).contains(LATEST);
        assertThat(token("new").replaces()).isEmpty();
        assertThat(lives("new")).isTrue();
        assertThat(store.<Boolean>write(tx -> tx.agentTokens().takeOver("new", LATEST.plusSeconds(1))))
                .as("a second use")
                .isFalse();
        assertThat(token("old").revokedAt()).contains(LATEST);
    }

    @Test
    void nextTokenThatWasNeverUsed_endsWhenAnotherTakesItsPlace() {
        change(tokens -> {
            tokens.add("old", "hash-1", AGENT, NOW);
            tokens.add("others", "hash-2", SECOND, NOW);
            tokens.addNext("others-next", "hash-3", SECOND, "others", NOW);
            tokens.addNext("lost", "hash-4", AGENT, "old", LATER);
            tokens.addNext("new", "hash-5", AGENT, "old", LATEST);
        });
        assertThat(token("lost").revokedAt()).contains(LATEST);
        assertThat(lives("old")).isTrue();
        assertThat(lives("new")).isTrue();
        assertThat(lives("others-next")).isTrue();
    }

    @Test
    void exchange_isWantedOfTheTokensThatAnAgentHasThen_notOfLaterOnesAndOthers() {
        change(tokens -> {
            tokens.add("one", "hash-1", AGENT, NOW);
            tokens.add("others", "hash-2", SECOND, NOW);
            tokens.askToExchange(AGENT, LATER);
            tokens.addNext("next", "hash-3", AGENT, "one", LATEST);
        });
        assertThat(shallExchange("one")).isTrue();
        assertThat(shallExchange("next")).isFalse();
        assertThat(shallExchange("others")).isFalse();
    }

    @Test
    void revocation_endsAllOfOneAgentsTokensButTheOneToKeep_eachOnce() {
        change(tokens -> {
            tokens.add("one", "hash-1", AGENT, NOW);
            tokens.add("two", "hash-2", AGENT, NOW);
            tokens.addNext("next", "hash-3", AGENT, "two", NOW);
            tokens.add("others", "hash-4", SECOND, NOW);
        });
        assertThat(store.<Integer>write(tx -> tx.agentTokens().revokeAll(AGENT, "two", LATER)))
                .isEqualTo(2);
        assertThat(lives("two")).isTrue();
        assertThat(store.<Integer>write(tx -> tx.agentTokens().revokeAll(AGENT, "", LATEST)))
                .isEqualTo(1);
        assertThat(token("one").revokedAt()).contains(LATER);
        assertThat(token("next").revokedAt()).contains(LATER);
        assertThat(token("two").revokedAt()).contains(LATEST);
        assertThat(lives("others")).isTrue();
        assertThat(listed(tx -> tx.agentTokens().revokedSince(LATER))).containsExactlyInAnyOrder("one", "next", "two");
        assertThat(listed(tx -> tx.agentTokens().revokedSince(LATEST))).containsExactly("two");
    }
}
