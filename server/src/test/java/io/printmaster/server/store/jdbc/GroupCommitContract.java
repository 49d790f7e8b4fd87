package io.printmaster.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.printmaster.model.TenantId;
import io.printmaster.server.store.Origin;
import io.printmaster.server.store.Samples;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What one writer must do, on each database.
public abstract class GroupCommitContract {
    private static final GroupCommit.Limits SMALL = new GroupCommit.Limits(
            new FairQueue.Bounds(8, 1_000, 100_000), new FairQueue.Bounds(4, 500, 50_000), 5, 100, 5_000, 2_000);

    private final AtomicLong nanos = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch hold = new CountDownLatch(1);
    private Database database;
    private GroupCommit writer;

    /// A database with the newest schema and nothing in it.
    protected abstract Database open();

    @BeforeEach
    void start() throws SQLException {
        database = open();
        Availability availability = new Availability(database, 50);
        writer = new GroupCommit(database, SMALL, availability, new Random(1), nanos::get);
        writer.open("writer");
    }

    @AfterEach
    void stop() {
        hold.countDown();
        writer.close();
        threads.close();
        database.close();
    }

    private static Origin of(String agent) {
        return new Origin(agent, 1, 1);
    }

    private static Store.Work<Boolean> adding(String tenant) {
        return tx -> {
            tx.tenants().add(new TenantId(tenant), tenant, Samples.NOW);
            return true;
        };
    }

    /// Keeps the writer busy until [#hold] is counted down.
    private Future<Boolean> holdWriter() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Future<Boolean> held = threads.submit(() -> writer.write(of("holder"), tx -> {
            begun.countDown();
            awaitQuietly(hold);
            return true;
        }));
        begun.await();
        return held;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> stored() throws SQLException {
        Session session = Session.of(database.openWriter(), database, new Random(2));
        try {
            database.begin(session.connection(), true);
            List<String> all = session.sql()
                    .list("SELECT tenant_id FROM tenants ORDER BY tenant_id", row -> row.text("tenant_id"));
            database.rollback(session.connection());
            return all;
        } finally {
            session.closeQuietly();
        }
    }

    @Test
    void answer_comesAfterTheCommit() throws Exception {
        assertThat((boolean) writer.write(of("a"), adding("t1"))).isTrue();
        assertThat(stored()).containsExactly("t1");
    }

    @Test
    void poisonedBlock_failsAlone() throws Exception {
        Future<Boolean> held = holdWriter();
        Future<Boolean> good = threads.submit(() -> writer.write(of("a"), adding("t1")));
        Future<Boolean> bad = threads.submit(() -> writer.write(of("b"), tx -> {
            adding("t2").in(tx);
            tx.agentTokens().add("id", "hash", new io.printmaster.model.AgentId("nobody"), Samples.NOW);
            return true;
        }));
        hold.countDown();
        assertThat(held.get()).isTrue();
        assertThat(good.get()).isTrue();
        // A foreign key may be looked at only when the block ends; whoever broke it gets the fault either way.
        assertThatThrownBy(bad::get).hasCauseInstanceOf(StoreException.class);
        assertThat(stored()).containsExactly("t1");
    }

    @Test
    void fullQueue_refuses_oneAgentFirst() throws Exception {
        Future<Boolean> held = holdWriter();
        List<Future<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String tenant = "f" + i;
            waiting.add(threads.submit(() -> writer.write(of("flood"), adding(tenant))));
        }
        await().untilAsserted(() -> assertThatThrownBy(() -> writer.write(of("flood"), adding("refused")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY))
                .hasMessageContaining("too many"));
        Future<Boolean> other = threads.submit(() -> writer.write(of("other"), adding("other")));
        hold.countDown();
        assertThat(held.get()).isTrue();
        assertThat(other.get()).isTrue();
        for (Future<Boolean> one : waiting) {
            assertThat(one.get()).isTrue();
        }
        assertThat(stored()).containsExactly("f0", "f1", "f2", "f3", "other");
    }

    @Test
    void conflict_isTriedAgain_theWholeGroup_thenOneByOne() throws Exception {
        Future<Boolean> held = holdWriter();
        AtomicInteger runs = new AtomicInteger();
        Future<Boolean> good = threads.submit(() -> writer.write(of("a"), adding("t1")));
        Future<Boolean> unlucky = threads.submit(() -> writer.write(of("b"), tx -> {
            adding("t2").in(tx);
            if (runs.incrementAndGet() <= 5) {
                throw new StoreException(Kind.CONFLICT, "another was in the way", null);
            }
            return true;
        }));
        await().until(() -> writer.waiting() == 2);
        hold.countDown();
        assertThat(held.get()).isTrue();
        assertThat(good.get()).isTrue();
        assertThat(unlucky.get()).isTrue();
        assertThat(stored()).containsExactly("t1", "t2");
    }

    @Test
    void conflictForEver_failsThatOneOnly() throws Exception {
        Future<Boolean> held = holdWriter();
        Future<Boolean> good = threads.submit(() -> writer.write(of("a"), adding("t1")));
        Future<Boolean> never = threads.submit(() -> writer.write(of("b"), tx -> {
            throw new StoreException(Kind.CONFLICT, "another is always in the way", null);
        }));
        await().until(() -> writer.waiting() == 2);
        hold.countDown();
        assertThat(held.get()).isTrue();
        assertThat(good.get()).isTrue();
        assertThatThrownBy(never::get)
                .hasCauseInstanceOf(StoreException.class)
                .satisfies(
                        e -> assertThat(((StoreException) e.getCause()).kind()).isEqualTo(Kind.CONFLICT));
        assertThat(stored()).containsExactly("t1");
    }

    @Test
    void brokenConnection_isReplaced_andTheGroupRunAgain() throws Exception {
        writer.write(of("a"), adding("t0"));
        AtomicInteger runs = new AtomicInteger();
        Store.Work<Boolean> cutOnce = tx -> {
            adding("t1").in(tx);
            if (runs.incrementAndGet() == 1) {
                throw new StoreException(Kind.AWAY, "cut", null);
            }
            return true;
        };
        boolean written = writer.write(of("a"), cutOnce);
        assertThat(written).isTrue();
        assertThat(stored()).containsExactly("t0", "t1");
    }

    @Test
    void databaseAway_isToldAtOnceToTheNext() {
        assertThatThrownBy(() -> writer.write(of("a"), tx -> {
                    throw new StoreException(Kind.AWAY, "gone", null);
                }))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.AWAY));
        AtomicInteger ran = new AtomicInteger();
        assertThatThrownBy(() -> writer.write(of("b"), tx -> ran.incrementAndGet()))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.AWAY));
        assertThat(ran).hasValue(0);
    }

    @Test
    void groupThatTakesVeryLong_closesTheDoor() throws Exception {
        Future<Boolean> held = holdWriter();
        nanos.addAndGet(6_000_000_000L);
        assertThatThrownBy(() -> writer.write(of("a"), adding("t1")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY))
                .hasMessageContaining("very long");
        hold.countDown();
        assertThat(held.get()).isTrue();
        await().untilAsserted(() ->
                assertThat((boolean) writer.write(of("a"), adding("t2"))).isTrue());
    }

    @Test
    void callerThatGaveUp_isNotWrittenLater() throws Exception {
        Future<Boolean> held = holdWriter();
        Future<Boolean> late = threads.submit(() -> writer.write(of("a"), adding("late")));
        assertThatThrownBy(late::get)
                .satisfies(
                        e -> assertThat(((StoreException) e.getCause()).kind()).isEqualTo(Kind.BUSY));
        hold.countDown();
        assertThatThrownBy(held::get).hasCauseInstanceOf(StoreException.class);
        assertThat((boolean) writer.write(of("a"), adding("next"))).isTrue();
        assertThat(stored()).containsExactly("next");
    }

    @Test
    void close_writesWhatWaits_thenRefuses() throws Exception {
        Future<Boolean> held = holdWriter();
        Future<Boolean> waiting = threads.submit(() -> writer.write(of("a"), adding("t1")));
        await().until(() -> writer.waiting() == 1);
        Future<?> closing = threads.submit(writer::close);
        hold.countDown();
        closing.get();
        assertThat(held.get()).isTrue();
        assertThat(waiting.get()).isTrue();
        assertThat(stored()).containsExactly("t1");
        assertThatThrownBy(() -> writer.write(of("a"), adding("t2")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSED));
    }
}
