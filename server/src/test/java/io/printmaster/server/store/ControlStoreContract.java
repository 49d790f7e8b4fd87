package io.printmaster.server.store;

import static io.printmaster.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.AgentId;
import io.printmaster.server.store.Commands.Command;
import io.printmaster.server.store.Commands.Progress;
import io.printmaster.server.store.Commands.State;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [Store] must do about commands, live channels and leases; run for each database.
public abstract class ControlStoreContract extends StoreFixture {
    private static final Scope ALL = new Scope.Everyone();
    private static final Instant EXPIRY = NOW.plusSeconds(600);

    private static Command command(AgentId agent, String id) {
        return new Command(
                TENANT, agent, id, "scan_now", "{}", "admin", NOW, EXPIRY, State.PENDING, Progress.NONE, "", "", NOW);
    }

    private void add(Command command) {
        store.write(tx -> {
            tx.commands().add(command);
            return true;
        });
    }

    private Command found(String id) {
        return found(tx -> tx.commands().find(ALL, AGENT, id)).orElseThrow();
    }

    private void open(AgentId agent, String server, String channel, Instant at) {
        store.write(tx -> {
            tx.channels().opened(new Channels.Held(TENANT, agent, server, channel), at);
            return true;
        });
    }

    private List<String> waiting(String server, Instant now) {
        return listed(tx -> tx.commands().waiting(server, now, 100)).stream()
                .map(Command::id)
                .toList();
    }

    private boolean report(String id, State state, Progress progress, String result) {
        return store.write(tx -> tx.commands().report(TENANT, AGENT, id, state, progress, result, NOW));
    }

    @Test
    void command_isFoundByItsTenantOnly() {
        add(command(AGENT, "c1"));
        assertThat(found("c1")).isEqualTo(command(AGENT, "c1"));
        assertThat(found(tx -> tx.commands().find(new Scope.Only(OTHER_TENANT), AGENT, "c1")))
                .isEmpty();
        assertThat(found(tx -> tx.commands().find(ALL, SECOND, "c1"))).isEmpty();
        assertThat(listed(tx -> tx.commands().recent(new Scope.Only(OTHER_TENANT), AGENT, 10)))
                .isEmpty();
        assertThat(listed(tx -> tx.commands().recent(new Scope.Only(TENANT), AGENT, 10)))
                .hasSize(1);
    }

    @Test
    void command_waitsForTheProcessThatHoldsTheChannel_andForNoOther() {
        add(command(AGENT, "c1"));
        add(command(SECOND, "c2"));
        assertThat(waiting("server-a", NOW)).isEmpty();
        open(AGENT, "server-a", "ch1", NOW);
        open(SECOND, "server-b", "ch2", NOW);
        assertThat(waiting("server-a", NOW)).containsExactly("c1");
        assertThat(waiting("server-b", NOW)).containsExactly("c2");
        assertThat(waiting("server-a", EXPIRY)).as("expired").isEmpty();
    }

    @Test
    void command_isClaimedOnce() {
        Command command = command(AGENT, "c1");
        add(command);
        open(AGENT, "server-a", "ch1", NOW);
        assertThat(store.<Boolean>write(tx -> tx.commands().claim(command, "server-a", NOW)))
                .isTrue();
        assertThat(store.<Boolean>write(tx -> tx.commands().claim(command, "server-b", NOW)))
                .isFalse();
        assertThat(found("c1").claimedBy()).isEqualTo("server-a");
        assertThat(waiting("server-a", NOW)).isEmpty();
        assertThat(listed(tx -> tx.commands().unbegun(TENANT, AGENT, NOW, 10)))
                .as("still told in the answer to a heartbeat")
                .hasSize(1);

        store.write(tx -> {
            tx.commands().sendAgain(TENANT, AGENT);
            return true;
        });
        assertThat(waiting("server-a", NOW)).containsExactly("c1");
    }

    @Test
    void report_movesWhatIsOpen_andLeavesWhatEnded() {
        add(command(AGENT, "c1"));
        Progress half = new Progress(127, 254, 2, "half");
        assertThat(report("c1", State.RUNNING, half, "")).isTrue();
        assertThat(found("c1").progress()).isEqualTo(half);
        assertThat(report("c1", State.DONE, half, "3 printers")).isTrue();
        assertThat(report("c1", State.FAILED, half, "late")).isFalse();
        assertThat(found("c1").state()).isEqualTo(State.DONE);
        assertThat(found("c1").result()).isEqualTo("3 printers");
        assertThat(store.<Boolean>write(
                        tx -> tx.commands().report(OTHER_TENANT, AGENT, "c1", State.FAILED, half, "", NOW)))
                .isFalse();
    }

    @Test
    void command_ofWhichNothingCame_expires_andALateResultStillCounts() {
        add(command(AGENT, "c1"));
        add(command(AGENT, "c2"));
        report("c2", State.RUNNING, Progress.NONE, "");
        assertThat(listed(tx -> tx.commands().overdue(NOW, NOW.minusSeconds(1), 10)))
                .isEmpty();
        List<Command> overdue = listed(tx -> tx.commands().overdue(EXPIRY, EXPIRY, 10));
        assertThat(overdue).extracting(Command::id).containsExactly("c1", "c2");
        for (Command command : overdue) {
            assertThat(store.<Boolean>write(tx -> tx.commands().expire(command, "silent", EXPIRY)))
                    .isTrue();
        }
        assertThat(report("c2", State.DONE, Progress.NONE, "late, but there")).isTrue();
        assertThat(store.<Boolean>write(tx -> tx.commands().expire(overdue.getLast(), "", EXPIRY)))
                .isFalse();
        assertThat(store.<Integer>write(tx -> tx.commands().removeBefore(EXPIRY)))
                .isEqualTo(2);
    }

    @Test
    void channel_theNewestStands_andAnOlderOnesEndDoesNotTouchIt() {
        open(AGENT, "server-a", "ch1", NOW);
        open(AGENT, "server-b", "ch2", NOW.plusSeconds(5));
        store.write(tx -> {
            tx.channels().closed(new Channels.Held(TENANT, AGENT, "server-a", "ch1"));
            return true;
        });
        Channels.Held held = new Channels.Held(TENANT, AGENT, "server-b", "ch2");
        assertThat(found(tx -> tx.channels().find(AGENT))).contains(held);
        assertThat(listed(tx -> tx.channels().openedSince(NOW.plusSeconds(5)))).containsExactly(held);
        assertThat(listed(tx -> tx.channels().openedSince(NOW.plusSeconds(6)))).isEmpty();
        store.write(tx -> {
            tx.channels().clear("server-b");
            return true;
        });
        assertThat(found(tx -> tx.channels().find(AGENT))).isEmpty();
    }

    @Test
    void tokens_endedLately_areTold() {
        store.write(tx -> {
            tx.agentTokens().add("t1", "hash", AGENT, NOW);
            return tx.agentTokens().revokeAll(AGENT, "", NOW.plusSeconds(9));
        });
        assertThat(listed(tx -> tx.agentTokens().revokedSince(NOW))).containsExactly("t1");
        assertThat(listed(tx -> tx.agentTokens().revokedSince(NOW.plusSeconds(10))))
                .isEmpty();
    }

    @Test
    void lease_changesHandsOnlyFromWhatWasSeen() {
        Leases.Lease first = new Leases.Lease("housekeeping", "server-a", 1);
        assertThat(store.<Boolean>write(tx -> tx.leases().add(first))).isTrue();
        assertThat(store.<Boolean>write(tx -> tx.leases().add(new Leases.Lease("housekeeping", "server-b", 1))))
                .isFalse();
        Leases.Lease renewed = new Leases.Lease("housekeeping", "server-a", 2);
        assertThat(store.<Boolean>write(tx -> tx.leases().replace(first, renewed)))
                .isTrue();
        assertThat(store.<Boolean>write(
                        tx -> tx.leases().replace(first, new Leases.Lease("housekeeping", "server-b", 2))))
                .isFalse();
        assertThat(found(tx -> tx.leases().find("housekeeping"))).contains(renewed);
        store.write(tx -> {
            tx.leases().remove("housekeeping", "server-b");
            return true;
        });
        assertThat(found(tx -> tx.leases().find("housekeeping"))).isPresent();
        store.write(tx -> {
            tx.leases().remove("housekeeping", "server-a");
            return true;
        });
        assertThat(found(tx -> tx.leases().find("housekeeping"))).isEmpty();
    }

    @Test
    void lease_takenBy100AtOnce_isTakenByOne() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var takers = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(() ->
                            store.<Boolean>write(tx -> tx.leases().add(new Leases.Lease("job", "s" + i, 1)))))
                    .toList();
            int taken = 0;
            for (var taker : takers) {
                taken += taker.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        }
    }
}
