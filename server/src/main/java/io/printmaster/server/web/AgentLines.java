package io.printmaster.server.web;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.UploadHealth;
import io.printmaster.server.fleet.AgentState;
import io.printmaster.server.fleet.AgentSummary;
import io.printmaster.server.html.Formats;
import io.printmaster.server.html.Links;
import io.printmaster.server.store.AgentRow;
import io.printmaster.server.web.view.AgentLine;
import io.printmaster.server.web.view.Time;
import io.printmaster.wire.Heartbeat;
import io.printmaster.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Rows of agents as lists show them. Pure.
final class AgentLines {
    private static final Duration QUEUE_OLD = Duration.ofMinutes(30);
    private static final int SKEW_SECONDS = 60;

    private AgentLines() {}

    static AgentLine line(AgentSummary summary, Instant now) {
        AgentRow agent = summary.agent();
        AgentFacts facts = agent.facts();
        String id = agent.id().value();
        Optional<UploadHealth> upload = upload(agent.uploadHealth());
        String troubles = summary.inError() == 0 ? "" : Formats.count(summary.inError()) + " in error";
        return new AgentLine(
                DeviceLines.id(id),
                href(id),
                Formats.firstOf(facts.name(), agent.site(), facts.hostname(), id),
                id,
                Words.agent(summary.state()),
                agent.lastHeartbeat().map(at -> Time.of(at, now)),
                Formats.firstOf(facts.version(), "not told"),
                (facts.platform() + " " + facts.osVersion()).strip(),
                agent.address(),
                Formats.count(summary.devices(), "device", "devices"),
                Links.with("/devices", Map.of("agent", id)),
                troubles,
                Links.with("/devices", Map.of("agent", id, "state", "error")),
                upload(upload, agent, summary.state()),
                upload.map(AgentLines::bad).orElse(false),
                upload.map(UploadHealth::lastError).orElse(""));
    }

    /// The page of an agent.
    static String href(String agent) {
        return "/agents/" + Links.segment(agent);
    }

    /// What the last heartbeat said; empty when it said nothing or what was stored cannot be read.
    static Optional<UploadHealth> upload(String json) {
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Heartbeat.fromJson(("{\"upload\":" + json + "}").getBytes(StandardCharsets.UTF_8))
                    .upload();
        } catch (WireException e) {
            return Optional.empty();
        }
    }

    static boolean bad(UploadHealth upload) {
        return upload.breaker().equals("open")
                || upload.oldestQueuedSeconds() > QUEUE_OLD.toSeconds()
                || !upload.spill().fault().isEmpty()
                || upload.balanced().filter(balanced -> !balanced).isPresent();
    }

    private static List<String> upload(Optional<UploadHealth> told, AgentRow agent, AgentState state) {
        List<String> parts = new ArrayList<>();
        told.ifPresent(upload -> {
            long waiting = upload.queuedDevices() + upload.queuedMetrics();
            parts.add(waiting == 0 ? "Nothing waits" : waiting(upload));
            if (upload.oldestQueuedSeconds() > 0 && waiting > 0) {
                parts.add("oldest " + Formats.span(Duration.ofSeconds(upload.oldestQueuedSeconds())));
            }
            if (!upload.breaker().isEmpty() && !upload.breaker().equals("closed")) {
                parts.add("uploads paused (breaker "
                        + Formats.words(upload.breaker()).toLowerCase(Locale.ROOT) + ")");
            }
            if (!upload.storageMode().isEmpty()) {
                long bytes = upload.spill().bytes();
                parts.add("storage " + upload.storageMode() + (bytes > 0 ? ", " + Formats.bytes(bytes) : ""));
            }
            if (!upload.spill().fault().isEmpty()) {
                parts.add("its disk cannot be used");
            }
            upload.balanced()
                    .ifPresent(balanced -> parts.add(balanced ? "ledger balanced" : "LEDGER DOES NOT BALANCE"));
            long saved = upload.sent().savedByDelta() + upload.sent().savedByGzip();
            if (saved > 0) {
                parts.add(Formats.bytes(saved) + " saved");
            }
        });
        if (told.isEmpty() && state != AgentState.REVOKED) {
            parts.add("Not told");
        }
        agent.clockSkewSeconds().ifPresent(skew -> {
            if (Math.abs(skew) >= SKEW_SECONDS) {
                parts.add("its clock is " + Formats.span(Duration.ofSeconds(Math.abs(skew)))
                        + (skew > 0 ? " ahead" : " behind"));
            }
        });
        return parts;
    }

    private static String waiting(UploadHealth upload) {
        return Formats.count(upload.queuedDevices(), "device", "devices") + " and "
                + Formats.count(upload.queuedMetrics(), "reading", "readings") + " wait";
    }
}
