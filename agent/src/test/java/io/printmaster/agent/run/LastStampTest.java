package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.ScanRun;
import io.printmaster.agent.store.TestPrinters;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LastStampTest {
    private static final Instant NOON = TestPrinters.NOON;

    @Test
    void emptyStore_hasNone() {
        try (DeviceStore store = SqliteDeviceStore.inMemory()) {
            assertThat(LastStamp.in(store)).isEmpty();
        }
    }

    @Test
    void newestOfWhatWaitsAndOfTheScans_isTheLast() {
        try (DeviceStore store = SqliteDeviceStore.inMemory()) {
            store.scans().add(new ScanRun(NOON, NOON.plusSeconds(10), 1, 1, 0, 0, false));
            assertThat(LastStamp.in(store)).contains(NOON.plusSeconds(10));

            for (int minute = 1; minute <= 3; minute++) {
                Instant at = NOON.plusSeconds(60L * minute);
                store.outbox().enqueue(TestPrinters.reading(1, minute, at).sample(), at);
            }
            assertThat(LastStamp.in(store)).contains(NOON.plusSeconds(180));

            Instant later = NOON.plusSeconds(200);
            store.outbox().enqueue(TestPrinters.reading(1, 4, later).printer(), later);
            assertThat(LastStamp.in(store)).contains(later);
        }
    }
}
