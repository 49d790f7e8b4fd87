package io.printmaster.agent.upload;

import io.printmaster.agent.store.Outbox;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.model.PrinterKey;
import io.printmaster.wire.Rejection;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What becomes of the records of one round: acknowledged and forgotten, set aside, or left for the next round. Used by
/// one thread, once.
final class Settlement {
    private static final int MAX_UNDECIDED = 5_000;

    private final Outbox outbox;
    private final Strikes strikes;
    private final Clock clock;
    private final Set<Long> undecided = new HashSet<>();
    private final Map<QueuedRecord, String> refusedAlone = new LinkedHashMap<>();
    private final Set<PrinterKey> unknown = new LinkedHashSet<>();
    private int sent;
    private int parked;

    Settlement(Outbox outbox, Strikes strikes, Clock clock) {
        this.outbox = outbox;
        this.strikes = strikes;
        this.clock = clock;
    }

    /// Records that the server acknowledged.
    int sent() {
        return sent;
    }

    /// Records that were set aside.
    int parked() {
        return parked;
    }

    /// Printers that the server did not know when their sample came.
    Set<PrinterKey> unknown() {
        return Set.copyOf(unknown);
    }

    /// The records that this round leaves alone from now on.
    Set<Long> undecided() {
        return undecided;
    }

    /// Whether so many are left that the round had better end.
    boolean full() {
        return undecided.size() >= MAX_UNDECIDED;
    }

    /// Leaves them to the next round.
    void leave(Collection<QueuedRecord> records) {
        records.forEach(record -> undecided.add(record.id()));
    }

    void acknowledged(List<Long> ids) {
        outbox.forget(ids, clock.instant());
        strikes.clear(ids);
        sent += ids.size();
    }

    /// The server refused one record by itself.
    void rejected(QueuedRecord record, Rejection rejection) {
        String reason = rejection.code() + ": " + rejection.detail();
        boolean unknownDevice =
                rejection.code().equals(Rejection.UNKNOWN_DEVICE) && record.kind() == RecordKind.METRICS;
        if (!unknownDevice || strikes.add(record.id()) >= Strikes.LIMIT) {
            park(record, reason);
            return;
        }
        unknown.add(record.printer());
        undecided.add(record.id());
    }

    /// The server refused a request that held this record only.
    void refusedAlone(QueuedRecord record, String reason) {
        undecided.add(record.id());
        refusedAlone.put(record, reason);
    }

    /// A record that did not go through alone, for a reason that may pass: a few rounds are given to it.
    void suspect(QueuedRecord record, String reason) {
        undecided.add(record.id());
        if (strikes.add(record.id()) >= Strikes.LIMIT) {
            park(record, reason);
        }
    }

    /// At the end of the round: a record that was refused alone is at fault beyond doubt when others went through
    /// in the same round; when none did, the server itself may be wrong, and a few rounds are given to it.
    void parkRefused() {
        refusedAlone.forEach((record, reason) -> {
            if (sent > 0) {
                park(record, reason);
            } else {
                suspect(record, reason);
            }
        });
    }

    void park(QueuedRecord record, String reason) {
        if (outbox.park(record.id(), reason, clock.instant())) {
            parked++;
        }
        strikes.clear(List.of(record.id()));
    }
}
