package io.printmaster.agent.store.sqlite;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static io.printmaster.agent.store.TestPrinters.known;
import static io.printmaster.agent.store.TestPrinters.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore.Place;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Memory holds as much as it is meant to, and goes to the disk and back while readings are recorded without a pause.
@Tag("long")
class FullStoreTest {
    private static final int RECORDERS = 3;
    private static final int PRINTERS = 90;
    private static final OverflowLimits LIMITS =
            new OverflowLimits(50_000_000, Duration.ofMinutes(10), Integer.MAX_VALUE);

    @TempDir
    Path temporary;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean news = new AtomicBoolean(true);
    private final AtomicLong recorded = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private final Map<String, Instant> last = new HashMap<>();
    private long cameOut;

    @Test
    void fiftyMegabytes_goToTheDiskAndBack_andNobodyWaitsLong_orLosesAnything() throws InterruptedException {
        try (DataDirectory directory = DataDirectory.take(temporary.resolve("data"));
                OverflowDeviceStore store = OverflowDeviceStore.open(directory, LIMITS, Clock.systemUTC())) {
            List<Thread> recorders = IntStream.range(0, RECORDERS)
                    .mapToObj(n -> Thread.ofPlatform().start(() -> record(store, n)))
                    .toList();
            while (store.status().place() == Place.MEMORY) {
                store.check(Duration.ZERO);
                Thread.onSpinWait();
            }
            assertThat(store.status().why()).contains("50 MB");
            news.set(false);
            while (store.outbox().count(RecordKind.METRICS) > 0) {
                drain(store);
            }
            store.check(Duration.ZERO);
            assertThat(store.status().place()).isEqualTo(Place.MEMORY);
            news.set(true);
            long before = recorded.get();
            while (recorded.get() < before + 1_000) {
                drain(store);
            }
            over.set(true);
            for (Thread recorder : recorders) {
                recorder.join();
            }
            while (store.outbox().count(RecordKind.METRICS) > 0) {
                drain(store);
            }
            System.out.println("full store: " + recorded.get() + " samples, longest wait of a recorder "
                    + longestNanos.get() / 1_000_000 + " ms");
            assertThat(cameOut).isEqualTo(recorded.get());
            assertThat(store.outbox().ledger().balanced()).isTrue();
            assertThat(store.outbox().ledger().dropped()
                            + store.outbox().ledger().coalesced())
                    .isZero();
            assertThat(Duration.ofNanos(longestNanos.get())).isLessThan(Duration.ofSeconds(1));
        }
    }

    private void record(OverflowDeviceStore store, int recorder) {
        for (int round = 0; !over.get(); round++) {
            Instant at = NOON.plusSeconds(60L * round);
            for (int printer = recorder; printer < PRINTERS; printer += RECORDERS) {
                int pages = round;
                int number = printer;
                long began = System.nanoTime();
                store.transaction(() -> {
                    store.printers().put(known(number, pages, at));
                    if (news.get()) {
                        store.outbox().enqueue(reading(number, pages, at).sample(), at);
                        recorded.incrementAndGet();
                    }
                    return true;
                });
                longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
            }
        }
    }

    /// As the upload does it: a stream's records are read in small pages, and forgotten together.
    private void drain(OverflowDeviceStore store) {
        List<Long> ids = new ArrayList<>();
        long after = 0;
        for (List<QueuedRecord> page = page(store, after); !page.isEmpty() && ids.size() < 20_000; ) {
            for (QueuedRecord record : page) {
                Instant before = last.put(record.printer().toString(), record.queuedAt());
                assertThat(before == null || before.isBefore(record.queuedAt()))
                        .as("%s in order at %s", record.printer(), record.queuedAt())
                        .isTrue();
                ids.add(record.id());
            }
            after = page.getLast().id();
            page = page(store, after);
        }
        cameOut += store.outbox().forget(ids, NOON);
    }

    private static List<QueuedRecord> page(OverflowDeviceStore store, long after) {
        return store.outbox().after(RecordKind.METRICS, after, 500, Long.MAX_VALUE);
    }
}
