package io.printmaster.agent.run;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.discover.FindProgress;
import io.printmaster.agent.discover.SkipReason;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.ScanRun;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore;
import io.printmaster.agent.survey.SurveyProgress;
import io.printmaster.agent.upload.ConnectionState;
import io.printmaster.agent.upload.LineStatus;
import io.printmaster.program.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The one document behind `status`, made by the running agent or, when none runs, of its databases.
final class StatusReport {

    private StatusReport() {}

    /// What is common to both: who, where, and what the databases hold.
    static ObjectNode base(AgentSettings settings, String agentId, Optional<String> server, DeviceStore store) {
        ObjectNode report = Json.document();
        report.put("version", Version.text()).put("agent_id", agentId);
        server.ifPresent(url -> report.put("server_url", url));
        report.put("printers", store.printers().count());
        queue(report.putObject("queue"), store);
        ledger(report.putObject("ledger"), store.outbox().ledger());
        store.scans().newest(1).stream().findFirst().ifPresent(run -> scan(report.putObject("last_scan"), run));
        report.putObject("storage")
                .put("mode", settings.storage().mode().name().toLowerCase(Locale.ROOT))
                .put("data_dir", settings.storage().dataDirectory().toString());
        return report;
    }

    /// Adds where the readings are just now, in a running agent that may move them.
    static void place(ObjectNode report, OverflowDeviceStore.Status status) {
        ObjectNode storage = report.withObject("/storage");
        storage.put("place", status.place().word()).put("since", status.since().toString());
        storage.put("spills", status.spills());
        if (!status.why().isEmpty()) {
            storage.put("reason", status.why());
        }
        if (!status.fault().isEmpty()) {
            storage.put("fault", status.fault());
        }
    }

    /// Adds what only the running agent knows.
    static ObjectNode live(ObjectNode report, LineStatus line, boolean enabled, Instant started) {
        report.put("running", true).put("started", started.toString());
        report.put("state", enabled ? line.state().word() : "server_disabled");
        Json.time(report, "last_heartbeat", line.lastHeartbeat());
        Json.time(report, "last_device_upload", line.lastDeviceUpload());
        Json.time(report, "last_metrics_upload", line.lastMetricsUpload());
        Json.time(report, "away_since", line.awaySince());
        report.put("breaker", line.breakerOpen() ? "open" : "closed");
        if (!line.lastError().isEmpty()) {
            report.put("last_error", line.lastError());
        }
        report.put("exit_code", enabled ? exitCode(line.state()) : ExitCode.OK);
        return report;
    }

    /// Adds how far the scan is that is under way.
    static void scanning(ObjectNode report, SurveyProgress survey, Optional<FindProgress> search) {
        if (!survey.running()) {
            return;
        }
        ObjectNode scan = report.putObject("scan");
        Json.time(scan, "started", survey.started());
        scan.put("addresses", survey.addresses())
                .put("reading", survey.reading())
                .put("found", survey.found())
                .put("changed", survey.changed())
                .put("errors", survey.errors());
        search.filter(FindProgress::running).ifPresent(progress -> {
            scan.put("asked", progress.asked())
                    .put("answered", progress.answered())
                    .put("candidates", progress.found())
                    .put("packets", progress.packets())
                    .put("seconds_left", progress.left().toSeconds());
            ObjectNode skipped = scan.putObject("skipped");
            for (SkipReason reason : SkipReason.values()) {
                skipped.put(reason.word(), progress.skipped().getOrDefault(reason, 0L));
            }
        });
    }

    /// Marks it as made without a running agent.
    static ObjectNode stopped(ObjectNode report, boolean joined) {
        report.put("running", false).put("state", joined ? "not_running" : "not_joined");
        report.put("exit_code", joined ? ExitCode.FAILED : ExitCode.NOT_JOINED);
        return report;
    }

    private static int exitCode(ConnectionState state) {
        return switch (state) {
            case ONLINE, CONNECTING -> ExitCode.OK;
            case NOT_JOINED, JOIN_AGAIN, FORBIDDEN -> ExitCode.NOT_JOINED;
            case AWAY, WRONG_ADDRESS -> ExitCode.SERVER_UNREACHABLE;
        };
    }

    private static void queue(ObjectNode queue, DeviceStore store) {
        queue.put("devices", store.outbox().count(RecordKind.DEVICE))
                .put("metrics", store.outbox().count(RecordKind.METRICS));
        Json.time(queue, "oldest", store.outbox().oldest());
    }

    private static void ledger(ObjectNode json, Ledger ledger) {
        json.put("collected", ledger.collected())
                .put("acknowledged", ledger.acknowledged())
                .put("queued", ledger.queued())
                .put("parked", ledger.parked())
                .put("coalesced", ledger.coalesced())
                .put("dropped", ledger.dropped())
                .put("balanced", ledger.balanced());
    }

    private static void scan(ObjectNode json, ScanRun run) {
        json.put("ended", run.ended().toString())
                .put("seconds", Duration.between(run.started(), run.ended()).toMillis() / 1000.0)
                .put("addresses", run.addresses())
                .put("found", run.found())
                .put("changed", run.changed())
                .put("errors", run.errors());
    }

    /// The document for people: one sentence first, with what to do, then the facts.
    static String text(ObjectNode report) {
        StringBuilder text = new StringBuilder(sentence(report)).append('\n');
        fact(text, "Agent", Json.text(report, "agent_id") + ", version " + Json.text(report, "version"));
        fact(text, "Server", Json.text(report, "server_url"));
        fact(text, "Printers", report.path("printers").asString());
        fact(
                text,
                "Queue",
                report.at("/queue/devices").asString() + " devices, "
                        + report.at("/queue/metrics").asString() + " metrics"
                        + (report.at("/ledger/parked").asLong(0) > 0
                                ? ", " + report.at("/ledger/parked").asString() + " set aside"
                                : ""));
        fact(text, "Last heartbeat", Json.text(report, "last_heartbeat"));
        fact(text, "Last upload", Json.text(report, "last_device_upload"));
        fact(text, "Scan", scanning(report.path("scan")));
        fact(text, "Last scan", report.at("/last_scan/ended").asString(""));
        fact(text, "Last error", Json.text(report, "last_error"));
        fact(text, "Storage", storage(report));
        fact(text, "Data", report.at("/storage/data_dir").asString(""));
        return text.toString();
    }

    private static String scanning(JsonNode scan) {
        if (scan.isMissingNode()) {
            return "";
        }
        String found = scan.path("found").asString("0") + " printers read";
        return scan.has("asked")
                ? scan.path("asked").asString() + " of "
                        + scan.path("addresses").asString() + " addresses asked, " + found + ", about "
                        + scan.path("seconds_left").asString() + " s left to search"
                : "all addresses asked, " + found;
    }

    private static String sentence(ObjectNode report) {
        String url = Json.text(report, "server_url");
        String server = url.isEmpty() ? "the server" : url;
        return switch (Json.text(report, "state")) {
            case "online" -> "OK: connected to " + server;
            case "connecting" -> "STARTING: connecting to " + server;
            case "away" -> "DEGRADED: " + server + " does not answer; readings are kept until it does";
            case "wrong_address" -> "DEGRADED: no PrintMaster server answers at " + server + "; check the address";
            case "join_again" ->
                "NOT JOINED: the server does not accept this agent's tokens; run: printmaster agent join JOIN_STRING";
            case "forbidden" -> "REFUSED: the server refuses this agent; ask its admin";
            case "server_disabled" -> "OK: running without a server (server_enabled = false)";
            case "not_running" -> "STOPPED: the agent is not running; start it with: printmaster agent run";
            default -> "NOT JOINED: no server is known; run: printmaster agent join JOIN_STRING";
        };
    }

    private static String storage(ObjectNode report) {
        String mode = report.at("/storage/mode").asString("");
        String place = report.at("/storage/place").asString("");
        String fault = report.at("/storage/fault").asString("");
        return mode + (place.isEmpty() ? "" : ", now " + place) + (fault.isEmpty() ? "" : ": " + fault);
    }

    private static void fact(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(String.format(Locale.ROOT, "  %-15s %s%n", name, value));
        }
    }
}
