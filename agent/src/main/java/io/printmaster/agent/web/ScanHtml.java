package io.printmaster.agent.web;

import java.time.Instant;
import java.util.Map;

/// The part of the page that tells how far the search for printers is. Pure.
final class ScanHtml {
    private ScanHtml() {}

    static void write(Html page, AgentStatus.Scan scan, Instant now) {
        page.html("<section class=\"card\" aria-labelledby=\"h-scan\"><h2 id=\"h-scan\">Search for printers</h2>");
        if (scan.running()) {
            running(page, scan, now);
        }
        page.html("<dl class=\"facts inset\">");
        scan.last().ifPresent(last -> {
            page.fact("Last ended", last.ended(), now);
            page.fact("Took", Words.number(last.took().toMillis()) + " ms");
            page.fact(
                    "Found",
                    Words.count(last.found(), "printer", "printers") + " at "
                            + Words.count(last.addresses(), "address", "addresses"));
            page.fact("New or changed", Words.number(last.changed()));
            if (last.errors() > 0) {
                page.fact("Failed", Words.number(last.errors()));
            }
        });
        if (scan.last().isEmpty() && !scan.running()) {
            page.html("</dl><p class=\"inset muted\">None has ended yet.</p></section>");
            return;
        }
        page.html("</dl></section>");
    }

    private static void running(Html page, AgentStatus.Scan scan, Instant now) {
        page.html("<p class=\"inset\"><span class=\"state info\">Under way</span> ");
        scan.started()
                .ifPresent(at ->
                        page.html("<span class=\"muted\">begun ").age(at, now).html("</span>"));
        page.html("</p>");
        scan.search().ifPresent(search -> {
            page.html("<p class=\"inset\"><progress aria-label=\"Addresses asked\" max=\"")
                    .text(Long.toString(Math.max(1, scan.addresses())))
                    .html("\" value=\"")
                    .text(Long.toString(Math.min(search.asked(), Math.max(1, scan.addresses()))))
                    .html("\"></progress> ")
                    .text(Words.number(search.asked()) + " of "
                            + Words.count(scan.addresses(), "address", "addresses") + " asked, about "
                            + Words.span(search.left()) + " left")
                    .html("</p>");
        });
        page.html("<dl class=\"facts inset\">");
        page.fact("Printers read", Words.number(scan.found()));
        page.fact("Being read", Words.number(scan.reading()));
        scan.search().ifPresent(search -> {
            for (Map.Entry<String, Long> skipped : search.skipped().entrySet()) {
                if (skipped.getValue() > 0) {
                    page.fact("Skipped: " + skipped.getKey().replace('_', ' '), Words.number(skipped.getValue()));
                }
            }
        });
        page.html("</dl>");
    }
}
