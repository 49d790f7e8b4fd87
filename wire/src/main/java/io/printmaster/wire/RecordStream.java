package io.printmaster.wire;

import io.printmaster.model.AgentId;
import io.printmaster.model.Text;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// The body of `POST /api/v1/devices/stream` and `/metrics/stream` (WIRE, section 6) as it is read: first line the
/// head, then one record a line, in parts, so that the memory in use does not grow with the stream. Used by one
/// thread.
///
/// Where a part ends follows from the content alone, never from how it arrived: a stream that is sent again has the
/// same parts. A line that is no record of the kind, or is too long, is refused by itself.
///
/// @param <T> the kind of record
public final class RecordStream<T> {
    /// What such a body is declared as.
    public static final String CONTENT_TYPE = "application/x-ndjson";

    /// Bytes of one line.
    public static final int MAX_LINE_BYTES = 1 << 20;

    private final Lines lines;
    private final Reader<T> reader;
    private final BatchHead head;
    private final Instant absent;
    private final int maxRecords;
    private int received;

    /// Makes a record of an object's fields.
    interface Reader<T> {
        T read(Fields fields, Instant absent) throws BadRecordException;
    }

    /// Some of the records, in order.
    ///
    /// @param batch  its places are those in the whole stream
    /// @param sha256 of the lines as they came, hexadecimal
    public record Part<T>(Batch<T> batch, String sha256) {}

    private RecordStream(Lines lines, Reader<T> reader, BatchHead head, Instant now, int maxRecords) {
        this.lines = lines;
        this.reader = reader;
        this.head = head;
        this.absent = head.timestamp().orElse(now);
        this.maxRecords = maxRecords;
    }

    /// The first line of a stream, with its end.
    public static byte[] head(AgentId agent, Instant at, UUID streamId) {
        byte[] head = BatchHead.write(agent, at, streamId);
        byte[] line = Arrays.copyOf(head, head.length + 1);
        line[head.length] = '\n';
        return line;
    }

    /// Reads the head of a stream of devices.
    ///
    /// @param now taken for times that the sender leaves out
    /// @throws WireException when there is no readable head
    public static RecordStream<DeviceRecord> devices(InputStream body, int maxRecords, Instant now)
            throws WireException, IOException {
        return open(body, maxRecords, now, DeviceReader::read);
    }

    /// Reads the head of a stream of samples.
    ///
    /// @param now taken for times that the sender leaves out
    /// @throws WireException when there is no readable head
    public static RecordStream<SampleRecord> metrics(InputStream body, int maxRecords, Instant now)
            throws WireException, IOException {
        return open(body, maxRecords, now, SampleJson::read);
    }

    private static <T> RecordStream<T> open(InputStream body, int maxRecords, Instant now, Reader<T> reader)
            throws WireException, IOException {
        Lines lines = new Lines(body, MAX_LINE_BYTES);
        if (!lines.next() || lines.tooLong()) {
            throw new WireException(WireException.Kind.MALFORMED, "the first line is not the head of a stream");
        }
        BatchHead head = BatchHead.read(Json.object(lines.line()));
        if (head.agentId().isEmpty()) {
            throw new WireException(WireException.Kind.MALFORMED, "the first line must name the agent_id");
        }
        return new RecordStream<>(lines, reader, head, now, maxRecords);
    }

    /// The first line.
    public BatchHead head() {
        return head;
    }

    /// Reads on.
    ///
    /// @param records of a part, at most
    /// @param bytes   of its lines; a part ends with the line that reaches them
    /// @return empty at the end
    /// @throws WireException when the stream has more records than it may
    public Optional<Part<T>> next(int records, int bytes) throws WireException, IOException {
        List<Batch.Item<T>> items = new ArrayList<>();
        List<Rejection> rejected = new ArrayList<>();
        MessageDigest digest = sha256();
        int read = 0;
        for (long size = 0; read < records && size < bytes && lines.next(); read++) {
            if (received == maxRecords) {
                throw new WireException(
                        WireException.Kind.TOO_LARGE, "a stream holds at most " + maxRecords + " records");
            }
            byte[] line = lines.line();
            digest.update(line);
            digest.update((byte) '\n');
            size += line.length;
            record(line, items, rejected);
            received++;
        }
        if (read == 0) {
            return Optional.empty();
        }
        Batch<T> batch = new Batch<>(head.agentId(), head.timestamp(), head.batchId(), read, items, rejected);
        return Optional.of(new Part<>(batch, HexFormat.of().formatHex(digest.digest())));
    }

    private void record(byte[] line, List<Batch.Item<T>> items, List<Rejection> rejected) {
        if (lines.tooLong()) {
            String detail = "a line has at most " + MAX_LINE_BYTES + " bytes";
            rejected.add(new Rejection(received, "", "too_large", detail));
            return;
        }
        Object value;
        try {
            value = Json.value(line);
        } catch (JacksonException e) {
            rejected.add(new Rejection(received, "", "malformed", "the line is not valid JSON"));
            return;
        }
        take(received, value, reader, absent, items, rejected);
    }

    /// Adds one value, of whatever kind, to the records or to the refused.
    static <T> void take(
            int place,
            @Nullable Object value,
            Reader<T> reader,
            Instant absent,
            List<Batch.Item<T>> items,
            List<Rejection> rejected) {
        if (!(value instanceof Fields fields)) {
            rejected.add(new Rejection(place, "", "wrong_type", "a record must be an object"));
            return;
        }
        try {
            items.add(new Batch.Item<>(place, reader.read(fields, absent)));
        } catch (BadRecordException e) {
            rejected.add(new Rejection(place, serialOf(fields), e.code(), e.detail()));
        }
    }

    private static String serialOf(Fields fields) {
        try {
            return Text.clean(fields.text("serial"), 200);
        } catch (BadRecordException e) {
            return "";
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
