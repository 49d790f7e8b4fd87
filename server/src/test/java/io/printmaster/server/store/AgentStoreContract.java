package io.printmaster.server.store;

import static io.printmaster.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [Store] must do about agents, join tokens and people; run for each database.
public abstract class AgentStoreContract extends StoreFixture {
    @Test
    void heartbeat_withAbsentFields_wipesNothing() {
        store.write(tx -> tx.agents().heartbeat(AGENT, beat(AgentFacts.NONE, OptionalInt.of(42), NOW)));
        store.write(
                tx -> tx.agents().heartbeat(AGENT, beat(AgentFacts.NONE, OptionalInt.empty(), NOW.plusSeconds(60))));

        AgentRow row = store.read(tx -> tx.agents().find(AGENT)).orElseThrow();
        assertThat(row.facts()).isEqualTo(FACTS);
        assertThat(row.deviceCount()).hasValue(42);
        assertThat(row.uploadHealth()).isEqualTo("{}");
        assertThat(row.lastHeartbeat()).contains(NOW.plusSeconds(60));
        assertThat(row.firstSeen()).isEqualTo(NOW);
    }

    @Test
    void oneTimeJoinToken_usedBy1000ThreadsAtOnce_letsExactlyOneIn() throws Exception {
        store.write(tx -> {
            tx.joinTokens().add(joinToken("one", OptionalInt.of(1), NOW.plusSeconds(60)));
            return true;
        });
        CountDownLatch start = new CountDownLatch(1);
        Callable<Boolean> caller = () -> {
            start.await();
            return store.write(tx -> tx.joinTokens().use("one", NOW));
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> callers = IntStream.range(0, 1_000)
                    .mapToObj(i -> threads.submit(caller))
                    .toList();
            start.countDown();
            int in = 0;
            for (Future<Boolean> one : callers) {
                in += one.get() ? 1 : 0;
            }
            assertThat(in).isEqualTo(1);
        }
        assertThat(store.read(tx -> tx.joinTokens().find("one")).orElseThrow().uses())
                .isEqualTo(1);
    }

    @Test
    void joinToken_revokedOrExpired_cannotBeUsed() {
        store.write(tx -> {
            tx.joinTokens().add(joinToken("revoked", OptionalInt.empty(), NOW.plusSeconds(60)));
            tx.joinTokens().add(joinToken("expired", OptionalInt.empty(), NOW));
            return tx.joinTokens().revoke("revoked", NOW);
        });
        assertThat(store.<Boolean>write(tx -> tx.joinTokens().use("revoked", NOW)))
                .isFalse();
        assertThat(store.<Boolean>write(tx -> tx.joinTokens().use("expired", NOW)))
                .isFalse();
    }

    @Test
    void pendingAgents_stayBounded_andKeepAnApproval() {
        store.write(tx -> {
            for (int i = 0; i < 1_005; i++) {
                tx.pendingAgents()
                        .put(new PendingAgents.PendingAgent(
                                new AgentId("p" + i), TENANT, "t", FACTS, "", NOW.plusSeconds(i), Optional.empty()));
            }
            return tx.pendingAgents().approve(new AgentId("p1004"), NOW);
        });
        store.write(tx -> {
            tx.pendingAgents()
                    .put(new PendingAgents.PendingAgent(
                            new AgentId("p1004"), TENANT, "t", FACTS, "", NOW.plusSeconds(9999), Optional.empty()));
            return true;
        });
        List<PendingAgents.PendingAgent> all =
                store.read(tx -> tx.pendingAgents().list(new Scope.Everyone()));
        assertThat(all).hasSize(1_000);
        assertThat(all.getFirst().approvedAt()).contains(NOW);
    }

    @Test
    void users_andSessions_areKept() {
        Users.User user = new Users.User(
                "u1", "ann", Role.ADMIN, Optional.of(TENANT), "hash", true, false, NOW, Optional.empty());
        store.write(tx -> {
            tx.users().add(user);
            tx.sessions().add(new Sessions.Session("s1", "u1", NOW, NOW, NOW.plusSeconds(60), ""));
            tx.sessions().add(new Sessions.Session("s2", "u1", NOW, NOW, NOW.plusSeconds(6000), ""));
            return true;
        });
        assertThat(found(tx -> tx.users().byName("ann"))).contains(user);
        assertThatThrownBy(() -> store.write(tx -> {
                    tx.users()
                            .add(new Users.User(
                                    "u2",
                                    "ann",
                                    Role.VIEWER,
                                    Optional.empty(),
                                    "h",
                                    false,
                                    false,
                                    NOW,
                                    Optional.empty()));
                    return true;
                }))
                .isInstanceOf(StoreException.class);
        assertThat(store.<Integer>write(tx -> tx.sessions().removeExpired(NOW.minusSeconds(60), NOW.plusSeconds(60))))
                .isEqualTo(1);
        assertThat(found(tx -> tx.sessions().find("s2"))).isPresent();
    }

    @Test
    void agentPages_filterAndWalk() {
        store.write(tx -> tx.agents().heartbeat(AGENT, beat(AgentFacts.NONE, OptionalInt.empty(), NOW)));
        Agents.Filter silent = new Agents.Filter("", Optional.of(NOW), Optional.empty(), Optional.of(false));
        assertThat(store.read(tx -> tx.agents()
                                .page(new Scope.Everyone(), silent, Agents.Sort.ID, false, PageRequest.first(5)))
                        .items())
                .extracting(AgentRow::id)
                .containsExactly(SECOND);
        for (Agents.Sort sort : Agents.Sort.values()) {
            Page<AgentRow> first = store.read(
                    tx -> tx.agents().page(new Scope.Everyone(), Agents.Filter.ALL, sort, true, PageRequest.first(1)));
            Page<AgentRow> second = store.read(tx -> tx.agents()
                    .page(new Scope.Everyone(), Agents.Filter.ALL, sort, true, new PageRequest(1, first.next())));
            assertThat(first.items().getFirst().id())
                    .isNotEqualTo(second.items().getFirst().id());
            assertThat(second.next()).isEmpty();
        }
    }

    private static Agents.Beat beat(AgentFacts facts, OptionalInt devices, Instant at) {
        return new Agents.Beat(facts, "active", devices, Optional.of("{}"), OptionalInt.of(0), "192.0.2.1", at);
    }

    private static JoinTokens.JoinToken joinToken(String id, OptionalInt uses, Instant expires) {
        return new JoinTokens.JoinToken(id, "hash", TENANT, "", uses, 0, NOW, "test", expires, Optional.empty());
    }
}
