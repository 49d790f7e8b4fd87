package io.printmaster.server.ingest;

import io.printmaster.program.Sha256;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.wire.Batch;
import io.printmaster.wire.BatchJson;
import io.printmaster.wire.DeviceRecord;
import io.printmaster.wire.Receipt;
import io.printmaster.wire.SampleRecord;
import io.printmaster.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `devices/batch` and `metrics/batch` (WIRE, sections 4 and 5): the batch is one commit ([Commits]); a bad record is
/// refused by itself.
final class BatchIntake {
    static final int MAX_RECORDS = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(BatchIntake.class);

    private final Commits commits;
    private final Clock clock;
    private final AgentAudit audit;
    private final RecordStorage records;

    BatchIntake(Commits commits, RecordStorage records, Clock clock, AgentAudit audit) {
        this.commits = commits;
        this.records = records;
        this.clock = clock;
        this.audit = audit;
    }

    private interface Reader<T> {
        Batch<T> read(InputStream body, int maxRecords, Instant now) throws WireException;
    }

    Response devices(Request request) {
        Instant now = clock.instant();
        Hashed<DeviceRecord> body = read(request, BatchJson::readDevices, now);
        Receipt receipt = accept(request, body, records.devices(request, body.batch, now), Commits.Kind.DEVICES, now);
        log("Devices", request, receipt);
        return Response.json(200, receipt.toJson());
    }

    Response metrics(Request request) {
        Instant now = clock.instant();
        Hashed<SampleRecord> body = read(request, BatchJson::readMetrics, now);
        Receipt receipt = accept(request, body, records.samples(request, body.batch, now), Commits.Kind.METRICS, now);
        log("Metrics", request, receipt);
        return Response.json(200, receipt.toJson());
    }

    /// A batch that was read, and the SHA-256 of its body, inflated.
    private record Hashed<T>(Batch<T> batch, String hash, Commits.Size size) {}

    private static <T> Hashed<T> read(Request request, Reader<T> reader, Instant now) {
        MessageDigest digest = Sha256.digest();
        try (CountedBody counted = new CountedBody(request.body());
                InputStream body = new DigestInputStream(counted, digest)) {
            Batch<T> batch = reader.read(body, MAX_RECORDS, now);
            body.transferTo(OutputStream.nullOutputStream());
            Commits.Size size = new Commits.Size(request.wireBytes(), counted.total());
            return new Hashed<>(batch, HexFormat.of().formatHex(digest.digest()), size);
        } catch (WireException e) {
            throw Commits.problem(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Receipt accept(
            Request request, Hashed<?> body, RecordStorage.Writing writing, Commits.Kind kind, Instant now) {
        audit.requireOwn(request, body.batch.agentId());
        Optional<UUID> id = Commits.batchId(request, body.batch.batchId());
        return commits.commit(request, new Commits.Ready(id, body.batch, body.hash, body.size, writing, kind), now);
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
}
