package io.printmaster.agent.upload;

import io.printmaster.agent.send.Outcome;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.StreamRequest;
import io.printmaster.agent.send.UploadRequest.Route;
import io.printmaster.agent.store.Outbox;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.wire.Capabilities;
import io.printmaster.wire.Receipt;
import io.printmaster.wire.RecordStream;
import io.printmaster.wire.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Brings a long queue as streams, for one round of one kind of records. Used by one thread, once.
final class StreamUpload {
    /// Streams of a round that may be begun anew because the queue changed under them.
    private static final int MAX_CHANGED = 3;
    /// The server's word for an id that was used for other content.
    private static final String REUSED = "batch_id_reused";

    private final Line line;
    private final Outbox outbox;
    private final Drain.Memory memory;
    private final Settlement settlement;
    private final Pace pace;
    private int changed;

    StreamUpload(Line line, Outbox outbox, Drain.Memory memory, Settlement settlement, Pace pace) {
        this.line = line;
        this.outbox = outbox;
        this.memory = memory;
        this.settlement = settlement;
        this.pace = pace;
    }

    /// Whether what waits is worth a stream, and the server takes one.
    boolean wanted(RecordKind kind, Capabilities server) {
        return server.stream()
                && memory.streams()
                        .wanted(
                                server,
                                outbox.count(kind) - settlement.undecided().size(),
                                memory.strikes().batchLimit());
    }

    /// The lines of the present attempt: read anew from the queue at each.
    private final class Attempts {
        private final Streams.Plan plan;
        private final byte[] head;
        private QueueLines lines;

        Attempts(Streams.Plan plan) {
            this.plan = plan;
            this.head = RecordStream.head(line.agentId(), pace.clock().instant(), plan.id());
            this.lines = fresh();
        }

        private QueueLines fresh() {
            return new QueueLines(outbox, plan.extent(), settlement.undecided(), head);
        }

        synchronized QueueLines next() {
            lines = fresh();
            return lines;
        }

        synchronized QueueLines last() {
            return lines;
        }
    }

    /// Brings as much as a stream may hold.
    ///
    /// @return what ends the round; empty when it goes on, with another stream or with batches
    Optional<Outcome<Receipt>> send(RecordKind kind, Capabilities server) throws InterruptedException {
        Streams.Plan plan =
                memory.streams().plan(kind, server, outbox, memory.strikes().batchLimit(), pace);
        Attempts attempts = new Attempts(plan);
        Route route = kind == RecordKind.DEVICE ? Route.DEVICES : Route.METRICS;
        StreamRequest request = new StreamRequest(route, plan.id(), server.gzip(), attempts::next);
        Instant began = pace.clock().instant();
        long start = pace.nanos().getAsLong();
        Outcome<Receipt> outcome = line.stream(request);
        long[] ids = attempts.last().ids();
        int stored = outcome instanceof Outcome.Accepted<Receipt>(Receipt receipt) ? receipt.stored() : 0;
        memory.uploads()
                .ended(
                        new UploadStatistics.Upload(
                                began,
                                kind,
                                true,
                                ids.length,
                                attempts.last().bytes(),
                                request.wireBytes(),
                                Duration.ofNanos(pace.nanos().getAsLong() - start),
                                UploadLog.result(outcome),
                                outcome.trouble()),
                        stored);
        return settle(outcome, plan, ids);
    }

    private Optional<Outcome<Receipt>> settle(Outcome<Receipt> outcome, Streams.Plan plan, long[] ids) {
        return switch (outcome) {
            case Outcome.Accepted<Receipt>(Receipt receipt) -> {
                settle(receipt, plan, ids);
                yield Optional.empty();
            }
            case Outcome.RetryLater<Receipt> later -> {
                if (Drain.mayHaveArrived(later.why())) {
                    memory.streams().keep(plan);
                }
                memory.strikes().roundFailed(later.why(), ids.length);
                yield Optional.of(outcome);
            }
            case Outcome.NotAllowed<Receipt> denied -> Optional.of(outcome);
            case Outcome.TooLarge<Receipt> large -> {
                memory.streams().refused(plan.server());
                yield Optional.empty();
            }
            case Outcome.Refused<Receipt> refused -> {
                // The queue changed since the server saw a part of this stream: a new one tells it all again.
                boolean again = refused.code().equals(REUSED) && changed++ < MAX_CHANGED;
                if (!again) {
                    memory.streams().refused(plan.server());
                }
                yield Optional.empty();
            }
        };
    }

    /// A receipt is for the first records of a stream; after many refused ones the server reads no further.
    private void settle(Receipt receipt, Streams.Plan plan, long[] ids) {
        int received = receipt.received();
        if (received <= 0 || received > ids.length || receipt.stored() > received || receipt.vague()) {
            memory.streams().refused(plan.server());
            return;
        }
        Set<Integer> refused = new HashSet<>();
        for (Rejection rejection : receipt.rejected()) {
            if (rejection.index() >= 0 && rejection.index() < received && refused.add(rejection.index())) {
                long id = ids[rejection.index()];
                outbox.after(plan.extent().kind(), id - 1, 1, 1).stream()
                        .filter(record -> record.id() == id)
                        .forEach(record -> settlement.rejected(record, rejection));
            }
        }
        List<Long> acknowledged = new ArrayList<>(received);
        for (int i = 0; i < received; i++) {
            if (!refused.contains(i)) {
                acknowledged.add(ids[i]);
            }
        }
        settlement.acknowledged(acknowledged);
        memory.strikes().worked(received);
    }
}
