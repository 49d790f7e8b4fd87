package io.printmaster.server.ingest;

import io.printmaster.server.auth.Caller;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.store.Batches;
import io.printmaster.server.store.Origin;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.Tx;
import io.printmaster.wire.Batch;
import io.printmaster.wire.Receipt;
import io.printmaster.wire.Rejection;
import io.printmaster.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Writes a batch, or a part of a stream: its rows, its receipt and its audit row are one commit; the same again gets
/// the same receipt and changes nothing. Thread-safe.
final class Commits {
    private final Store store;
    private final AgentAudit audit;

    Commits(Store store, AgentAudit audit) {
        this.store = store;
        this.audit = audit;
    }

    /// Records that were read and are ready to be written.
    ///
    /// @param id   by which a repeat is recognised; empty when the sender gave none
    /// @param hash SHA-256 of what was sent
    /// @param size of what was sent
    /// @param kind what they are
    record Ready(Optional<UUID> id, Batch<?> batch, String hash, Size size, RecordStorage.Writing writing, Kind kind) {}

    /// Of a body, or a part of one, in bytes.
    record Size(long wire, long plain) {}

    /// What is uploaded, as the audit log tells it.
    enum Kind {
        DEVICES("upload_devices", "devices"),
        METRICS("upload_metrics", "snapshots");

        private final String action;
        private final String noun;

        Kind(String action, String noun) {
            this.action = action;
            this.noun = noun;
        }
    }

    /// Writes it, or finds that it was written.
    ///
    /// @throws HttpProblem 422 `batch_id_reused` when the id was used for something else
    Receipt commit(Request request, Ready ready, Instant now) {
        Caller.Agent caller = request.principal(Caller.Agent.class);
        Origin origin = Origin.of(caller.id(), ready.batch.received(), ready.size.plain());
        return store.write(origin, tx -> {
            Optional<Batches.Batch> before =
                    ready.id.flatMap(known -> tx.batches().find(caller.id(), known));
            if (before.isPresent()) {
                return again(before.get(), ready.hash);
            }
            Receipt receipt = write(tx, ready);
            tx.agents().synced(caller.id(), ready.kind == Kind.DEVICES, request.remoteAddress(), now);
            tx.agentUploads().add(caller.id(), now, receipt.stored(), ready.size.wire(), ready.size.plain());
            ready.id.ifPresent(fresh -> tx.batches()
                    .add(new Batches.Batch(
                            caller.id(),
                            fresh,
                            ready.hash,
                            new String(receipt.toJson(), StandardCharsets.UTF_8),
                            now)));
            String details = "Uploaded " + receipt.stored() + " " + ready.kind.noun
                    + (receipt.rejected().isEmpty()
                            ? ""
                            : ", refused " + receipt.rejected().size());
            tx.audit().add(audit.entry(request, ready.kind.action, details));
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

    /// The id that the sender gave.
    ///
    /// @param inBody as the body names it; may be empty
    /// @throws HttpProblem 400 when it is no UUID, or header and body differ
    static Optional<UUID> batchId(Request request, String inBody) {
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

    /// What a body is answered that cannot be taken.
    static HttpProblem problem(WireException e) {
        return switch (e.kind()) {
            case MALFORMED -> HttpProblem.malformed(e.detail());
            case TOO_LARGE -> HttpProblem.of(413, "too_many_records", e.detail());
        };
    }
}
