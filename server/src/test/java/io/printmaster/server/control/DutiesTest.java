package io.printmaster.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.server.store.Store;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes on one database, each with a clock that says what it likes.
class DutiesTest {
    private static final String JOB = "housekeeping";
    private static final Duration LIFE = Duration.ofSeconds(15);

    @TempDir
    Path directory;

    private Store store;
    private final AtomicLong clockA = new AtomicLong(5);
    private final AtomicLong clockB = new AtomicLong(Duration.ofDays(400).toNanos());
    private Duties a;
    private Duties b;

    @BeforeEach
    void open() {
        store = SqliteStore.open(directory, new Random(1));
        a = new Duties(store, "server-a", LIFE, clockA::get);
        b = new Duties(store, "server-b", LIFE, clockB::get);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void duty_isOneProcesss_forAsLongAsItLives() {
        assertThat(a.mine(JOB)).isTrue();
        for (int i = 0; i < 20; i++) {
            clockB.addAndGet(Duration.ofSeconds(10).toNanos());
            assertThat(b.mine(JOB)).isFalse();
            assertThat(a.mine(JOB)).isTrue();
        }
        assertThat(b.mine("another")).as("each duty by itself").isTrue();
    }

    @Test
    void deadHoldersDuty_isTakenOver_afterItsLife() {
        a.mine(JOB);
        assertThat(b.mine(JOB)).isFalse();
        clockB.addAndGet(LIFE.minusSeconds(1).toNanos());
        assertThat(b.mine(JOB)).isFalse();
        clockB.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(b.mine(JOB)).isTrue();
        assertThat(a.mine(JOB)).as("the former holder, awake again").isFalse();
    }

    @Test
    void processThatGoes_leavesItsDutiesAtOnce() {
        a.mine(JOB);
        a.close();
        assertThat(b.mine(JOB)).isTrue();
    }

    @Test
    void databaseAway_isNobodysDuty() {
        a.mine(JOB);
        store.close();
        assertThat(a.mine(JOB)).isFalse();
        a.close();
    }
}
