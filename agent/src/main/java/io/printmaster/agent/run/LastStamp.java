package io.printmaster.agent.run;

import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.Outbox;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.ScanRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// The latest time that a former run left in the store: the machine's clock may have been set back since.
final class LastStamp {
    private LastStamp() {}

    /// Empty in a store that is empty, as memory is at the start.
    static Optional<Instant> in(DeviceStore store) {
        return store.transaction(() -> Stream.of(
                        store.scans().newest(1).stream().findFirst().map(ScanRun::ended),
                        queued(store.outbox(), RecordKind.DEVICE),
                        queued(store.outbox(), RecordKind.METRICS))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder()));
    }

    private static Optional<Instant> queued(Outbox outbox, RecordKind kind) {
        return outbox.newest(kind).stream()
                .boxed()
                .flatMap(id -> outbox.after(kind, id - 1, 1, 1).stream())
                .findFirst()
                .map(QueuedRecord::queuedAt);
    }
}
