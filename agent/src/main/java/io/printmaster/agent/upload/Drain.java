package io.printmaster.agent.upload;

import io.printmaster.agent.send.Outcome;
import io.printmaster.agent.send.Outcome.RetryLater;
import io.printmaster.agent.send.Outcome.Trouble;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.UploadRequest;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.Outbox;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.model.PrinterKey;
import io.printmaster.wire.Capabilities;
import io.printmaster.wire.Receipt;
import io.printmaster.wire.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One round of one kind of records: from the outbox to the server until the queue is empty or the server says stop.
///
/// A batch that the server refuses as a whole is halved until the record at fault stands alone; the number of requests
/// spent on that is bounded, and what is undecided then stays queued for the next round. Used by one thread, once.
final class Drain {
    private static final int SPLIT_REQUESTS = 128;
    private static final int MAX_UNDECIDED = 5_000;

    private final Line line;
    private final DeviceStore store;
    private final Batches batches;
    private final Strikes strikes;
    private final UploadLog uploads;
    private final Pace pace;

    private final Set<Long> undecided = new HashSet<>();
    private final Map<QueuedRecord, String> refusedAlone = new LinkedHashMap<>();
    private final Set<PrinterKey> unknown = new LinkedHashSet<>();
    private int splitsLeft = SPLIT_REQUESTS;
    private int sent;
    private int parked;
    private @Nullable Outcome<Receipt> stop;

    /// What is remembered from round to round.
    record Memory(Strikes strikes, UploadLog uploads) {}

    Drain(Line line, DeviceStore store, Batches batches, Memory memory, Pace pace) {
        this.line = line;
        this.store = store;
        this.batches = batches;
        this.strikes = memory.strikes;
        this.uploads = memory.uploads;
        this.pace = pace;
    }

    /// What a round did.
    ///
    /// @param sent    records that the server acknowledged
    /// @param unknown printers that the server did not know when their sample came
    /// @param stop    the outcome that ended the round early; null when the queue was worked through
    record Done(
            int sent,
            int parked,
            Set<PrinterKey> unknown,
            @Nullable Outcome<Receipt> stop) {}

    Done run(RecordKind kind, @Nullable Prepared unsettled) throws InterruptedException {
        if (unsettled != null && unsettled.server.equals(line.capabilities())) {
            settle(unsettled);
            pending = null;
        }
        while (stop == null && undecided.size() < MAX_UNDECIDED) {
            Capabilities server = line.capabilities();
            int records = Math.min(batches.records(server), strikes.batchLimit());
            List<QueuedRecord> next =
                    outbox().peek(kind, records + undecided.size(), batches.payloadBytes(server)).stream()
                            .filter(r -> !undecided.contains(r.id()))
                            .limit(records)
                            .toList();
            if (next.isEmpty()) {
                break;
            }
            settle(prepare(batches.together(next, server)));
        }
        parkRefused();
        return new Done(sent, parked, Set.copyOf(unknown), stop);
    }

    /// A body and the records in it, kept so that the same bytes can be sent again.
    record Prepared(UploadRequest request, List<QueuedRecord> records, Capabilities server) {}

    /// The batch of which nobody knows whether it arrived; null when there is none.
    @Nullable
    Prepared unsettled() {
        return pending;
    }

    private @Nullable Prepared pending;

    private Prepared prepare(List<QueuedRecord> records) {
        Capabilities server = line.capabilities();
        return new Prepared(batches.request(line.agentId(), records, server), records, server);
    }

    private void settle(Prepared batch) throws InterruptedException {
        pending = null;
        List<QueuedRecord> records = batch.records;
        Outcome<Receipt> outcome = upload(batch);
        switch (outcome) {
            case Outcome.Accepted<Receipt>(Receipt receipt) -> receipt(receipt, records);
            case Outcome.TooLarge<Receipt> large -> {
                if (records.size() == 1) {
                    park(records.getFirst(), "too_large: the server takes no record of this size");
                } else {
                    halve(records);
                }
            }
            case Outcome.Refused<Receipt> refused
            when refused.content() -> {
                if (records.size() == 1) {
                    undecided.add(records.getFirst().id());
                    refusedAlone.put(records.getFirst(), refused.detail());
                } else {
                    halve(records);
                }
            }
            case RetryLater<Receipt> later -> {
                stop = outcome;
                pending = mayHaveArrived(later.why()) ? batch : null;
                if (later.why() == Trouble.SERVER_ERROR && records.size() == 1) {
                    suspect(records.getFirst(), later.detail());
                }
                strikes.roundFailed(later.why(), records.size());
            }
            case Outcome.Refused<Receipt> refused -> stop = outcome;
            case Outcome.NotAllowed<Receipt> denied -> stop = outcome;
        }
    }

    private Outcome<Receipt> upload(Prepared batch) throws InterruptedException {
        Instant began = pace.clock().instant();
        long start = pace.nanos().getAsLong();
        Outcome<Receipt> outcome = line.upload(batch.request);
        int stored = outcome instanceof Outcome.Accepted<Receipt>(Receipt receipt) ? receipt.stored() : 0;
        uploads.ended(
                new UploadStatistics.Upload(
                        began,
                        batch.records.getFirst().kind(),
                        false,
                        batch.records.size(),
                        batch.request.plainBytes(),
                        batch.request.wireBytes(),
                        Duration.ofNanos(pace.nanos().getAsLong() - start),
                        UploadLog.result(outcome),
                        outcome.trouble()),
                stored);
        return outcome;
    }

    private void receipt(Receipt receipt, List<QueuedRecord> records) throws InterruptedException {
        if (receipt.received() != records.size() || receipt.stored() > receipt.received()) {
            stop = new RetryLater<>(
                    Trouble.UNREADABLE,
                    Duration.ZERO,
                    "the receipt is for " + receipt.received() + " records, sent were " + records.size());
            return;
        }
        if (receipt.vague()) {
            if (records.size() == 1) {
                suspect(records.getFirst(), "not_stored: the server did not say why");
            } else {
                halve(records);
            }
            return;
        }
        strikes.worked(records.size());
        Set<Integer> refused = new HashSet<>();
        for (Rejection rejection : receipt.rejected()) {
            if (rejection.index() >= 0 && rejection.index() < records.size() && refused.add(rejection.index())) {
                rejected(records.get(rejection.index()), rejection);
            }
        }
        List<Long> acknowledged = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            if (!refused.contains(i)) {
                acknowledged.add(records.get(i).id());
            }
        }
        outbox().forget(acknowledged, pace.clock().instant());
        strikes.clear(acknowledged);
        sent += acknowledged.size();
    }

    private void rejected(QueuedRecord record, Rejection rejection) {
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

    /// A record that did not go through alone, for a reason that may pass: a few rounds are given to it.
    private void suspect(QueuedRecord record, String reason) {
        undecided.add(record.id());
        if (strikes.add(record.id()) >= Strikes.LIMIT) {
            park(record, reason);
        }
    }

    /// A record that was refused alone is at fault beyond doubt when others went through in the same round; when none
    /// did, the server itself may be wrong, and a few rounds are given to it.
    private void parkRefused() {
        refusedAlone.forEach((record, reason) -> {
            if (sent > 0) {
                park(record, reason);
            } else {
                suspect(record, reason);
            }
        });
    }

    private static boolean mayHaveArrived(Trouble why) {
        return switch (why) {
            case TIMEOUT, CUT, UNREADABLE, SERVER_ERROR -> true;
            case UNREACHABLE, UNTRUSTED, BUSY -> false;
        };
    }

    private void halve(List<QueuedRecord> records) throws InterruptedException {
        int middle = records.size() / 2;
        for (List<QueuedRecord> half : List.of(records.subList(0, middle), records.subList(middle, records.size()))) {
            if (stop != null || splitsLeft-- <= 0) {
                half.forEach(r -> undecided.add(r.id()));
            } else {
                settle(prepare(half));
            }
        }
    }

    private void park(QueuedRecord record, String reason) {
        if (outbox().park(record.id(), reason, pace.clock().instant())) {
            parked++;
        }
        strikes.clear(List.of(record.id()));
    }

    private Outbox outbox() {
        return store.outbox();
    }
}
