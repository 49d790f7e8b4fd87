package io.printmaster.agent.web;

import io.printmaster.agent.store.DropReason;
import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.upload.ConnectionState;
import io.printmaster.agent.upload.LineStatus;
import io.printmaster.agent.upload.UploadStatistics;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The status as metrics: Prometheus' text format 0.0.4, base units, no ids in labels. Pure.
final class MetricsText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder out = new StringBuilder(8_192);

    private MetricsText() {}

    /// What the process itself uses, beside the status.
    ///
    /// @param heapBytes  used of the heap
    /// @param cpuSeconds of all threads since the start
    record Usage(long heapBytes, double cpuSeconds) {}

    static String of(AgentStatus status, Usage usage) {
        MetricsText text = new MetricsText();
        text.program(status.program(), usage);
        text.connection(status.connection());
        text.queue(status);
        text.ledger(status.ledger());
        text.storage(status.storage());
        text.uploads(status.uploads());
        text.gauge("printers", "Printers that the agent knows.", status.printers());
        text.scan(status.scan());
        return text.out.toString();
    }

    private void program(AgentStatus.Program program, Usage usage) {
        head("info", "gauge", "Version of the agent and of the Java that runs it.");
        sample("info", Map.of("version", program.version(), "runtime", program.runtime()), "1");
        time("start_time_seconds", "When the agent started.", program.started());
        gauge("heap_used_bytes", "Heap in use.", usage.heapBytes);
        head("cpu_seconds_total", "counter", "Processor time used since the start.");
        sample("cpu_seconds_total", Map.of(), Double.toString(usage.cpuSeconds));
    }

    private void connection(AgentStatus.Connection connection) {
        head("connection_state", "gauge", "1 for the state in which the connection to the server is.");
        for (ConnectionState state : ConnectionState.values()) {
            boolean now =
                    connection.line().filter(line -> line.state() == state).isPresent();
            sample("connection_state", Map.of("state", state.word()), now ? "1" : "0");
        }
        connection.line().ifPresent(line -> {
            gauge("breaker_open", "1 while only probes go out to a server that is away.", line.breakerOpen() ? 1 : 0);
            time("last_heartbeat_timestamp_seconds", "When the server last took a heartbeat.", line.lastHeartbeat());
            lastUploads(line);
        });
        connection
                .skew()
                .ifPresent(skew -> gauge(
                        "server_clock_skew_seconds", "The server's clock minus this machine's.", skew.toSeconds()));
    }

    private void lastUploads(LineStatus line) {
        if (line.lastDeviceUpload().isEmpty() && line.lastMetricsUpload().isEmpty()) {
            return;
        }
        String name = "last_upload_timestamp_seconds";
        head(name, "gauge", "When the server last took records of this kind.");
        line.lastDeviceUpload().ifPresent(at -> sample(name, Map.of("kind", "devices"), seconds(at)));
        line.lastMetricsUpload().ifPresent(at -> sample(name, Map.of("kind", "metrics"), seconds(at)));
    }

    private void queue(AgentStatus status) {
        head("queue_records", "gauge", "Records that wait for the server.");
        sample(
                "queue_records",
                Map.of("kind", "devices"),
                Integer.toString(status.queue().devices()));
        sample(
                "queue_records",
                Map.of("kind", "metrics"),
                Integer.toString(status.queue().metrics()));
        long age = status.queue()
                .oldest()
                .map(at -> Math.max(0, status.at().getEpochSecond() - at.getEpochSecond()))
                .orElse(0L);
        gauge("queue_oldest_age_seconds", "Age of the oldest record that waits; 0 when none does.", age);
    }

    private void ledger(Ledger ledger) {
        counter("records_collected_total", "Records ever queued.", ledger.collected());
        counter("records_acknowledged_total", "Records that the server has.", ledger.acknowledged());
        counter("records_coalesced_total", "Records replaced by newer ones that say the same.", ledger.coalesced());
        head("records_dropped_total", "counter", "Records given up by the retention rules, by the reason.");
        long told = 0;
        for (DropReason reason : DropReason.values()) {
            long records = ledger.droppedBy().getOrDefault(reason, 0L);
            told += records;
            sample("records_dropped_total", Map.of("reason", reason.word()), Long.toString(records));
        }
        sample("records_dropped_total", Map.of("reason", "not_told"), Long.toString(ledger.dropped() - told));
        gauge("records_parked", "Records set aside, refused by the server.", ledger.parked());
        gauge(
                "ledger_balanced",
                "1 while collected = acknowledged + queued + parked + coalesced + dropped.",
                ledger.balanced() ? 1 : 0);
    }

    private void storage(AgentStatus.Storage storage) {
        gauge(
                "storage_on_disk",
                "1 while readings and queue are on the disk.",
                storage.place().equals("disk") ? 1 : 0);
        gauge(
                "storage_fault",
                "1 while the disk should be used and cannot.",
                storage.fault().isEmpty() ? 0 : 1);
        gauge("spill_bytes", "Size of devices.db on the disk.", storage.spillBytes());
        counter("spills_total", "How often memory overflowed to disk since the start.", storage.spills());
    }

    private void uploads(AgentStatus.Uploads uploads) {
        UploadStatistics sent = uploads.statistics();
        head("uploads_total", "counter", "Requests with records since the start, by whether a receipt came.");
        sample("uploads_total", Map.of("result", "accepted"), Long.toString(sent.batches()));
        sample("uploads_total", Map.of("result", "failed"), Long.toString(sent.failed()));
        counter("upload_wire_bytes_total", "Bytes of accepted request bodies as sent.", sent.wireBytes());
        counter("upload_plain_bytes_total", "Bytes of the same before compression.", sent.bytes());
        head("upload_saved_bytes_total", "counter", "Bytes that were not sent, by what saved them.");
        sample("upload_saved_bytes_total", Map.of("by", "delta"), Long.toString(uploads.savedByDelta()));
        sample("upload_saved_bytes_total", Map.of("by", "gzip"), Long.toString(sent.savedByCompression()));
    }

    private void scan(AgentStatus.Scan scan) {
        gauge("scan_running", "1 while printers are searched or read.", scan.running() ? 1 : 0);
        scan.search().ifPresent(search -> {
            gauge("scan_addresses", "Addresses of the search under way.", scan.addresses());
            gauge("scan_addresses_asked", "Of those, asked so far.", search.asked());
        });
        scan.last().ifPresent(last -> {
            time("last_scan_timestamp_seconds", "When the last search ended.", Optional.of(last.ended()));
            head("last_scan_duration_seconds", "gauge", "How long it took.");
            sample(
                    "last_scan_duration_seconds",
                    Map.of(),
                    Double.toString(last.took().toMillis() / 1000.0));
            gauge("last_scan_found", "Printers read in it.", last.found());
            gauge("last_scan_errors", "Devices or searches that failed in it.", last.errors());
        });
    }

    private void gauge(String name, String help, long value) {
        head(name, "gauge", help);
        sample(name, Map.of(), Long.toString(value));
    }

    private void counter(String name, String help, long value) {
        head(name, "counter", help);
        sample(name, Map.of(), Long.toString(value));
    }

    private void time(String name, String help, Optional<Instant> time) {
        time.ifPresent(at -> {
            head(name, "gauge", help);
            sample(name, Map.of(), seconds(at));
        });
    }

    private static String seconds(Instant at) {
        return at.getEpochSecond() + "." + String.format(Locale.ROOT, "%03d", at.getNano() / 1_000_000);
    }

    private void head(String name, String type, String help) {
        out.append("# HELP printmaster_agent_")
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        out.append("# TYPE printmaster_agent_")
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
    }

    private void sample(String name, Map<String, String> labels, String value) {
        out.append("printmaster_agent_").append(name);
        if (!labels.isEmpty()) {
            String separator = "{";
            for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
                out.append(separator)
                        .append(label.getKey())
                        .append("=\"")
                        .append(escaped(label.getValue()))
                        .append('"');
                separator = ",";
            }
            out.append('}');
        }
        out.append(' ').append(value).append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
