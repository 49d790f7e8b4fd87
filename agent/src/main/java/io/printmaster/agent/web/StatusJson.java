package io.printmaster.agent.web;

import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.upload.LineStatus;
import io.printmaster.agent.upload.UploadStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The status as a document: `GET /api/v1/status`, `agent status --json`, and what the running agent tells commands.
/// Fields are only added while [#SCHEMA_VERSION] stays. Pure; thread-safe.
public final class StatusJson {
    /// Of the document.
    public static final int SCHEMA_VERSION = 1;

    private static final JsonMapper MAPPER = new JsonMapper();

    private StatusJson() {}

    /// The document. Times are RFC 3339, lengths in seconds, sizes in bytes; what is not known is absent.
    public static ObjectNode of(AgentStatus status) {
        ObjectNode json = MAPPER.createObjectNode();
        Verdict verdict = Verdict.of(status);
        AgentStatus.Connection connection = status.connection();
        json.put("schema_version", SCHEMA_VERSION)
                .put("at", status.at().toString())
                .put("running", status.program().started().isPresent())
                .put("state", connection.state());
        json.putObject("summary")
                .put("tone", verdict.tone().word())
                .put("word", verdict.word())
                .put("text", verdict.text())
                .put("next", verdict.next())
                .put("sentence", verdict.sentence());
        program(json, status.program());
        connection(json, connection);
        json.put("printers", status.printers());
        queue(json.putObject("queue"), status);
        ledger(json.putObject("ledger"), status.ledger());
        storage(json.putObject("storage"), status.storage());
        uploads(json.putObject("uploads"), status.uploads());
        scan(json, status.scan());
        return json.put("exit_code", verdict.exitCode());
    }

    private static void program(ObjectNode json, AgentStatus.Program program) {
        json.put("version", program.version())
                .put("agent_id", program.agentId())
                .put("runtime", program.runtime());
        time(json, "started", program.started());
        text(json, "page", program.page());
    }

    private static void connection(ObjectNode json, AgentStatus.Connection connection) {
        text(json, "server_url", connection.server());
        json.put("joined", connection.joined());
        connection.skew().ifPresent(skew -> json.put("clock_skew_seconds", skew.toSeconds()));
        if (connection.line().isEmpty()) {
            return;
        }
        LineStatus line = connection.line().get();
        time(json, "last_heartbeat", line.lastHeartbeat());
        time(json, "last_device_upload", line.lastDeviceUpload());
        time(json, "last_metrics_upload", line.lastMetricsUpload());
        time(json, "away_since", line.awaySince());
        json.put("breaker", line.breakerOpen() ? "open" : "closed");
        if (line.breakerOpen()) {
            json.put("next_try_seconds", connection.nextTry().toSeconds());
        }
        text(json, "last_error", line.lastError());
    }

    private static void queue(ObjectNode json, AgentStatus status) {
        json.put("devices", status.queue().devices())
                .put("metrics", status.queue().metrics());
        time(json, "oldest", status.queue().oldest());
        status.queue()
                .oldest()
                .ifPresent(at -> json.put(
                        "oldest_age_seconds",
                        Math.max(0, Duration.between(at, status.at()).toSeconds())));
    }

    private static void ledger(ObjectNode json, Ledger ledger) {
        json.put("collected", ledger.collected())
                .put("acknowledged", ledger.acknowledged())
                .put("queued", ledger.queued())
                .put("parked", ledger.parked())
                .put("coalesced", ledger.coalesced())
                .put("dropped", ledger.dropped())
                .put("balanced", ledger.balanced());
        ObjectNode reasons = json.putObject("dropped_by");
        ledger.droppedBy().forEach((reason, records) -> reasons.put(reason.word(), records));
    }

    private static void storage(ObjectNode json, AgentStatus.Storage storage) {
        json.put("mode", storage.mode()).put("data_dir", storage.dataDir());
        text(json, "place", storage.place());
        time(json, "since", storage.since());
        text(json, "reason", storage.reason());
        text(json, "fault", storage.fault());
        json.put("spills", storage.spills()).put("spill_bytes", storage.spillBytes());
    }

    private static void uploads(ObjectNode json, AgentStatus.Uploads uploads) {
        UploadStatistics sent = uploads.statistics();
        json.put("accepted", sent.batches())
                .put("failed", sent.failed())
                .put("records", sent.records())
                .put("plain_bytes", sent.bytes())
                .put("wire_bytes", sent.wireBytes())
                .put("saved_by_delta_bytes", uploads.savedByDelta())
                .put("saved_by_gzip_bytes", sent.savedByCompression());
        ArrayNode last = json.putArray("last");
        for (UploadStatistics.Upload upload : sent.newest()) {
            ObjectNode one = last.addObject()
                    .put("at", upload.at().toString())
                    .put("kind", Words.kind(upload.kind()))
                    .put("streamed", upload.streamed())
                    .put("records", upload.records())
                    .put("plain_bytes", upload.bytes())
                    .put("wire_bytes", upload.wireBytes())
                    .put("seconds", upload.took().toMillis() / 1000.0)
                    .put("result", upload.result().word());
            text(one, "trouble", upload.trouble());
        }
    }

    private static void scan(ObjectNode json, AgentStatus.Scan scan) {
        scan.last()
                .ifPresent(run -> json.putObject("last_scan")
                        .put("ended", run.ended().toString())
                        .put("seconds", run.took().toMillis() / 1000.0)
                        .put("addresses", run.addresses())
                        .put("found", run.found())
                        .put("changed", run.changed())
                        .put("errors", run.errors()));
        if (!scan.running()) {
            return;
        }
        ObjectNode now = json.putObject("scan");
        time(now, "started", scan.started());
        now.put("addresses", scan.addresses())
                .put("reading", scan.reading())
                .put("found", scan.found())
                .put("changed", scan.changed())
                .put("errors", scan.errors());
        scan.search().ifPresent(search -> {
            now.put("asked", search.asked())
                    .put("answered", search.answered())
                    .put("candidates", search.candidates())
                    .put("packets", search.packets())
                    .put("seconds_left", search.left().toSeconds());
            ObjectNode skipped = now.putObject("skipped");
            search.skipped().forEach(skipped::put);
        });
    }

    private static void text(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    private static void time(ObjectNode json, String name, Optional<Instant> time) {
        time.ifPresent(t -> json.put(name, t.toString()));
    }
}
