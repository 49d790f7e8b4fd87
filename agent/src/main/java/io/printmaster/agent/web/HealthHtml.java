package io.printmaster.agent.web;

import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.upload.LineStatus;
import io.printmaster.agent.upload.UploadStatistics;
import java.time.Duration;
import java.time.Instant;

/// The parts of the page that tell of uploads: connection and storage, the ledger, the last requests. Pure.
final class HealthHtml {
    private HealthHtml() {}

    static void write(Html page, AgentStatus status) {
        Instant now = status.at();
        page.html("<section class=\"card\" aria-labelledby=\"h-health\"><div class=\"row\"><h2 id=\"h-health\">Upload"
                + " health</h2><button type=\"button\" id=\"upload-now\">Upload now</button></div>"
                + "<p class=\"inset small\" id=\"upload-said\" role=\"status\"></p><dl class=\"facts inset\">");
        connection(page, status.connection(), now);
        page.fact(
                "Queue",
                Words.count(status.queue().devices(), "device", "devices") + ", "
                        + Words.count(status.queue().metrics(), "reading", "readings"));
        status.queue().oldest().ifPresent(at -> page.fact("Oldest waiting", at, now));
        storage(page, status.storage(), now);
        UploadStatistics sent = status.uploads().statistics();
        page.fact(
                "Uploads since the start",
                Words.number(sent.batches()) + " accepted, " + Words.number(sent.failed()) + " failed");
        page.fact("Sent", Words.bytes(sent.wireBytes()));
        page.fact("Saved by sending only changes", Words.bytes(status.uploads().savedByDelta()));
        page.fact("Saved by compression", Words.bytes(sent.savedByCompression()));
        status.program().started().ifPresent(at -> page.fact("Started", at, now));
        page.fact("Runs on", status.program().runtime());
        page.html("</dl></section>");
    }

    private static void connection(Html page, AgentStatus.Connection connection, Instant now) {
        page.fact("Server", connection.server());
        page.fact("Connection", Words.upper(connection.state()));
        if (connection.line().isEmpty()) {
            return;
        }
        LineStatus line = connection.line().get();
        line.awaySince().ifPresent(at -> page.fact("Away since", at, now));
        page.fact(
                "Breaker",
                line.breakerOpen()
                        ? "Open: only probes go out, the next in " + Words.span(connection.nextTry())
                        : "Closed");
        line.lastHeartbeat().ifPresent(at -> page.fact("Last heartbeat", at, now));
        line.lastDeviceUpload().ifPresent(at -> page.fact("Last devices sent", at, now));
        line.lastMetricsUpload().ifPresent(at -> page.fact("Last readings sent", at, now));
        connection
                .skew()
                .filter(skew -> skew.abs().toSeconds() >= 2)
                .ifPresent(skew -> page.fact(
                        "Server's clock", Words.span(skew.abs()) + (skew.isNegative() ? " behind" : " ahead")));
        page.fact("Last error", line.lastError());
    }

    private static void storage(Html page, AgentStatus.Storage storage, Instant now) {
        String place = storage.place().isEmpty() ? "" : ", now " + storage.place();
        page.fact("Storage", Words.upper(storage.mode()) + place);
        if (storage.place().equals("disk")) {
            storage.since().ifPresent(at -> page.fact("On disk since", at, now));
            page.fact("Because", storage.reason());
        }
        if (storage.spillBytes() > 0) {
            page.fact("Size on disk", Words.bytes(storage.spillBytes()));
        }
        if (storage.spills() > 0) {
            page.fact("Overflowed to disk", Words.count(storage.spills(), "time", "times") + " since the start");
        }
        page.fact("Disk", storage.fault());
    }

    /// The ledger as the sum that it is.
    static void ledger(Html page, AgentStatus status) {
        Ledger ledger = status.ledger();
        page.html("<section class=\"card\" aria-labelledby=\"h-ledger\"><h2 id=\"h-ledger\">Ledger</h2>"
                + "<table aria-labelledby=\"h-ledger\"><tbody>");
        line(page, "Acknowledged by the server", ledger.acknowledged());
        line(page, "Waiting", ledger.queued());
        line(page, "Set aside, refused", ledger.parked());
        line(page, "Replaced by newer ones", ledger.coalesced());
        line(page, "Given up", ledger.dropped());
        ledger.droppedBy()
                .forEach((reason, records) ->
                        line(page, "of these: " + reason.word().replace('_', ' '), records));
        page.html("</tbody><tfoot>");
        line(page, "Collected", ledger.collected());
        page.html("</tfoot></table><p class=\"inset\"><span class=\"state ")
                .html(ledger.balanced() ? "ok\">It balances" : "bad\">It does not balance")
                .html(
                        "</span> <span class=\"muted small\">Every record ever queued is in one of these lines.</span></p>"
                                + "</section>");
    }

    private static void line(Html page, String what, long records) {
        page.html("<tr><th scope=\"row\">").text(what).html("</th><td class=\"num\">");
        page.number(records).html("</td></tr>");
    }

    static void uploads(Html page, AgentStatus status) {
        page.html("<section class=\"card\" aria-labelledby=\"h-uploads\"><h2 id=\"h-uploads\">Last uploads</h2>");
        if (status.uploads().statistics().newest().isEmpty()) {
            page.html("<p class=\"inset muted\">Nothing was sent since the start.</p></section>");
            return;
        }
        page.html("<table class=\"cards\" aria-labelledby=\"h-uploads\"><thead><tr><th scope=\"col\">When</th>"
                + "<th scope=\"col\">What</th><th scope=\"col\" class=\"num\">Sent</th>"
                + "<th scope=\"col\" class=\"num\">Uncompressed</th><th scope=\"col\" class=\"num\">Took</th>"
                + "<th scope=\"col\">Result</th></tr></thead><tbody>");
        for (UploadStatistics.Upload upload : status.uploads().statistics().newest()) {
            page.html("<tr><th scope=\"row\">").age(upload.at(), status.at());
            page.html("</th><td data-label=\"What\">")
                    .text(Words.number(upload.records()) + " " + Words.kind(upload.kind()));
            page.html("</td><td data-label=\"Sent\" class=\"num\">").text(Words.bytes(upload.wireBytes()));
            page.html("</td><td data-label=\"Uncompressed\" class=\"num\">").text(Words.bytes(upload.bytes()));
            page.html("</td><td data-label=\"Took\" class=\"num\">").text(took(upload.took()));
            page.html("</td><td data-label=\"Result\"><span><span class=\"state ")
                    .html(upload.result() == UploadStatistics.Result.STORED ? "ok" : "warn")
                    .html("\">")
                    .text(Words.upper(upload.result().word()))
                    .html("</span>");
            if (!upload.trouble().isEmpty()) {
                page.html("<span class=\"sub\">").text(upload.trouble()).html("</span>");
            }
            page.html("</span></td></tr>");
        }
        page.html("</tbody></table></section>");
    }

    private static String took(Duration took) {
        return took.toMillis() < 10_000 ? Words.number(took.toMillis()) + " ms" : Words.span(took);
    }
}
