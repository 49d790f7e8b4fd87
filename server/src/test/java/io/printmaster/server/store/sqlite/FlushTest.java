package io.printmaster.server.store.sqlite;

import static io.printmaster.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.printmaster.model.TenantId;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import io.printmaster.server.store.jdbc.Database;
import io.printmaster.server.store.jdbc.Flush;
import io.printmaster.server.store.jdbc.JdbcStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What is answered, and when, while the disk takes its time or fails: the real database, whose flush the
/// test holds or lets fail.
class FlushTest {
    @TempDir
    Path directory;

    private final AtomicInteger forced = new AtomicInteger();
    private final AtomicInteger repaired = new AtomicInteger();
    private volatile @Nullable CountDownLatch held;
    private volatile boolean failing;
    private volatile boolean unforeseen;
    private JdbcStore store;

    /// The real one, behind a gate.
    private final class HeldFlush implements Flush {
        private final Flush real;

        HeldFlush(Flush real) {
            this.real = real;
        }

        @Override
        public void force() throws SQLException {
            CountDownLatch gate = held;
            try {
                if (gate != null && !gate.await(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the test forgot the gate");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            forced.incrementAndGet();
            if (failing && unforeseen) {
                throw new IllegalStateException("made to fail");
            }
            if (failing) {
                throw new SQLiteException("made to fail", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
            }
            real.force();
        }

        @Override
        public void repair(Connection writer) throws SQLException {
            repaired.incrementAndGet();
            if (failing) {
                throw new SQLiteException("made to fail", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
            }
            real.repair(writer);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    @BeforeEach
    void open() {
        SqliteStore.open(directory, new Random(1)).close();
        SqliteDatabase real = new SqliteDatabase(directory.resolve(SqliteStore.FILE));
        Database database = (Database) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Database.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(real, arguments);
                        return method.getName().equals("flushLater")
                                ? ((Optional<?>) result).map(flush -> new HeldFlush((Flush) flush))
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        store = new JdbcStore(database, 1, 1, new Random(1), System::nanoTime);
        store.open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void add(String action) {
        store.write(tx -> {
            tx.audit().add(new Audit.Entry(NOW, TenantId.DEFAULT, "", "", action, "", ""));
            return true;
        });
    }

    private CompletableFuture<Void> adding(String action) {
        return CompletableFuture.runAsync(() -> add(action));
    }

    private long count() {
        return store.read(tx -> tx.audit().page(new Scope.Everyone(), Audit.Filter.ALL, PageRequest.first(1)))
                .total();
    }

    @Test
    void change_isAnsweredAfterTheFlush_andTheNextIsWrittenMeanwhile() {
        CountDownLatch gate = new CountDownLatch(1);
        held = gate;
        CompletableFuture<Void> first = adding("first");
        await().until(() -> count() == 1);
        CompletableFuture<Void> second = adding("second");
        await().until(() -> count() == 2);

        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        assertThat(forced).hasValue(0);

        held = null;
        gate.countDown();
        first.join();
        second.join();
        assertThat(forced).hasValue(2);
    }

    @Test
    void groupsThatCameDuringAFlush_shareTheNext() {
        add("before");
        CountDownLatch gate = new CountDownLatch(1);
        held = gate;
        CompletableFuture<Void> first = adding("first");
        await().until(() -> count() == 2);
        CompletableFuture<?>[] others = new CompletableFuture<?>[20];
        for (int i = 0; i < others.length; i++) {
            others[i] = adding("other " + i);
        }
        await().until(() -> count() > 2);
        held = null;
        gate.countDown();
        CompletableFuture.allOf(others).join();
        first.join();
        assertThat(count()).isEqualTo(22);
        assertThat(forced.get()).isLessThan(12);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failedFlush_failsWhatWasNotAnswered_andNothingIsAnsweredBeforeTheRepair(boolean byUnforeseenFault) {
        unforeseen = byUnforeseenFault;
        add("before");
        CountDownLatch gate = new CountDownLatch(1);
        held = gate;
        CompletableFuture<Void> first = adding("first");
        await().until(() -> count() == 2);
        CompletableFuture<Void> second = adding("second");
        await().until(() -> count() == 3);
        failing = true;
        held = null;
        gate.countDown();

        assertNotWritable(first);
        assertNotWritable(second);
        assertThatThrownBy(() -> add("while failing"))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_WRITABLE));
        assertThat(repaired.get()).isPositive();

        failing = false;
        int flushes = forced.get();
        add("after");
        assertThat(forced.get()).isGreaterThan(flushes);
        assertThat(count()).as("the two that failed may be stored").isEqualTo(4);
    }

    private static void assertNotWritable(CompletableFuture<Void> change) {
        assertThatThrownBy(() -> change.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_WRITABLE));
    }

    @Test
    void close_answersForWhatIsUnderWay() {
        CountDownLatch gate = new CountDownLatch(1);
        held = gate;
        CompletableFuture<Void> first = adding("first");
        await().until(() -> count() == 1);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(store::close);
        assertThat(closing).isNotDone();
        held = null;
        gate.countDown();
        closing.join();
        first.join();
        assertThat(forced).hasValue(1);
    }
}
