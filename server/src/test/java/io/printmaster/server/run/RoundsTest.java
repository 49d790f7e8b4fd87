package io.printmaster.server.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.printmaster.server.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(20)
class RoundsTest {
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(15);

    private final Logger logger = (Logger) LoggerFactory.getLogger(Rounds.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
    }

    private List<String> warnings() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Test
    void close_waitsForTheJobThatRuns_andBeginsNoOther() throws Exception {
        Rounds rounds = new Rounds("test", LONG);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger others = new AtomicInteger();
        rounds.once(
                Duration.ZERO,
                () -> {
                    running.countDown();
                    awaitQuietly(release);
                    done.set(true);
                },
                "failed");
        rounds.once(SOON, others::incrementAndGet, "failed");
        rounds.every(SOON, SOON, others::incrementAndGet, "failed");
        assertThat(running.await(10, SECONDS)).isTrue();

        Thread closer = Thread.ofPlatform().start(rounds::close);
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        assertThat(rounds.ending()).isTrue();
        release.countDown();
        closer.join();

        assertThat(done).isTrue();
        assertThat(others).hasValue(0);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void jobThatFails_isTold_andDoneAgain_butNotWhenTheEndCutItShort() throws Exception {
        Rounds rounds = new Rounds("test", LONG);
        CountDownLatch second = new CountDownLatch(1);
        AtomicInteger turns = new AtomicInteger();
        rounds.every(
                Duration.ZERO,
                SOON,
                () -> {
                    if (turns.incrementAndGet() == 2) {
                        second.countDown();
                        await().until(rounds::ending);
                    }
                    throw new StoreException(StoreException.Kind.CLOSED, "the store is closed", null);
                },
                "Rolling up failed");
        assertThat(second.await(10, SECONDS)).isTrue();
        assertThat(warnings()).containsExactly("Rolling up failed");

        rounds.close();

        assertThat(turns).hasValue(2);
        assertThat(warnings()).containsExactly("Rolling up failed");
    }

    @Test
    void jobWithoutEnd_isInterrupted() throws Exception {
        Rounds rounds = new Rounds("test", SOON);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        rounds.once(
                Duration.ZERO,
                () -> {
                    running.countDown();
                    try {
                        awaitQuietly(new CountDownLatch(1));
                    } finally {
                        interrupted.countDown();
                    }
                },
                "failed");
        assertThat(running.await(10, SECONDS)).isTrue();

        rounds.close();

        assertThat(interrupted.await(10, SECONDS)).isTrue();
        assertThat(warnings()).isEmpty();
    }
}
