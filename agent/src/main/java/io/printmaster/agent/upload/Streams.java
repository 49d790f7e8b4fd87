package io.printmaster.agent.upload;

import io.printmaster.agent.send.Pace;
import io.printmaster.agent.store.Outbox;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.wire.Capabilities;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// When a long queue goes out as a stream, and which stream may have arrived. Remembered from round to round; used by
/// one thread.
final class Streams {
    /// From so many waiting records on (WIRE, section 6).
    static final int FROM = 2_000;

    private static final int MAX_RECORDS = 20_000;
    private static final long MAX_PLAIN_BYTES = 7L << 20;
    /// Records compress at least to a fifth; a stream that does not is refused, and goes in batches.
    private static final long MAX_PACKED_BYTES = 32L << 20;

    private final Map<RecordKind, Plan> unsettled = new EnumMap<>(RecordKind.class);
    private @Nullable Capabilities refusedBy;

    /// A stream, to be sent again as the same one.
    record Plan(UUID id, QueueLines.Extent extent, Capabilities server) {}

    /// Whether it is worth it, and wanted.
    ///
    /// @param limit records at once that went through lately
    boolean wanted(Capabilities server, int waiting, int limit) {
        return server.stream() && server.batchId() && waiting > FROM && limit > FROM && !server.equals(refusedBy);
    }

    /// The stream of which nobody knows whether it arrived, else a new one.
    Plan plan(RecordKind kind, Capabilities server, Outbox outbox, int limit, Pace pace) {
        Plan open = unsettled.remove(kind);
        if (open != null && open.server.equals(server) && open.extent.maxRecords() <= limit) {
            return open;
        }
        QueueLines.Extent extent = new QueueLines.Extent(
                kind,
                outbox.newest(kind).orElse(0),
                Math.min(MAX_RECORDS, limit),
                server.gzip() ? MAX_PACKED_BYTES : MAX_PLAIN_BYTES);
        return new Plan(BatchId.next(pace.clock().instant(), pace.random()), extent, server);
    }

    /// The server may have it.
    void keep(Plan plan) {
        unsettled.put(plan.extent.kind(), plan);
    }

    /// A server that says the same as this one gets batches from now on.
    void refused(Capabilities server) {
        refusedBy = server;
    }
}
