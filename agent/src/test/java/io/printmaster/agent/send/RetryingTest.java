package io.printmaster.agent.send;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.printmaster.agent.send.Outcome.Accepted;
import io.printmaster.agent.send.Outcome.NotAllowed;
import io.printmaster.agent.send.Outcome.RetryLater;
import io.printmaster.agent.send.Outcome.Trouble;
import io.printmaster.program.LogLine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RetryingTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final List<Duration> slept = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger sent = new AtomicInteger();

    /// Chance that always draws the longest pause.
    private static final RandomGenerator LONGEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    @Test
    void pauses_doubleFromOneSecondAndLieBetweenFiveAttempts() throws Exception {
        retrying(LONGEST).send("Upload", DAY, this::timeout);

        assertThat(sent).hasValue(5);
        assertThat(slept).containsExactly(seconds(1), seconds(2), seconds(4), seconds(8));
    }

    @Test
    void pauses_areJitteredFully() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            retrying(new Random(seed)).send("Upload", DAY, this::timeout);
        }

        assertThat(slept).hasSize(200).allMatch(p -> p.compareTo(seconds(8)) <= 0);
        assertThat(slept.stream()
                        .filter(p -> p.compareTo(Duration.ofMillis(500)) < 0)
                        .count())
                .isGreaterThan(20);
    }

    @Test
    void retryAfter_isAFloorUnderTheJitter() throws Exception {
        retrying(LONGEST).send("Upload", DAY, () -> busy(seconds(3)));

        assertThat(slept).containsExactly(seconds(3 + 1), seconds(3 + 2), seconds(3 + 4), seconds(3 + 8));
    }

    @Test
    void longRetryAfter_isLeftToTheCaller() throws Exception {
        retrying(LONGEST).send("Upload", DAY, () -> busy(seconds(300)));

        assertThat(sent).hasValue(1);
        assertThat(slept).isEmpty();
    }

    @Test
    void limit_isNotOverrunByAPause() throws Exception {
        retrying(LONGEST).send("Heartbeat", seconds(5), this::timeout);

        assertThat(slept).containsExactly(seconds(1), seconds(2));
        assertThat(sent).hasValue(3);
    }

    @Test
    void success_endsTheRound() throws Exception {
        Outcome<String> outcome = retrying(LONGEST)
                .send("Upload", DAY, () -> sent.incrementAndGet() < 3 ? timeoutOf() : new Accepted<>("done"));

        assertThat(outcome).isEqualTo(new Accepted<>("done"));
        assertThat(slept).hasSize(2);
    }

    @Test
    void denial_isNotRepeated() throws Exception {
        retrying(LONGEST).send("Upload", DAY, () -> {
            sent.incrementAndGet();
            return new NotAllowed<>(Outcome.Denial.FORBIDDEN, "", "no");
        });

        assertThat(sent).hasValue(1);
    }

    @Test
    void log_hasTheShapeOfTheSeed() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(Retrying.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            retrying(LONGEST).send("Upload", DAY, this::timeout);
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(new LogLine().doLayout(lines.list.get(1)).strip())
                .isEqualTo("WARN  Upload failed, retrying attempt=2 backoff=2s error=\"connection timeout\"");
    }

    @Test
    void backoff_isShownInSeconds() {
        assertThat(Retrying.seconds(seconds(16))).isEqualTo("16s");
        assertThat(Retrying.seconds(Duration.ofMillis(340))).isEqualTo("0.3s");
    }

    private Retrying retrying(RandomGenerator random) {
        Sleeper sleeper = pause -> {
            slept.add(pause);
            nanos.addAndGet(pause.toNanos());
        };
        return new Retrying(RetryPolicy.SEED, new Pace(Clock.systemUTC(), nanos::get, sleeper, random));
    }

    private Outcome<String> timeout() {
        sent.incrementAndGet();
        return timeoutOf();
    }

    private static Outcome<String> timeoutOf() {
        return new RetryLater<>(Trouble.TIMEOUT, Duration.ZERO, "connection timeout");
    }

    private Outcome<String> busy(Duration pause) {
        sent.incrementAndGet();
        return new RetryLater<>(Trouble.BUSY, pause, "busy");
    }

    private static Duration seconds(int n) {
        return Duration.ofSeconds(n);
    }
}
