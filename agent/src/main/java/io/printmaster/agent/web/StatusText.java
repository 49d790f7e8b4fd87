package io.printmaster.agent.web;

import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// The status document for people at a terminal: one sentence first, with what to do, then the facts. Pure.
public final class StatusText {
    private StatusText() {}

    /// Of a document of [StatusJson], perhaps of an agent of another version: a field that is not there is left out.
    public static String of(JsonNode status) {
        StringBuilder text = new StringBuilder(status.at("/summary/sentence").asString("")).append('\n');
        fact(text, "Agent", string(status, "/agent_id") + ", version " + string(status, "/version"));
        fact(text, "Server", string(status, "/server_url"));
        fact(text, "Printers", string(status, "/printers"));
        fact(text, "Queue", queue(status));
        fact(text, "Ledger", ledger(status.path("ledger")));
        fact(text, "Last heartbeat", string(status, "/last_heartbeat"));
        fact(text, "Last upload", string(status, "/last_device_upload"));
        fact(text, "Uploads", uploads(status.path("uploads")));
        fact(text, "Breaker", breaker(status));
        fact(text, "Scan", scanning(status.path("scan")));
        fact(text, "Last scan", string(status, "/last_scan/ended"));
        fact(text, "Last error", string(status, "/last_error"));
        fact(text, "Storage", storage(status.path("storage")));
        fact(text, "Data", string(status, "/storage/data_dir"));
        fact(text, "Page", string(status, "/page"));
        return text.toString();
    }

    private static String queue(JsonNode status) {
        long parked = status.at("/ledger/parked").asLong(0);
        JsonNode age = status.at("/queue/oldest_age_seconds");
        return string(status, "/queue/devices") + " devices, " + string(status, "/queue/metrics") + " metrics"
                + (age.isMissingNode() ? "" : ", the oldest for " + Words.span(Duration.ofSeconds(age.asLong(0))))
                + (parked > 0 ? ", " + parked + " set aside" : "");
    }

    private static String ledger(JsonNode ledger) {
        return number(ledger, "collected") + " collected = " + number(ledger, "acknowledged") + " acknowledged + "
                + number(ledger, "queued") + " queued + " + number(ledger, "parked") + " set aside + "
                + number(ledger, "coalesced") + " coalesced + " + number(ledger, "dropped") + " dropped"
                + (ledger.path("balanced").asBoolean(true) ? "" : " DOES NOT BALANCE");
    }

    private static String uploads(JsonNode uploads) {
        if (uploads.path("accepted").asLong(0) + uploads.path("failed").asLong(0) == 0) {
            return "";
        }
        return number(uploads, "accepted") + " accepted, " + number(uploads, "failed") + " failed, "
                + Words.bytes(uploads.path("wire_bytes").asLong(0)) + " sent; saved "
                + Words.bytes(uploads.path("saved_by_delta_bytes").asLong(0)) + " by delta, "
                + Words.bytes(uploads.path("saved_by_gzip_bytes").asLong(0)) + " by gzip";
    }

    private static String breaker(JsonNode status) {
        return string(status, "/breaker").equals("open")
                ? "open, next attempt in " + string(status, "/next_try_seconds") + " s"
                : "";
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

    private static String storage(JsonNode storage) {
        String place = string(storage, "/place");
        long bytes = storage.path("spill_bytes").asLong(0);
        String reason = string(storage, "/reason");
        String fault = string(storage, "/fault");
        return string(storage, "/mode")
                + (place.isEmpty() ? "" : ", now " + place)
                + (bytes > 0 ? ", " + Words.bytes(bytes) : "")
                + (place.equals("disk") && !reason.isEmpty()
                        ? " since " + string(storage, "/since") + ", because " + reason
                        : "")
                + (fault.isEmpty() ? "" : ": " + fault);
    }

    private static String number(JsonNode object, String name) {
        return Words.number(object.path(name).asLong(0));
    }

    private static String string(JsonNode object, String pointer) {
        return object.at(pointer).asString("");
    }

    private static void fact(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(String.format(Locale.ROOT, "  %-15s %s%n", name, value));
        }
    }
}
