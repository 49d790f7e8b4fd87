package io.printmaster.agent.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class TurnsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.shutdownNow();
        threads.close();
    }

    @Test
    void neverMoreThanTheLimitAreAtWork_andAllAreDone() throws InterruptedException {
        Turns turns = new Turns(threads, 3);
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        CyclicBarrier three = new CyclicBarrier(3);
        for (int i = 0; i < 501; i++) {
            turns.add(() -> {
                most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                meet(three);
                atWork.decrementAndGet();
                done.incrementAndGet();
            });
        }
        assertThat(turns.awaitDone(LONG)).isTrue();
        assertThat(done).hasValue(501);
        assertThat(most).hasValue(3);
    }

    private static void meet(CyclicBarrier others) {
        try {
            others.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException("the others did not come", e);
        }
    }

    @Test
    void oneAtATime_isInTheOrderOfTheCalls() throws InterruptedException {
        Turns turns = new Turns(threads, 1);
        CountDownLatch all = new CountDownLatch(1);
        Queue<Integer> order = new ConcurrentLinkedQueue<>();
        turns.add(() -> uninterrupted(all));
        List.of(1, 2, 3).forEach(number -> turns.add(() -> order.add(number)));
        assertThat(turns.awaitDone(Duration.ofMillis(1))).isFalse();
        all.countDown();
        assertThat(turns.awaitDone(LONG)).isTrue();
        assertThat(order).containsExactly(1, 2, 3);
    }

    @Test
    void taskThatWaitsForALaterOne_letsItIn() throws InterruptedException {
        Turns turns = new Turns(threads, 1);
        CountDownLatch second = new CountDownLatch(1);
        Queue<String> order = new ConcurrentLinkedQueue<>();
        turns.add(() -> {
            try {
                turns.waitFor(second::await);
                order.add("first");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        turns.add(() -> {
            order.add("second");
            second.countDown();
        });
        turns.add(() -> order.add("third"));
        assertThat(turns.awaitDone(LONG)).isTrue();
        assertThat(order).containsExactlyInAnyOrder("first", "second", "third").startsWith("second");
    }

    @Test
    void failingTask_keepsNobodyFromTheirTurn() throws InterruptedException {
        Turns turns = new Turns(
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                        .uncaughtExceptionHandler((thread, fault) -> {})
                        .factory()),
                1);
        AtomicInteger done = new AtomicInteger();
        turns.add(() -> {
            throw new IllegalStateException("as it happens");
        });
        turns.add(done::incrementAndGet);
        assertThat(turns.awaitDone(LONG)).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void cancelled_beginsNothingMore() throws InterruptedException {
        Turns turns = new Turns(threads, 1);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        turns.add(() -> {
            begun.countDown();
            uninterrupted(new CountDownLatch(1));
        });
        turns.add(done::incrementAndGet);
        begun.await();
        threads.shutdownNow();
        assertThat(turns.awaitDone(LONG)).isTrue();
        turns.add(done::incrementAndGet);
        assertThat(turns.awaitDone(LONG)).isTrue();
        assertThat(done).hasValue(0);
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
