package io.printmaster.agent.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTest {
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void wake_endsThePause() {
        try (Loop loop = new Loop("test", () -> {
            runs.incrementAndGet();
            return Duration.ofDays(1);
        })) {
            loop.start(Duration.ZERO);
            await().untilAsserted(() -> assertThat(runs).hasValue(1));
            loop.wake();
            await().untilAsserted(() -> assertThat(runs).hasValue(2));
        }
    }

    @Test
    void wakeWithin_shortensThePause_andNeverLengthensIt() {
        long begun = System.nanoTime();
        try (Loop loop = new Loop("test", () -> {
            runs.incrementAndGet();
            return Duration.ofDays(1);
        })) {
            loop.start(Duration.ofDays(1));
            loop.wakeWithin(Duration.ofMillis(150));
            loop.wakeWithin(Duration.ofHours(1));
            await().untilAsserted(() -> assertThat(runs).hasValue(1));
            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(150));
            loop.wakeWithin(Duration.ofHours(1));
            loop.wake();
            await().untilAsserted(() -> assertThat(runs).hasValue(2));
        }
    }

    @Test
    void failure_doesNotEndIt() {
        try (Loop loop = new Loop("test", () -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("first");
            }
            return Duration.ofDays(1);
        })) {
            loop.start(Duration.ZERO);
            await().untilAsserted(() -> assertThat(runs).hasValue(1));
            loop.wake();
            await().untilAsserted(() -> assertThat(runs).hasValue(2));
        }
    }

    @Test
    void close_interruptsWhatIsUnderWay() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Loop loop = new Loop("test", () -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return Duration.ZERO;
        });
        loop.start(Duration.ZERO);
        started.await();

        loop.close();

        assertThat(interrupted.await(1, TimeUnit.SECONDS)).isTrue();
    }
}
