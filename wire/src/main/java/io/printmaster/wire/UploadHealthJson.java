package io.printmaster.wire;

import io.printmaster.model.UploadHealth;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// The `upload` object of a heartbeat (WIRE, section 3); `sent` and `storage` are ours, and others ignore them.
final class UploadHealthJson {
    private static final int MAX_LINES = 100;

    private UploadHealthJson() {}

    static void write(UploadHealth u, JsonGenerator g) {
        g.writeObjectPropertyStart("upload");
        g.writeNumberProperty("queued_devices", u.queuedDevices());
        g.writeNumberProperty("queued_metrics", u.queuedMetrics());
        g.writeNumberProperty("oldest_queued_seconds", u.oldestQueuedSeconds());
        Json.text(g, "breaker", u.breaker());
        Json.text(g, "storage_mode", u.storageMode());
        Json.text(g, "last_error", u.lastError());
        g.writeObjectPropertyStart("ledger");
        u.ledger().forEach(g::writeNumberProperty);
        g.writeEndObject();
        sent(u.sent(), g);
        spill(u.spill(), g);
        g.writeEndObject();
    }

    private static void sent(UploadHealth.Sent sent, JsonGenerator g) {
        if (sent.equals(UploadHealth.Sent.NONE)) {
            return;
        }
        g.writeObjectPropertyStart("sent");
        g.writeNumberProperty("uploads", sent.uploads());
        g.writeNumberProperty("failed", sent.failed());
        g.writeNumberProperty("records", sent.records());
        g.writeNumberProperty("wire_bytes", sent.wireBytes());
        g.writeNumberProperty("plain_bytes", sent.plainBytes());
        g.writeNumberProperty("saved_by_delta_bytes", sent.savedByDelta());
        g.writeEndObject();
    }

    private static void spill(UploadHealth.Spill spill, JsonGenerator g) {
        if (spill.equals(UploadHealth.Spill.NONE)) {
            return;
        }
        g.writeObjectPropertyStart("storage");
        g.writeNumberProperty("spill_bytes", spill.bytes());
        spill.since().ifPresent(at -> g.writeStringProperty("since", Times.format(at)));
        Json.text(g, "reason", spill.reason());
        Json.text(g, "fault", spill.fault());
        g.writeEndObject();
    }

    static UploadHealth read(Fields u) throws BadRecordException {
        Map<String, Long> ledger = new HashMap<>(u.integers("ledger"));
        if (ledger.size() > MAX_LINES) {
            throw new BadRecordException("too_many_rows", "field ledger has more than " + MAX_LINES + " entries");
        }
        Fields sent = u.object("sent");
        Fields storage = u.object("storage");
        return new UploadHealth(
                u.integer("queued_devices", 0),
                u.integer("queued_metrics", 0),
                u.integer("oldest_queued_seconds", 0),
                u.text("breaker"),
                u.text("storage_mode"),
                u.text("last_error"),
                ledger,
                sent == null ? UploadHealth.Sent.NONE : sent(sent),
                storage == null ? UploadHealth.Spill.NONE : spill(storage));
    }

    private static UploadHealth.Sent sent(Fields f) throws BadRecordException {
        return new UploadHealth.Sent(
                f.integer("uploads", 0),
                f.integer("failed", 0),
                f.integer("records", 0),
                f.integer("wire_bytes", 0),
                f.integer("plain_bytes", 0),
                f.integer("saved_by_delta_bytes", 0));
    }

    private static UploadHealth.Spill spill(Fields f) throws BadRecordException {
        return new UploadHealth.Spill(f.integer("spill_bytes", 0), f.time("since"), f.text("reason"), f.text("fault"));
    }
}
