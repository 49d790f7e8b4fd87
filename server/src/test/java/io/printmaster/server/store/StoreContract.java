package io.printmaster.server.store;

import static io.printmaster.server.store.Samples.NOW;
import static io.printmaster.server.store.Samples.printer;
import static io.printmaster.server.store.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.Meters;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [Store] must do; run for each database.
public abstract class StoreContract {
    protected static final TenantId TENANT = TenantId.DEFAULT;
    protected static final TenantId OTHER_TENANT = new TenantId("other");
    protected static final AgentId AGENT = new AgentId("agent-01");
    protected static final AgentId SECOND = new AgentId("agent-02");
    private static final AgentFacts FACTS =
            new AgentFacts("Site 1", "v0.2.0", "1", "site-01-pc", "", "linux", "", "", "", "", "", 4, 0);

    protected Store store;

    /// An empty store.
    protected abstract Store open();

    @BeforeEach
    void fill() {
        store = open();
        store.write(tx -> {
            tx.tenants().add(TENANT, "Default", NOW);
            tx.tenants().add(OTHER_TENANT, "Other", NOW);
            tx.agents().register(AGENT, TENANT, "Site 1", FACTS, "192.0.2.1", NOW);
            tx.agents().register(SECOND, TENANT, "", FACTS, "192.0.2.2", NOW);
            return true;
        });
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void changeAndAuditRow_failingBlock_leavesNeither() {
        assertThatThrownBy(() -> store.write(tx -> {
                    tx.devices().report(TENANT, AGENT, report(printer("SER0001", "M", "10.0.0.1", 50, NOW)), NOW);
                    tx.audit().add(entry("upload_devices", NOW));
                    throw new IllegalStateException("after both");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("after both");

        assertThat(devices(DeviceQueries.Filter.ALL).total()).isZero();
        assertThat(audit().total()).isZero();
    }

    @Test
    void blocksOfOneGroup_oneFails_othersAreStored() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(() -> store.write(tx -> {
                await(hold);
                return true;
            }));
            List<Future<Boolean>> rest = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> store.write(tx -> {
                        tx.audit().add(entry("action" + i, NOW));
                        if (i == 25) {
                            throw new IllegalArgumentException("only this one");
                        }
                        return true;
                    })))
                    .toList();
            hold.countDown();
            first.get();
            for (int i = 0; i < rest.size(); i++) {
                Future<Boolean> one = rest.get(i);
                if (i == 25) {
                    assertThatThrownBy(one::get).hasRootCauseInstanceOf(IllegalArgumentException.class);
                } else {
                    assertThat(one.get()).isTrue();
                }
            }
        }
        assertThat(audit().total()).isEqualTo(49);
    }

    @Test
    void foreignKey_violated_isRefused() {
        assertThatThrownBy(() -> store.write(tx -> {
                    tx.agentTokens().add("id", "hash", new AgentId("nobody"), NOW);
                    return true;
                }))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CONSTRAINT));
    }

    @Test
    void read_tryingToWrite_isRefused() {
        assertThatThrownBy(() -> store.read(tx -> {
                    tx.tenants().add(new TenantId("sneaky"), "", NOW);
                    return true;
                }))
                .isInstanceOf(StoreException.class);
        assertThat(found(tx -> tx.tenants().find(new TenantId("sneaky")))).isEmpty();
    }

    @Test
    void closedStore_says_soInsteadOfWaiting() {
        store.close();
        assertThatThrownBy(() -> store.write(tx -> true))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CLOSED));
    }

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
    void oneTimeJoinToken_usedBy200ThreadsAtOnce_letsExactlyOneIn() throws Exception {
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
            List<Future<Boolean>> callers = IntStream.range(0, 200)
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
    void printerSeenByTwoAgents_isOneDevice_andChangesOwnerAfter24HoursOfSilence() {
        Instant later = NOW.plus(Duration.ofHours(2));
        Instant nextDay = NOW.plus(Duration.ofHours(25));
        var first = reportBy(AGENT, "10.0.0.1", NOW);
        var second = reportBy(SECOND, "10.9.9.9", later);

        assertThat(first.isNew()).isTrue();
        assertThat(second.owner()).isEqualTo(AGENT);
        assertThat(devices(DeviceQueries.Filter.ALL).items()).singleElement().satisfies(d -> {
            assertThat(d.ip()).isEqualTo("10.0.0.1");
            assertThat(d.agent()).isEqualTo(AGENT);
        });

        var taken = reportBy(SECOND, "10.9.9.9", nextDay);

        assertThat(taken.formerOwner()).contains(AGENT);
        assertThat(devices(DeviceQueries.Filter.ALL).items()).singleElement().satisfies(d -> {
            assertThat(d.ip()).isEqualTo("10.9.9.9");
            assertThat(d.agent()).isEqualTo(SECOND);
        });
        assertThat(listed(tx -> tx.devices().seenBy(TENANT, key("SER0001"))))
                .extracting(DeviceQueries.Seen::agent)
                .containsExactly(SECOND, AGENT);
    }

    private Devices.Outcome reportBy(AgentId agent, String address, Instant at) {
        return store.write(
                tx -> tx.devices().report(TENANT, agent, report(printer("SER0001", "M", address, 50, at)), at));
    }

    @Test
    void olderReport_neverChangesTheRow() {
        reportBy(AGENT, "10.0.0.1", NOW);
        store.write(tx -> tx.devices()
                .report(
                        TENANT,
                        AGENT,
                        report(printer("SER0001", "M", "10.0.0.7", 50, NOW.minusSeconds(60))),
                        NOW.plusSeconds(1)));
        assertThat(devices(DeviceQueries.Filter.ALL).items().getFirst().ip()).isEqualTo("10.0.0.1");
    }

    @Test
    void sameKeyInAnotherTenant_isAnotherDevice() {
        AgentId foreign = new AgentId("foreign");
        store.write(tx -> {
            tx.agents().register(foreign, OTHER_TENANT, "", FACTS, "", NOW);
            tx.devices().report(TENANT, AGENT, report(printer("SER0001", "M", "10.0.0.1", 50, NOW)), NOW);
            return tx.devices()
                    .report(OTHER_TENANT, foreign, report(printer("SER0001", "M", "10.0.0.2", 50, NOW)), NOW);
        });
        assertThat(store.read(tx -> tx.devices()
                                .page(
                                        new Scope.Only(OTHER_TENANT),
                                        DeviceQueries.Filter.ALL,
                                        DeviceQueries.Sort.SERIAL,
                                        false,
                                        PageRequest.first(10)))
                        .items())
                .singleElement()
                .satisfies(d -> assertThat(d.ip()).isEqualTo("10.0.0.2"));
        assertThat(devices(DeviceQueries.Filter.ALL).total()).isEqualTo(2);
    }

    @Test
    void devicePages_walkedByCursor_giveEveryDeviceOnceInOrder() {
        store.write(tx -> {
            for (int i = 0; i < 57; i++) {
                tx.devices()
                        .report(
                                TENANT,
                                AGENT,
                                report(printer("SER%04d".formatted(i), "M" + i % 3, "10.0.0." + i, i, NOW)),
                                NOW);
            }
            return true;
        });
        for (DeviceQueries.Sort sort : DeviceQueries.Sort.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                List<DeviceRow> all = walk(sort, descending);
                assertThat(all).as(sort + " " + descending).hasSize(57).doesNotHaveDuplicates();
            }
        }
        assertThat(walk(DeviceQueries.Sort.IP, false))
                .extracting(DeviceRow::ip)
                .startsWith("10.0.0.0", "10.0.0.1", "10.0.0.2");
        assertThat(walk(DeviceQueries.Sort.LOWEST_PERCENT, true))
                .extracting(d -> d.lowestPercent().getAsInt())
                .startsWith(56, 55);
    }

    private List<DeviceRow> walk(DeviceQueries.Sort sort, boolean descending) {
        List<DeviceRow> all = new java.util.ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            PageRequest request = new PageRequest(10, after);
            Page<DeviceRow> page = store.read(tx ->
                    tx.devices().page(new Scope.Only(TENANT), DeviceQueries.Filter.ALL, sort, descending, request));
            assertThat(page.total()).isEqualTo(57);
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    @Test
    void deviceFilters_findWhatTheySay() {
        store.write(tx -> {
            tx.devices().report(TENANT, AGENT, report(printer("SER0001", "Laser 100%", "10.0.0.1", 50, NOW)), NOW);
            tx.devices().report(TENANT, AGENT, report(printer("SER0002", "Laser 200", "10.0.0.2", 5, NOW)), NOW);
            tx.devices().report(TENANT, SECOND, report(Samples.jammed("SER0003", NOW)), NOW);
            return true;
        });
        assertThat(serials(search("100%"))).containsExactly("SER0001");
        assertThat(serials(search("ser000"))).hasSize(3);
        assertThat(serials(filter(Optional.of("jammed"), Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly("SER0003");
        assertThat(serials(filter(Optional.empty(), Optional.of(true), Optional.empty(), Optional.empty())))
                .containsExactly("SER0003");
        assertThat(serials(filter(Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty())))
                .containsExactly("SER0002");
        assertThat(serials(filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(SECOND))))
                .containsExactly("SER0003");
    }

    private static DeviceQueries.Filter search(String text) {
        DeviceQueries.Filter a = DeviceQueries.Filter.ALL;
        return new DeviceQueries.Filter(
                text,
                a.statuses(),
                a.error(),
                a.inError(),
                a.suppliesLow(),
                a.manufacturer(),
                a.model(),
                a.agent(),
                a.lastSeenBefore(),
                a.metersBefore());
    }

    private static DeviceQueries.Filter filter(
            Optional<String> error, Optional<Boolean> inError, Optional<Boolean> low, Optional<AgentId> agent) {
        DeviceQueries.Filter a = DeviceQueries.Filter.ALL;
        return new DeviceQueries.Filter(
                "",
                a.statuses(),
                error,
                inError,
                low,
                a.manufacturer(),
                a.model(),
                agent,
                a.lastSeenBefore(),
                a.metersBefore());
    }

    private List<String> serials(DeviceQueries.Filter filter) {
        return devices(filter).items().stream().map(DeviceRow::serial).toList();
    }

    @Test
    void cursor_ofAnotherSort_isRefused() {
        reportBy(AGENT, "10.0.0.1", NOW);
        for (String bad : List.of("x", "!!", "ZGV2aWNlcy5JUCs")) {
            assertThatThrownBy(() -> store.read(tx -> tx.devices()
                            .page(
                                    new Scope.Everyone(),
                                    DeviceQueries.Filter.ALL,
                                    DeviceQueries.Sort.SERIAL,
                                    false,
                                    new PageRequest(5, Optional.of(bad)))))
                    .isInstanceOf(PageRequest.BadCursor.class);
        }
    }

    @Test
    void sample_repeated_changesNothing_andFallingCounterIsMarked() {
        reportBy(AGENT, "10.0.0.1", NOW);
        assertThat(sample(NOW, 100)).isEqualTo(Metrics.Added.STORED);
        assertThat(sample(NOW, 999)).isEqualTo(Metrics.Added.REPEATED);
        assertThat(sample(NOW.plusSeconds(60), 90)).isEqualTo(Metrics.Added.STORED);
        assertThat(sample(NOW.plusSeconds(120), 95)).isEqualTo(Metrics.Added.STORED);

        List<Metrics.Point> points =
                store.read(tx -> tx.metrics().history(TENANT, key("SER0001"), NOW, NOW.plusSeconds(999), 100));
        assertThat(points)
                .extracting(p -> p.meters().count("total").getAsLong())
                .containsExactly(100L, 90L, 95L);
        assertThat(points).extracting(Metrics.Point::reset).containsExactly(false, true, false);
        assertThat(points.getFirst().meters().counts()).containsEntry("staples_used", 7L);
        assertThat(devices(DeviceQueries.Filter.ALL).items().getFirst().totalPages())
                .hasValue(95);
    }

    @Test
    void sample_ofUnknownDevice_isRefused() {
        assertThat(sample(NOW, 1)).isEqualTo(Metrics.Added.UNKNOWN_DEVICE);
    }

    private Metrics.Added sample(Instant at, long total) {
        Meters meters = new Meters(Map.of("total", total, "staples_used", 7L), "impressions");
        return store.write(
                tx -> tx.metrics().add(TENANT, key("SER0001"), new Metrics.Point(at, meters, "{}", "", false)));
    }

    @Test
    void deviceBySerial_isTheOneThisAgentReports() {
        reportBy(AGENT, "10.0.0.1", NOW);
        assertThat(found(tx -> tx.devices().bySerial(TENANT, AGENT, "SER0001"))).contains(key("SER0001"));
        assertThat(found(tx -> tx.devices().bySerial(TENANT, SECOND, "SER0001")))
                .isEmpty();
        assertThat(found(tx -> tx.devices().bySerial(OTHER_TENANT, AGENT, "SER0001")))
                .isEmpty();
    }

    @Test
    void auditRows_ofOneSecond_keepTheirOrder_newestFirst() {
        store.write(tx -> {
            for (int i = 0; i < 30; i++) {
                tx.audit().add(entry("a" + i, NOW));
            }
            return true;
        });
        Page<Audit.Entry> first =
                store.read(tx -> tx.audit().page(new Scope.Only(TENANT), Audit.Filter.ALL, PageRequest.first(20)));
        Page<Audit.Entry> rest = store.read(
                tx -> tx.audit().page(new Scope.Only(TENANT), Audit.Filter.ALL, new PageRequest(20, first.next())));
        assertThat(first.items().getFirst().action()).isEqualTo("a29");
        assertThat(rest.items()).hasSize(10);
        assertThat(rest.items().getLast().action()).isEqualTo("a0");
        assertThat(rest.next()).isEmpty();
        assertThat(first.total()).isEqualTo(30);
    }

    @Test
    void oldRows_areForgottenWhenTold() {
        store.write(tx -> {
            tx.batches().add(new Batches.Batch(AGENT, new UUID(1, 1), "h", "{}", NOW.minusSeconds(100)));
            tx.batches().add(new Batches.Batch(AGENT, new UUID(1, 2), "h", "{}", NOW));
            tx.audit().add(entry("heartbeat", NOW.minusSeconds(100)));
            tx.audit().add(entry("register", NOW.minusSeconds(100)));
            return true;
        });
        assertThat(store.<Integer>write(tx -> tx.batches().removeBefore(NOW))).isEqualTo(1);
        assertThat(store.<Integer>write(tx -> tx.audit().removeBefore(NOW, "heartbeat")))
                .isEqualTo(1);
        assertThat(found(tx -> tx.batches().find(AGENT, new UUID(1, 2)))).isPresent();
        assertThat(audit().items())
                .singleElement()
                .satisfies(e -> assertThat(e.action()).isEqualTo("register"));
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

    protected static Audit.Entry entry(String action, Instant at) {
        return new Audit.Entry(at, TENANT, "agent-01", "", action, "Details of " + action, "192.0.2.1");
    }

    private static PrinterKey key(String serial) {
        return PrinterKey.ofSerial("Acme", serial).orElseThrow();
    }

    private Page<DeviceRow> devices(DeviceQueries.Filter filter) {
        return store.read(tx -> tx.devices()
                .page(new Scope.Everyone(), filter, DeviceQueries.Sort.SERIAL, false, PageRequest.first(100)));
    }

    private <T> Optional<T> found(Store.Work<Optional<T>> work) {
        return store.read(work);
    }

    private <T> List<T> listed(Store.Work<List<T>> work) {
        return store.read(work);
    }

    private Page<Audit.Entry> audit() {
        return store.read(tx -> tx.audit().page(new Scope.Everyone(), Audit.Filter.ALL, PageRequest.first(100)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
