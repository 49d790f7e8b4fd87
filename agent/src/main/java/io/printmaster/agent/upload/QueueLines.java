package io.printmaster.agent.upload;

import io.printmaster.agent.store.Outbox;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.StoreFault;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/// What waits, as the lines of a stream: a page of the queue at a time, taken out of it by nobody. The HTTP client
/// reads it on a thread of its own, hence thread-safe.
final class QueueLines extends InputStream {
    private static final int PAGE_RECORDS = 500;
    private static final int PAGE_BYTES = 512 << 10;

    private final Outbox outbox;
    private final Extent extent;
    private final Set<Long> without;
    private Iterator<QueuedRecord> page = List.<QueuedRecord>of().iterator();
    private byte[] line;
    private int at;
    /// Ids may be below 0.
    private long last = Long.MIN_VALUE;
    private long[] ids = new long[1_000];
    private int count;
    private long bytes;
    private boolean ended;

    /// Which records these are.
    ///
    /// @param upTo       the last one that may be among them: what is queued meanwhile belongs to the next stream
    /// @param maxRecords bounds of the stream
    /// @param maxBytes   the same, before compression
    record Extent(RecordKind kind, long upTo, int maxRecords, long maxBytes) {}

    /// @param head    the first line
    /// @param without ids to pass over
    QueueLines(Outbox outbox, Extent extent, Set<Long> without, byte[] head) {
        this.outbox = outbox;
        this.extent = extent;
        this.without = Set.copyOf(without);
        this.line = head;
        this.bytes = head.length;
    }

    /// The records that were read so far, in the order of the lines.
    synchronized long[] ids() {
        return Arrays.copyOf(ids, count);
    }

    /// Bytes of the lines that were read so far.
    synchronized long bytes() {
        return bytes;
    }

    @Override
    public synchronized int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        int filled = 0;
        while (filled < length && (at < line.length || nextLine())) {
            int part = Math.min(length - filled, line.length - at);
            System.arraycopy(line, at, target, offset + filled, part);
            at += part;
            filled += part;
        }
        return filled == 0 && length > 0 ? -1 : filled;
    }

    private boolean nextLine() throws IOException {
        while (!ended) {
            if (!page.hasNext() && !nextPage()) {
                return false;
            }
            QueuedRecord record = page.next();
            last = record.id();
            if (last > extent.upTo || count == extent.maxRecords) {
                ended = true;
            } else if (!without.contains(last)) {
                return put(record);
            }
        }
        return false;
    }

    private boolean put(QueuedRecord record) {
        byte[] payload = record.payload();
        if (count > 0 && bytes + payload.length + 1 > extent.maxBytes) {
            ended = true;
            return false;
        }
        line = Arrays.copyOf(payload, payload.length + 1);
        line[payload.length] = '\n';
        at = 0;
        bytes += line.length;
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
        }
        ids[count++] = record.id();
        return true;
    }

    private boolean nextPage() throws IOException {
        try {
            page = outbox.after(extent.kind, last, PAGE_RECORDS, PAGE_BYTES).iterator();
        } catch (StoreFault e) {
            throw new IOException("the queue cannot be read", e);
        }
        ended = !page.hasNext();
        return !ended;
    }
}
