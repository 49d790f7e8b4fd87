package io.printmaster.agent.web;

import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.Outbox;
import io.printmaster.model.Printer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The agent's pages: the whole state on one, the printers on another. Works without scripts; a script renews the part
/// `live` every few seconds. Pure.
final class Pages {
    private Pages() {}

    /// What the page shows beside the status.
    ///
    /// @param printers the first of them
    /// @param parked   records that were set aside, the newest
    record Shown(AgentStatus status, List<KnownPrinter> printers, List<Outbox.Parked> parked) {}

    static String overview(Shown shown) {
        Html page = new Html();
        begin(page, shown.status.program(), "Agent");
        live(page, shown);
        return end(page);
    }

    /// Only the part that changes.
    static String live(Shown shown) {
        Html part = new Html();
        live(part, shown);
        return part.toString();
    }

    /// @param next where the list goes on; empty at its end
    static String printers(AgentStatus status, List<KnownPrinter> printers, Optional<String> next) {
        Html page = new Html();
        begin(page, status.program(), "Printers");
        page.html("<div class=\"head\"><h1>Printers</h1><p class=\"muted\">")
                .text(Words.count(status.printers(), "printer", "printers"))
                .html("</p></div><section class=\"card\" aria-label=\"Printers\">");
        printerTable(page, printers, status.at());
        page.html("</section><p class=\"pager\"><a href=\"/\">Back to the agent</a>");
        next.ifPresent(key -> page.html(" <a href=\"/printers?after=")
                .text(URLEncoder.encode(key, StandardCharsets.UTF_8))
                .html("\">Next</a>"));
        page.html("</p>");
        return end(page);
    }

    private static void begin(Html page, AgentStatus.Program program, String title) {
        page.html("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>""")
                .text(title + " " + program.agentId())
                .html(" - PrintMaster")
                .html("""
                </title>
                <link rel="icon" href="/icon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="/agent.css">
                <script src="/agent.js" defer></script>
                </head>
                <body>
                <a class="skip" href="#main">Skip to the content</a>
                <header class="bar"><a class="brand" href="/">PrintMaster agent</a><span class="mono">""")
                .text(program.agentId())
                .html("</span><span class=\"muted\">")
                .text(program.version())
                .html("""
                </span></header>
                <p class="stale" id="stale" role="status" hidden></p>
                <main class="page" id="main" tabindex="-1">
                """);
    }

    private static String end(Html page) {
        return page.html("\n</main>\n</body>\n</html>\n").toString();
    }

    private static void live(Html page, Shown shown) {
        AgentStatus status = shown.status;
        page.html("<div id=\"live\">");
        verdict(page, Verdict.of(status));
        tiles(page, status);
        page.html("<div class=\"columns\"><div class=\"stack\">");
        HealthHtml.write(page, status);
        page.html("</div><div class=\"stack\">");
        HealthHtml.ledger(page, status);
        ScanHtml.write(page, status.scan(), status.at());
        page.html("</div></div>");
        HealthHtml.uploads(page, status);
        parked(page, shown.parked, status);
        page.html("<section class=\"card\" aria-labelledby=\"h-printers\"><h2 id=\"h-printers\">Printers</h2>");
        printerTable(page, shown.printers, status.at());
        if (status.printers() > shown.printers.size()) {
            page.html("<p class=\"inset\"><a href=\"/printers\">All ")
                    .text(Words.count(status.printers(), "printer", "printers"))
                    .html("</a></p>");
        }
        page.html("</section></div>");
    }

    private static void verdict(Html page, Verdict verdict) {
        page.html("<section class=\"verdict ")
                .html(verdict.tone().word())
                .html("\" aria-label=\"State\"><h1><span class=\"mark\" aria-hidden=\"true\"></span>")
                .text(verdict.word())
                .html(": ")
                .text(verdict.text())
                .html("</h1>");
        if (!verdict.next().isEmpty()) {
            page.html("<p>Next: ").text(verdict.next()).html("</p>");
        }
        page.html("</section>");
    }

    private static void tiles(Html page, AgentStatus status) {
        page.html("<ul class=\"tiles\">");
        tile(page, Words.number(status.printers()), "printers");
        tile(page, Words.number(status.queue().records()), "records wait");
        tile(page, Words.number(status.ledger().acknowledged()), "records acknowledged");
        tile(
                page,
                Words.bytes(status.uploads().savedByDelta()
                        + status.uploads().statistics().savedByCompression()),
                "saved since the start");
        page.html("</ul>");
    }

    private static void tile(Html page, String number, String what) {
        page.html("<li class=\"tile\"><span class=\"number\">")
                .text(number)
                .html("</span><span class=\"what\">")
                .text(what)
                .html("</span></li>");
    }

    private static void parked(Html page, List<Outbox.Parked> parked, AgentStatus status) {
        if (parked.isEmpty()) {
            return;
        }
        page.html("<section class=\"card\" aria-labelledby=\"h-parked\"><h2 id=\"h-parked\">Set aside</h2>")
                .html("<p class=\"inset muted\">The server refused these records. When its reason is gone, send them"
                        + " again: <code>printmaster agent queue flush --retry-parked</code></p>")
                .html("<table class=\"cards\" aria-labelledby=\"h-parked\"><thead><tr><th scope=\"col\">Printer</th>")
                .html("<th scope=\"col\">Record</th><th scope=\"col\">Set aside</th>")
                .html("<th scope=\"col\">Reason</th></tr></thead><tbody>");
        for (Outbox.Parked one : parked) {
            page.html("<tr><th scope=\"row\" class=\"mono\">")
                    .text(one.queued().printer().toString());
            page.html("</th><td data-label=\"Record\">")
                    .text(one.queued().kind().name().toLowerCase(Locale.ROOT));
            page.html("</td><td data-label=\"Set aside\">").age(one.at(), status.at());
            page.html("</td><td data-label=\"Reason\">").text(one.reason()).html("</td></tr>");
        }
        page.html("</tbody></table></section>");
    }

    private static void printerTable(Html page, List<KnownPrinter> printers, Instant now) {
        if (printers.isEmpty()) {
            page.html(
                    "<p class=\"inset muted\">None found yet. <code>printmaster agent explain ADDRESS</code> says why a"
                            + " printer is not read.</p>");
            return;
        }
        page.html("<table class=\"cards\" aria-label=\"Printers\"><thead><tr><th scope=\"col\">Printer</th>")
                .html("<th scope=\"col\">State</th><th scope=\"col\">Address</th><th scope=\"col\">Serial</th>")
                .html("<th scope=\"col\">Seen</th></tr></thead><tbody>");
        for (KnownPrinter known : printers) {
            Printer printer = known.last().printer();
            String name = (printer.identity().manufacturer() + " "
                            + printer.identity().model())
                    .strip();
            page.html("<tr><th scope=\"row\">")
                    .text(name.isEmpty() ? known.key().toString() : name);
            page.html("</th><td data-label=\"State\">");
            state(page, printer);
            page.html("</td><td data-label=\"Address\" class=\"mono\">")
                    .text(printer.network().address());
            page.html("</td><td data-label=\"Serial\" class=\"mono\">")
                    .text(printer.identity().serial());
            page.html("</td><td data-label=\"Seen\">")
                    .age(printer.provenance().lastSeen(), now)
                    .html("</td></tr>");
        }
        page.html("</tbody></table>");
    }

    private static void state(Html page, Printer printer) {
        String tone = switch (printer.condition().status()) {
            case IDLE, PRINTING, WARMUP -> printer.condition().errors().isEmpty() ? "ok" : "warn";
            case WARNING -> "warn";
            case DOWN -> "bad";
            case OFFLINE, UNKNOWN -> "off";
        };
        page.html("<span class=\"state ").html(tone).html("\">");
        page.text(Words.upper(printer.condition().status().word())).html("</span>");
    }
}
