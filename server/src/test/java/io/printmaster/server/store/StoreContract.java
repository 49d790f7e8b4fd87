package io.printmaster.server.store;

import static io.printmaster.server.store.Samples.NOW;
import static io.printmaster.server.store.Samples.printer;
import static io.printmaster.server.store.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [Store] must do about transactions, the audit log and old rows; run for each database.
public abstract class StoreContract extends StoreFixture {
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

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
