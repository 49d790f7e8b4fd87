package io.printmaster.agent.run;

import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.Outbox;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The queue as `queue ls` shows it: how much waits and what of it first, what was set aside and why. Pure.
final class QueueReport {
    /// Records listed of each kind at most: what the control socket carries in one line.
    static final int MAX_LISTED = 200;

    private static final long MAX_BYTES = 16 << 20;
    private static final int MAX_REASON = 200;

    private QueueReport() {}

    /// @param limit records of each kind, 0 to [#MAX_LISTED]
    static ObjectNode of(DeviceStore store, int limit, Instant now, boolean running) {
        return store.transaction(() -> {
            ObjectNode json = Json.document().put("running", running);
            Outbox outbox = store.outbox();
            json.putObject("total")
                    .put("devices", outbox.count(RecordKind.DEVICE))
                    .put("metrics", outbox.count(RecordKind.METRICS))
                    .put("parked", outbox.ledger().parked());
            Json.time(json, "oldest", outbox.oldest());
            ArrayNode waiting = json.putArray("waiting");
            for (RecordKind kind : RecordKind.values()) {
                List<QueuedRecord> first = limit == 0 ? List.of() : outbox.peek(kind, limit, MAX_BYTES);
                first.forEach(record -> record(waiting.addObject(), record, now));
            }
            ArrayNode parked = json.putArray("parked");
            for (Outbox.Parked one : limit == 0 ? List.<Outbox.Parked>of() : outbox.parked(limit)) {
                ObjectNode record = record(parked.addObject(), one.queued(), now);
                String reason = one.reason();
                record.put("parked_at", one.at().toString())
                        .put("reason", reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason);
            }
            return json;
        });
    }

    private static ObjectNode record(ObjectNode json, QueuedRecord record, Instant now) {
        return json.put("id", record.id())
                .put("kind", record.kind().name().toLowerCase(Locale.ROOT))
                .put("printer", record.printer().toString())
                .put("queued_at", record.queuedAt().toString())
                .put(
                        "age_seconds",
                        Math.max(0, Duration.between(record.queuedAt(), now).toSeconds()))
                .put("bytes", record.payload().length);
    }

    /// The document for people.
    static String text(JsonNode report) {
        StringBuilder text = new StringBuilder();
        JsonNode total = report.path("total");
        text.append(String.format(
                Locale.ROOT,
                "%s devices and %s metrics wait, %s records are set aside%n",
                total.path("devices").asString("0"),
                total.path("metrics").asString("0"),
                total.path("parked").asString("0")));
        JsonNode waiting = report.path("waiting");
        if (!waiting.isEmpty()) {
            text.append(String.format(
                    Locale.ROOT, "%n  %-8s %-8s %-40s %8s %8s%n", "WAITING", "KIND", "PRINTER", "AGE", "BYTES"));
            waiting.forEach(record -> text.append(line(record)).append(String.format("%n")));
        }
        JsonNode parked = report.path("parked");
        if (!parked.isEmpty()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n  %-8s %-8s %-40s %8s %8s  %s%n",
                    "ASIDE",
                    "KIND",
                    "PRINTER",
                    "AGE",
                    "BYTES",
                    "REASON"));
            parked.forEach(record -> text.append(line(record))
                    .append("  ")
                    .append(record.path("reason").asString(""))
                    .append(String.format("%n")));
        }
        return text.toString();
    }

    private static String line(JsonNode record) {
        return String.format(
                Locale.ROOT,
                "  %-8s %-8s %-40s %8s %8s",
                record.path("id").asString(""),
                record.path("kind").asString(""),
                record.path("printer").asString(""),
                age(record.path("age_seconds").asLong(0)),
                record.path("bytes").asString(""));
    }

    private static String age(long seconds) {
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3_600 ? seconds / 60 + "min" : seconds / 3_600 + "h";
    }

    /// Puts every parked record back into the queue.
    ///
    /// @return how many went back
    static int retryParked(DeviceStore store) {
        return store.transaction(() -> {
            int back = 0;
            for (List<Outbox.Parked> some = store.outbox().parked(1_000);
                    !some.isEmpty();
                    some = store.outbox().parked(1_000)) {
                int before = back;
                for (Outbox.Parked one : some) {
                    back += store.outbox().unpark(one.queued().printer());
                }
                if (back == before && store.outbox().parked(1_000).size() == some.size()) {
                    break;
                }
            }
            return back;
        });
    }
}
