package io.printmaster.server.ingest;

import io.printmaster.server.auth.Caller;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.wire.Batch;
import io.printmaster.wire.DeviceRecord;
import io.printmaster.wire.Receipt;
import io.printmaster.wire.RecordStream;
import io.printmaster.wire.Rejection;
import io.printmaster.wire.SampleRecord;
import io.printmaster.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `devices/stream` and `metrics/stream` (WIRE, section 6): a long list in bounded memory. It is worked through in
/// parts; each is a commit of its own with its receipt and audit row, known by the stream's id and its number. So a
/// stream that was cut may be sent again: the parts that are stored are passed over, and the answer is that of all
/// parts together.
///
/// While one part is written the next is read; more than these two are never in memory.
final class StreamIntake {
    private static final int PART_RECORDS = 2_000;
    private static final int PART_BYTES = 2 << 20;

    /// After so many refused records the rest is not read: the answer is for those before it.
    private static final int MAX_REFUSED = 1_000;

    private static final Duration AGAIN = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(StreamIntake.class);

    private final Commits commits;
    private final Clock clock;
    private final AgentAudit audit;
    private final RecordStorage records;

    StreamIntake(Commits commits, RecordStorage records, Clock clock, AgentAudit audit) {
        this.commits = commits;
        this.records = records;
        this.clock = clock;
        this.audit = audit;
    }

    private interface Opener<T> {
        RecordStream<T> open(InputStream body, int maxRecords, Instant now) throws WireException, IOException;
    }

    private interface Preparing<T> {
        RecordStorage.Writing prepare(Batch<T> batch, Instant now);
    }

    Response devices(Request request) {
        Opener<DeviceRecord> opener = RecordStream::devices;
        return take(request, opener, (batch, now) -> records.devices(request, batch, now), Commits.Kind.DEVICES);
    }

    Response metrics(Request request) {
        Opener<SampleRecord> opener = RecordStream::metrics;
        return take(request, opener, (batch, now) -> records.samples(request, batch, now), Commits.Kind.METRICS);
    }

    private <T> Response take(Request request, Opener<T> opener, Preparing<T> preparing, Commits.Kind kind) {
        requireLines(request);
        Instant now = clock.instant();
        Sum sum = new Sum();
        try (CountedBody body = new CountedBody(request.body())) {
            RecordStream<T> stream = opener.open(body, BatchIntake.MAX_RECORDS, now);
            audit.requireOwn(request, stream.head().agentId());
            Optional<UUID> id = Commits.batchId(request, stream.head().batchId());
            int number = 0;
            Commits.Size before = new Commits.Size(0, 0);
            for (Optional<RecordStream.Part<T>> part = stream.next(PART_RECORDS, PART_BYTES);
                    part.isPresent() && sum.rejected.size() < MAX_REFUSED;
                    part = stream.next(PART_RECORDS, PART_BYTES)) {
                int place = number++;
                Commits.Size read = new Commits.Size(request.wireBytes(), body.total());
                Commits.Size own = new Commits.Size(read.wire() - before.wire(), read.plain() - before.plain());
                before = read;
                Batch<T> batch = part.get().batch();
                Commits.Ready ready = new Commits.Ready(
                        id.map(known -> ofPart(known, place)),
                        batch,
                        part.get().sha256(),
                        own,
                        preparing.prepare(batch, now),
                        kind);
                sum.settle();
                sum.begin(new FutureTask<>(() -> commits.commit(request, ready, now)));
            }
            sum.settle();
            log(kind, request, sum);
            return Response.json(200, sum.receipt().toJson());
        } catch (WireException e) {
            throw Commits.problem(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sum.leaveNothingBehind();
        }
    }

    private static void requireLines(Request request) {
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith(RecordStream.CONTENT_TYPE)) {
            throw HttpProblem.of(
                    415, "unsupported_type", "Send a stream with Content-Type: " + RecordStream.CONTENT_TYPE + ".");
        }
    }

    /// The id of a part: the same for the same place in the same stream.
    private static UUID ofPart(UUID stream, int number) {
        return UUID.nameUUIDFromBytes((stream + "/" + number).getBytes(StandardCharsets.UTF_8));
    }

    /// The receipts of the parts so far, and the one that is being written.
    private static final class Sum {
        final List<Rejection> rejected = new ArrayList<>();
        int received;
        int stored;
        private @Nullable FutureTask<Receipt> underWay;

        void begin(FutureTask<Receipt> next) {
            underWay = next;
            Thread.ofVirtual().name("stream-part").start(next);
        }

        /// Waits for the part that is being written.
        void settle() {
            FutureTask<Receipt> task = underWay;
            underWay = null;
            if (task == null) {
                return;
            }
            try {
                Receipt receipt = task.get();
                received += receipt.received();
                stored += receipt.stored();
                rejected.addAll(receipt.rejected());
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case RuntimeException fault -> throw fault;
                    case Error fault -> throw fault;
                    case null, default -> throw new IllegalStateException("a part could not be stored", e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw HttpProblem.busy("draining", "The server is shutting down; try again.", AGAIN);
            }
        }

        /// A stream that breaks off ends when its last part is written, so that who sends it again meets no half of it.
        void leaveNothingBehind() {
            try {
                settle();
            } catch (RuntimeException e) {
                LOG.atDebug().setCause(e).log("The last part of a broken stream was not stored");
            }
        }

        Receipt receipt() {
            return new Receipt(received, stored, rejected);
        }
    }

    private static void log(Commits.Kind kind, Request request, Sum sum) {
        LOG.atInfo()
                .addKeyValue("agent_id", request.principal(Caller.Agent.class).id())
                .addKeyValue("stored", sum.stored)
                .addKeyValue("total", sum.received)
                .log("{} stream stored", kind == Commits.Kind.DEVICES ? "Devices" : "Metrics");
    }
}
