package io.printmaster.wire;

import io.printmaster.model.AgentId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The bodies of `POST /api/v1/devices/batch` and `/metrics/batch` (WIRE, sections 4 and 5). Pure; thread-safe.
public final class BatchJson {
    /// Bytes that an envelope adds around the records, at most.
    public static final int ENVELOPE_BYTES = 400;

    private BatchJson() {}

    /// A body of devices, each already in the form of [DeviceJson]; the same arguments give the same bytes.
    ///
    /// @param batchId null towards a server that knows no batch ids
    public static byte[] devices(AgentId agent, Instant at, @Nullable UUID batchId, List<byte[]> devices) {
        return body(agent, at, batchId, "devices", devices);
    }

    /// A body of samples, each already in the form of [SampleJson]; the same arguments give the same bytes.
    ///
    /// @param batchId null towards a server that knows no batch ids
    public static byte[] metrics(AgentId agent, Instant at, @Nullable UUID batchId, List<byte[]> samples) {
        return body(agent, at, batchId, "metrics", samples);
    }

    private static byte[] body(AgentId agent, Instant at, @Nullable UUID batchId, String name, List<byte[]> records) {
        int size = records.stream().mapToInt(r -> r.length + 1).sum() + ENVELOPE_BYTES;
        ByteArrayOutputStream body = new ByteArrayOutputStream(size);
        byte[] head = BatchHead.write(agent, at, batchId);
        body.write(head, 0, head.length - 1);
        body.writeBytes((",\"" + name + "\":[").getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < records.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(records.get(i));
        }
        body.writeBytes("]}".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    /// Reads a body of devices, in memory bounded by the stream's own limit.
    ///
    /// @param now taken for times that the sender leaves out
    /// @throws WireException when the envelope is malformed or holds more than `maxRecords` records
    public static Batch<DeviceRecord> readDevices(InputStream body, int maxRecords, Instant now) throws WireException {
        return read(body, "devices", maxRecords, now, DeviceReader::read);
    }

    /// Reads a body of samples, in memory bounded by the stream's own limit.
    ///
    /// @param now taken for times that the sender leaves out
    /// @throws WireException when the envelope is malformed or holds more than `maxRecords` records
    public static Batch<SampleRecord> readMetrics(InputStream body, int maxRecords, Instant now) throws WireException {
        return read(body, "metrics", maxRecords, now, SampleJson::read);
    }

    private static <T> Batch<T> read(
            InputStream body, String listName, int maxRecords, Instant now, RecordStream.Reader<T> reader)
            throws WireException {
        Envelope envelope = envelope(body, listName, maxRecords);
        BatchHead head = envelope.head;
        List<Batch.Item<T>> items = new ArrayList<>(envelope.records.size());
        List<Rejection> rejected = new ArrayList<>();
        Instant absent = head.timestamp().orElse(now);
        for (int i = 0; i < envelope.records.size(); i++) {
            RecordStream.take(i, envelope.records.get(i), reader, absent, items, rejected);
        }
        return new Batch<>(head.agentId(), head.timestamp(), head.batchId(), envelope.records.size(), items, rejected);
    }

    private record Envelope(BatchHead head, List<@Nullable Object> records) {}

    private static Envelope envelope(InputStream body, String listName, int maxRecords) throws WireException {
        List<@Nullable Object> records = new ArrayList<>();
        Fields head = new Fields();
        try (JsonParser parser = Json.parser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("the body is not a JSON object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (listName.equals(name) && value == JsonToken.START_ARRAY) {
                    records(parser, records, maxRecords);
                    head.pass(name, parser);
                } else if (listName.equals(name) && value != JsonToken.VALUE_NULL) {
                    throw malformed("field " + listName + " must be a list");
                } else if (isHead(name)) {
                    head.add(name, parser);
                } else {
                    head.pass(name, parser);
                }
            }
            if (parser.nextToken() != null) {
                throw malformed("there is more after the body's object");
            }
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException cause) {
                throw new UncheckedIOException(cause);
            }
            throw malformed("the body is not valid JSON");
        }
        if (!head.names().contains(listName)) {
            throw malformed("field " + listName + " is missing");
        }
        return new Envelope(BatchHead.read(head), records);
    }

    private static void records(JsonParser parser, List<@Nullable Object> records, int maxRecords)
            throws WireException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (records.size() == maxRecords) {
                throw new WireException(
                        WireException.Kind.TOO_LARGE, "a batch holds at most " + maxRecords + " records");
            }
            records.add(Fields.value(parser));
        }
    }

    private static boolean isHead(String name) {
        return name.equals("agent_id") || name.equals("timestamp") || name.equals("batch_id");
    }

    private static WireException malformed(String detail) {
        return new WireException(WireException.Kind.MALFORMED, detail);
    }
}
