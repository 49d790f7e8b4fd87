package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class HeapWatchTest {
    private static final long MB = 1L << 20;

    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong alive = new AtomicLong(10 * MB);
    private final AtomicInteger collections = new AtomicInteger();
    private final HeapWatch watch = new HeapWatch(busy::get, used::get, () -> {
        collections.incrementAndGet();
        used.set(alive.get());
    });

    @Test
    void garbage_isCollectedWhenTheHeapHasGrown() {
        used.set(15 * MB);
        watch.look();
        assertThat(collections).hasValue(0);

        used.set(25 * MB);
        watch.look();
        assertThat(collections).hasValue(1);
    }

    @Test
    void largeSite_isNotCollectedOverAndOver() {
        alive.set(60 * MB);
        used.set(70 * MB);
        watch.look();
        used.set(79 * MB);
        watch.look();
        assertThat(collections).hasValue(1);

        used.set(81 * MB);
        watch.look();
        assertThat(collections).hasValue(2);
    }

    @Test
    void endOfTheWork_isAnEndOfItsGarbage() {
        used.set(12 * MB);
        busy.set(true);
        watch.look();
        assertThat(collections).hasValue(0);
        busy.set(false);
        watch.look();
        watch.look();
        assertThat(collections).hasValue(1);
    }

    @Test
    void busyAgent_isLookedAtMoreOften() {
        var usually = watch.look();
        busy.set(true);
        assertThat(watch.look()).isLessThan(usually);
    }
}
