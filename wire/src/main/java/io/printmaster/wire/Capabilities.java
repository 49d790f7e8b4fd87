package io.printmaster.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What a server can take, told at registration and in heartbeats (WIRE, section 2). An agent uses nothing else.
///
/// @param gzip          bodies may be compressed
/// @param batchId       a repeated batch is recognised by its id
/// @param stream        NDJSON streaming is served
/// @param live          the live channel is served
/// @param maxBatchBytes bytes of an uncompressed body
/// @param maxRecords    records in one batch
public record Capabilities(
        boolean gzip, boolean batchId, boolean stream, boolean live, int maxBatchBytes, int maxRecords) {

    /// A server that said nothing: plain JSON under 1 MiB a request.
    public static final Capabilities NONE = new Capabilities(false, false, false, false, 1_000_000, 1_000);

    /// Keeps both limits within 1 and what this program can hold.
    public Capabilities {
        maxBatchBytes = Math.clamp(maxBatchBytes, 10_000, 64 << 20);
        maxRecords = Math.clamp(maxRecords, 1, 20_000);
    }

    /// As an object of its own.
    public byte[] toJson() {
        return Json.write(g -> {
            g.writeStartObject();
            fields(g);
            g.writeEndObject();
        });
    }

    /// What an answer with a field `capabilities` says of them; empty when it says nothing, or nothing readable.
    public static Optional<Capabilities> fromAnswer(byte[] json) {
        try {
            return Optional.ofNullable(read(Json.object(json)));
        } catch (WireException | BadRecordException e) {
            return Optional.empty();
        }
    }

    void write(JsonGenerator g) {
        g.writeObjectPropertyStart("capabilities");
        fields(g);
        g.writeEndObject();
    }

    private void fields(JsonGenerator g) {
        g.writeBooleanProperty("gzip", gzip);
        g.writeBooleanProperty("batch_id", batchId);
        g.writeBooleanProperty("stream", stream);
        g.writeBooleanProperty("live", live);
        g.writeNumberProperty("max_batch_bytes", maxBatchBytes);
        g.writeNumberProperty("max_records", maxRecords);
    }

    static @Nullable Capabilities read(Fields f) throws BadRecordException {
        Fields c = f.object("capabilities");
        if (c == null) {
            return null;
        }
        return new Capabilities(
                c.flag("gzip"),
                c.flag("batch_id"),
                c.flag("stream"),
                c.flag("live"),
                Math.clamp(c.integer("max_batch_bytes", NONE.maxBatchBytes), 0, Integer.MAX_VALUE),
                Math.clamp(c.integer("max_records", NONE.maxRecords), 0, Integer.MAX_VALUE));
    }
}
