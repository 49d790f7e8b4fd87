package io.printmaster.agent.store;

import io.printmaster.model.PrinterKey;
import java.time.Instant;

/// One record on its way to the server. Immutable; nobody may write into the payload.
public final class QueuedRecord {
    private final long id;
    private final RecordKind kind;
    private final PrinterKey printer;
    private final Instant queuedAt;
    private final byte[] payload;

    /// Wraps a row; the array is not copied.
    public QueuedRecord(long id, RecordKind kind, PrinterKey printer, Instant queuedAt, byte[] payload) {
        this.id = id;
        this.kind = kind;
        this.printer = printer;
        this.queuedAt = queuedAt;
        this.payload = payload;
    }

    /// Its place in the queue; never used twice, also not after a restart.
    public long id() {
        return id;
    }

    public RecordKind kind() {
        return kind;
    }

    public PrinterKey printer() {
        return printer;
    }

    public Instant queuedAt() {
        return queuedAt;
    }

    /// The record's JSON as it goes over the wire, UTF-8.
    public byte[] payload() {
        return payload;
    }

    @Override
    public String toString() {
        return kind + " " + id + " of " + printer + ", " + payload.length + " bytes";
    }
}
