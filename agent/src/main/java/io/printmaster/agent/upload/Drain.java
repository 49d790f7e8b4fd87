package io.printmaster.agent.upload;

import io.printmaster.agent.send.Outcome;
import io.printmaster.agent.send.Outcome.RetryLater;
import io.printmaster.agent.send.Outcome.Trouble;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.UploadRequest;
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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One round of one kind of records: from the outbox to the server until the queue is empty or the server says stop.
///
/// A long queue goes as streams where the server takes them ([StreamUpload]), everything else in batches. A batch that
/// the server refuses as a whole is halved until the record at fault stands alone; the number of requests spent on that
/// is bounded, and what is undecided then stays queued for the next round. Used by one thread, once.
final class Drain {
    private static final int SPLIT_REQUESTS = 128;

    private final Line line;
    private final Outbox outbox;
    private final Batches batches;
    private final Strikes strikes;
    private final UploadLog uploads;
    private final Pace pace;
    private final Settlement settlement;
    private final StreamUpload streams;

    private int splitsLeft = SPLIT_REQUESTS;
    private @Nullable Outcome<Receipt> stop;

    /// What is remembered from round to round.
    record Memory(Strikes strikes, Streams streams, UploadLog uploads) {}

    Drain(Line line, Outbox outbox, Batches batches, Memory memory, Pace pace) {
        this.line = line;
        this.outbox = outbox;
        this.batches = batches;
        this.strikes = memory.strikes;
        this.uploads = memory.uploads;
        this.pace = pace;
        this.settlement = new Settlement(outbox, strikes, pace.clock());
        this.streams = new StreamUpload(line, outbox, memory, settlement, pace);
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
        while (stop == null && !settlement.full()) {
            Capabilities server = line.capabilities();
            if (streams.wanted(kind, server)) {
                stop = streams.send(kind, server).orElse(null);
            } else if (!batch(kind, server)) {
                break;
            }
        }
        settlement.parkRefused();
        return new Done(settlement.sent(), settlement.parked(), settlement.unknown(), stop);
    }

    /// @return whether there was anything to send
    private boolean batch(RecordKind kind, Capabilities server) throws InterruptedException {
        Set<Long> undecided = settlement.undecided();
        int records = Math.min(batches.records(server), strikes.batchLimit());
        List<QueuedRecord> next = outbox.peek(kind, records + undecided.size(), batches.payloadBytes(server)).stream()
                .filter(r -> !undecided.contains(r.id()))
                .limit(records)
                .toList();
        if (next.isEmpty()) {
            return false;
        }
        settle(prepare(batches.together(next, server)));
        return true;
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
                    settlement.park(records.getFirst(), "too_large: the server takes no record of this size");
                } else {
                    halve(records);
                }
            }
            case Outcome.Refused<Receipt> refused
            when refused.content() -> {
                if (records.size() == 1) {
                    settlement.refusedAlone(records.getFirst(), refused.detail());
                } else {
                    halve(records);
                }
            }
            case RetryLater<Receipt> later -> {
                stop = outcome;
                pending = mayHaveArrived(later.why()) ? batch : null;
                if (later.why() == Trouble.SERVER_ERROR && records.size() == 1) {
                    settlement.suspect(records.getFirst(), later.detail());
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
                settlement.suspect(records.getFirst(), "not_stored: the server did not say why");
            } else {
                halve(records);
            }
            return;
        }
        strikes.worked(records.size());
        Set<Integer> refused = new HashSet<>();
        for (Rejection rejection : receipt.rejected()) {
            if (rejection.index() >= 0 && rejection.index() < records.size() && refused.add(rejection.index())) {
                settlement.rejected(records.get(rejection.index()), rejection);
            }
        }
        List<Long> acknowledged = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            if (!refused.contains(i)) {
                acknowledged.add(records.get(i).id());
            }
        }
        settlement.acknowledged(acknowledged);
    }

    static boolean mayHaveArrived(Trouble why) {
        return switch (why) {
            case TIMEOUT, CUT, UNREADABLE, SERVER_ERROR -> true;
            case UNREACHABLE, UNTRUSTED, BUSY -> false;
        };
    }

    private void halve(List<QueuedRecord> records) throws InterruptedException {
        int middle = records.size() / 2;
        for (List<QueuedRecord> half : List.of(records.subList(0, middle), records.subList(middle, records.size()))) {
            if (stop != null || splitsLeft-- <= 0) {
                settlement.leave(half);
            } else {
                settle(prepare(half));
            }
        }
    }
}
