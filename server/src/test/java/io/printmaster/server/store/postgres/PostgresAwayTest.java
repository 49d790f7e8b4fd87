package io.printmaster.server.store.postgres;

import static io.printmaster.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.printmaster.model.TenantId;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A real PostgreSQL that goes away under the store's feet.
class PostgresAwayTest {
    private static final Duration BACK = Duration.ofSeconds(60);

    private static PostgresCluster cluster;
    private Store store;

    @BeforeAll
    static void startCluster() {
        cluster = PostgresCluster.start(true);
    }

    @AfterAll
    static void closeCluster() {
        cluster.close();
    }

    @BeforeEach
    void open() {
        // Nobody in a test waits 20 s for a held database.
        store = PostgresStore.open(cluster.url() + "?socketTimeout=3", new SecureRandom());
        store.write(tx -> {
            tx.tenants().add(TenantId.DEFAULT, "Default", NOW);
            return true;
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    private boolean add(String action) {
        return store.write(tx -> {
            tx.audit().add(new Audit.Entry(NOW, TenantId.DEFAULT, "", "", action, "", ""));
            return true;
        });
    }

    private Set<String> stored() {
        Set<String> all = new HashSet<>();
        store.read(tx -> {
            PageRequest request = PageRequest.first(500);
            while (true) {
                var page = tx.audit().page(new Scope.Everyone(), Audit.Filter.ALL, request);
                page.items().forEach(entry -> all.add(entry.action()));
                if (page.next().isEmpty()) {
                    return true;
                }
                request = new PageRequest(500, page.next());
            }
        });
        return all;
    }

    private static Kind kindOf(StoreException fault) {
        return fault.kind();
    }

    @Test
    void stoppedDatabase_isTold_andTheStoreComesBackByItself() {
        cluster.stop();
        try {
            assertThatThrownBy(() -> add("while away"))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(kindOf(e)).isEqualTo(Kind.AWAY));
            assertThatThrownBy(this::stored)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(kindOf(e)).isEqualTo(Kind.AWAY));
        } finally {
            cluster.start();
        }
        await().atMost(BACK).ignoreExceptions().until(() -> add("afterwards"));
        assertThat(stored()).contains("afterwards").doesNotContain("while away");
    }

    @Test
    void restartBetweenTwoWrites_isNoticedByNobody() {
        add("before the restart");
        cluster.stop();
        cluster.start();
        assertThat(add("after the restart")).isTrue();
        assertThat(stored()).contains("before the restart", "after the restart");
    }

    @Test
    void heldDatabase_isTold_andTheStoreComesBackByItself() {
        cluster.hold();
        try {
            assertThatThrownBy(() -> add("while held"))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(kindOf(e)).isIn(Kind.AWAY, Kind.BUSY));
            // From then on nobody waits.
            assertThatThrownBy(() -> add("while still held"))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(kindOf(e)).isIn(Kind.AWAY, Kind.BUSY));
        } finally {
            cluster.release();
        }
        await().atMost(BACK).ignoreExceptions().until(() -> add("released"));
        assertThat(stored()).contains("released");
    }

    @Test
    void killedUnderLoad_everythingAcknowledgedIsStored() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger number = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                writers.add(threads.submit(() -> {
                    while (!done.get()) {
                        String action = "load " + number.incrementAndGet();
                        try {
                            add(action);
                            acknowledged.add(action);
                        } catch (StoreException e) {
                            assertThat(kindOf(e)).isIn(Kind.AWAY, Kind.BUSY, Kind.CONFLICT);
                            Thread.onSpinWait();
                        }
                    }
                }));
            }
            for (int kill = 0; kill < 2; kill++) {
                int before = acknowledged.size();
                await().atMost(BACK).until(() -> acknowledged.size() > before + 20);
                cluster.kill();
                cluster.start();
                int after = acknowledged.size();
                await().atMost(BACK).until(() -> acknowledged.size() > after);
            }
            done.set(true);
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        assertThat(stored()).containsAll(acknowledged);
    }
}
