package io.printmaster.agent.upload;

import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.UploadRequest;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.model.AgentId;
import io.printmaster.wire.BatchJson;
import io.printmaster.wire.Capabilities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Makes request bodies of queued records, as the server said it takes them. Thread-safe.
///
/// @param maxRecords the agent's own limit; a server that allows less is obeyed
/// @param maxBytes   the same, of an uncompressed body
record Batches(int maxRecords, int maxBytes, Pace pace) {
    /// A server that said nothing stamps the batch's time on each sample (WIRE, section 10), so samples in one batch
    /// may not lie further apart than this.
    private static final Duration ONE_TIME = Duration.ofMinutes(1);

    int records(Capabilities server) {
        return Math.min(maxRecords, server.maxRecords());
    }

    /// What records may weigh together, so that the body with its envelope and commas stays within the limit.
    long payloadBytes(Capabilities server) {
        long body = Math.min(maxBytes, server.maxBatchBytes());
        return Math.max(1, body - BatchJson.ENVELOPE_BYTES - records(server));
    }

    /// The leading records that can share a body.
    List<QueuedRecord> together(List<QueuedRecord> records, Capabilities server) {
        if (records.isEmpty() || server.batchId() || records.getFirst().kind() == RecordKind.DEVICE) {
            return records;
        }
        Instant first = records.getFirst().queuedAt();
        int end = 1;
        while (end < records.size()
                && Duration.between(first, records.get(end).queuedAt()).abs().compareTo(ONE_TIME) <= 0) {
            end++;
        }
        return records.subList(0, end);
    }

    /// The request; made once and sent unchanged at every attempt.
    UploadRequest request(AgentId agentId, List<QueuedRecord> records, Capabilities server) {
        Optional<UUID> id =
                server.batchId() ? Optional.of(BatchId.next(pace.clock().instant(), pace.random())) : Optional.empty();
        List<byte[]> payloads = records.stream().map(QueuedRecord::payload).toList();
        return switch (records.getFirst().kind()) {
            case DEVICE ->
                UploadRequest.of(
                        UploadRequest.Route.DEVICES,
                        BatchJson.devices(agentId, pace.clock().instant(), id.orElse(null), payloads),
                        id,
                        server.gzip());
            case METRICS ->
                UploadRequest.of(
                        UploadRequest.Route.METRICS,
                        BatchJson.metrics(agentId, batchTime(records, server), id.orElse(null), payloads),
                        id,
                        server.gzip());
        };
    }

    private Instant batchTime(List<QueuedRecord> records, Capabilities server) {
        return server.batchId() ? pace.clock().instant() : records.getLast().queuedAt();
    }
}
