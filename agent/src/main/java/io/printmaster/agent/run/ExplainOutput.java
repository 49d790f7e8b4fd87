package io.printmaster.agent.run;

import io.printmaster.agent.run.Explanation.Tried;
import java.io.PrintStream;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How `explain` prints what it found out.
final class ExplainOutput {
    private ExplainOutput() {}

    static String json(Explanation e, Verdict verdict) {
        ObjectNode document = Json.document()
                .put("address", e.address().getHostAddress())
                .put("verdict", verdict.kind().word())
                .put("sentence", verdict.sentence())
                .put("next_step", verdict.next())
                .put("exit_code", verdict.kind().exitCode());
        e.standing().excludedBy().ifPresent(entry -> document.put("excluded_by", entry));
        e.standing().range().ifPresent(entry -> document.put("range", entry));
        e.neighbour().ifPresent(there -> document.put("neighbour", there));
        e.known().ifPresent(known -> KnownAt.put(document.putObject("known"), known));
        ArrayNode tried = document.putArray("tried");
        for (Tried one : e.tried()) {
            tried.addObject()
                    .put("door", one.door())
                    .put("with", one.with())
                    .put("result", word(one))
                    .put("why", one.why());
        }
        e.reading()
                .ifPresent(reading -> document.set(
                        "printer",
                        Json.parse(ScanOutput.json(Found.of(reading))).without("schema_version")));
        return document.toString();
    }

    static void text(PrintStream out, Explanation e, Verdict verdict) {
        out.println(e.address().getHostAddress() + ": " + verdict.sentence());
        if (!verdict.next().isEmpty()) {
            out.println("Next: " + verdict.next() + ".");
        }
        out.println();
        row(out, "config", range(e));
        row(
                out,
                "store",
                e.known()
                        .map(k -> "read " + k.read() + " by " + k.door() + ", " + k.status() + ", " + k.key()
                                + k.rests()
                                        .map(until -> ", not asked again before " + until)
                                        .orElse(""))
                        .orElse("not known"));
        e.neighbour()
                .ifPresent(there ->
                        row(out, "kernel", there ? "holds its hardware address" : "holds no hardware address"));
        for (Tried one : e.tried()) {
            out.printf(Locale.ROOT, "  %-6s %-36s %-8s %s%n", one.door(), one.with(), word(one), one.why());
        }
    }

    private static void row(PrintStream out, String what, String told) {
        out.println(("  %-6s ".formatted(what) + told).stripTrailing());
    }

    private static String range(Explanation e) {
        if (e.standing().excludedBy().isPresent()) {
            return "excluded by " + e.standing().excludedBy().get();
        }
        return e.standing()
                .range()
                .map(entry -> "searched as part of " + entry)
                .orElse("in none of the ranges that are searched");
    }

    private static String word(Tried tried) {
        return tried.result().name().toLowerCase(Locale.ROOT);
    }
}
