package io.printmaster.server.ingest;

import io.printmaster.server.auth.Caller;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.store.Batches;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.Tx;
import io.printmaster.wire.Batch;
import io.printmaster.wire.BatchJson;
import io.printmaster.wire.Receipt;
import io.printmaster.wire.Rejection;
import io.printmaster.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `devices/batch` and `metrics/batch` (WIRE, sections 4 and 5): the batch, its receipt and its audit row are one
/// commit; a bad record is refused by itself; the same batch sent again gets the same answer and changes nothing.
final class BatchIntake {
    static final int MAX_RECORDS = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(BatchIntake.class);

    private final Store store;
    private final Clock clock;
    private final AgentAudit audit;
    private final RecordStorage records;

    BatchIntake(Store store, Clock clock, AgentAudit audit) {
        this.store = store;
        this.clock = clock;
        this.audit = audit;
        this.records = new RecordStorage(audit);
    }

    /// A batch read and ready to be written.
    ///
    /// @param hash SHA-256 of the body, inflated
    private record Ready(Batch<?> batch, String hash, Size size, RecordStorage.Writing writing) {}

    /// Of a body, in bytes.
    private record Size(long wire, long plain) {}

    private interface Reader<T> {
        Batch<T> read(InputStream body, int maxRecords, Instant now) throws WireException;
    }

    Response devices(Request request) {
        Instant now = clock.instant();
        Hashed<io.printmaster.wire.DeviceRecord> body = read(request, BatchJson::readDevices, now);
        Ready ready = new Ready(body.batch, body.hash, body.size, records.devices(request, body.batch, now));
        Receipt receipt = accept(request, ready, true, now);
        log("Devices", request, receipt);
        return Response.json(200, receipt.toJson());
    }

    Response metrics(Request request) {
        Instant now = clock.instant();
        Hashed<io.printmaster.wire.SampleRecord> body = read(request, BatchJson::readMetrics, now);
        Ready ready = new Ready(body.batch, body.hash, body.size, records.samples(request, body.batch));
        Receipt receipt = accept(request, ready, false, now);
        log("Metrics", request, receipt);
        return Response.json(200, receipt.toJson());
    }

    private record Hashed<T>(Batch<T> batch, String hash, Size size) {}

    private static <T> Hashed<T> read(Request request, Reader<T> reader, Instant now) {
        MessageDigest digest = sha256();
        try (CountedBody counted = new CountedBody(request.body());
                InputStream body = new DigestInputStream(counted, digest)) {
            Batch<T> batch = reader.read(body, MAX_RECORDS, now);
            body.transferTo(OutputStream.nullOutputStream());
            Size size = new Size(request.wireBytes(), counted.total());
            return new Hashed<>(batch, HexFormat.of().formatHex(digest.digest()), size);
        } catch (WireException e) {
            throw switch (e.kind()) {
                case MALFORMED -> HttpProblem.malformed(e.detail());
                case TOO_LARGE -> HttpProblem.of(413, "too_many_records", e.detail());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Receipt accept(Request request, Ready ready, boolean devices, Instant now) {
        audit.requireOwn(request, ready.batch.agentId());
        Optional<UUID> id = batchId(request, ready.batch.batchId());
        return store.write(tx -> {
            Caller.Agent caller = request.principal(Caller.Agent.class);
            Optional<Batches.Batch> before = id.flatMap(known -> tx.batches().find(caller.id(), known));
            if (before.isPresent()) {
                return again(before.get(), ready.hash);
            }
            Receipt receipt = write(tx, ready);
            tx.agents().synced(caller.id(), devices, request.remoteAddress(), now);
            tx.agentUploads().add(caller.id(), now, receipt.stored(), ready.size.wire(), ready.size.plain());
            id.ifPresent(fresh -> tx.batches()
                    .add(new Batches.Batch(
                            caller.id(),
                            fresh,
                            ready.hash,
                            new String(receipt.toJson(), StandardCharsets.UTF_8),
                            now)));
            String details = "Uploaded " + receipt.stored() + (devices ? " devices" : " snapshots")
                    + (receipt.rejected().isEmpty()
                            ? ""
                            : ", refused " + receipt.rejected().size());
            tx.audit().add(audit.entry(request, devices ? "upload_devices" : "upload_metrics", details));
            return receipt;
        });
    }

    private static Receipt write(Tx tx, Ready ready) {
        List<Rejection> rejected = new ArrayList<>(ready.batch.rejected());
        int stored = ready.writing.into(tx, rejected);
        rejected.sort(Comparator.comparingInt(Rejection::index));
        return new Receipt(ready.batch.received(), stored, rejected);
    }

    private static Receipt again(Batches.Batch before, String hash) {
        if (!before.contentHash().equals(hash)) {
            throw HttpProblem.of(
                    422, "batch_id_reused", "This batch id was used for other content; send it with a new id.");
        }
        try {
            return Receipt.fromJson(before.receipt().getBytes(StandardCharsets.UTF_8));
        } catch (WireException e) {
            throw new IllegalStateException("a stored receipt cannot be read", e);
        }
    }

    private static Optional<UUID> batchId(Request request, String inBody) {
        String inHeader = request.header("Idempotency-Key").orElse("").replace("\"", "");
        if (!inHeader.isEmpty() && !inBody.isEmpty() && !inHeader.equals(inBody)) {
            throw HttpProblem.malformed("Idempotency-Key and batch_id differ.");
        }
        String text = inBody.isEmpty() ? inHeader : inBody;
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.malformed("The batch id is not a UUID.");
        }
    }

    private static void log(String what, Request request, Receipt receipt) {
        var agent = request.principal(Caller.Agent.class).id();
        LOG.atInfo()
                .addKeyValue("agent_id", agent)
                .addKeyValue("count", receipt.received())
                .log("{} batch received", what);
        LOG.atInfo()
                .addKeyValue("agent_id", agent)
                .addKeyValue("stored", receipt.stored())
                .addKeyValue("total", receipt.received())
                .log("{} stored", what);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
