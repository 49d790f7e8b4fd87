package io.printmaster.server.web;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.UploadHealth;
import io.printmaster.server.fleet.AgentDetail;
import io.printmaster.server.fleet.AgentSummary;
import io.printmaster.server.html.Badge;
import io.printmaster.server.html.Formats;
import io.printmaster.server.html.Links;
import io.printmaster.server.html.Tone;
import io.printmaster.server.store.AgentRow;
import io.printmaster.server.store.AgentUploads;
import io.printmaster.server.store.Audit;
import io.printmaster.server.web.view.AgentActions;
import io.printmaster.server.web.view.AgentView;
import io.printmaster.server.web.view.AuditLine;
import io.printmaster.server.web.view.Fact;
import io.printmaster.server.web.view.LedgerLine;
import io.printmaster.server.web.view.Time;
import io.printmaster.server.web.view.UploadHour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The page of one agent, made of what the fleet knows. Pure.
final class AgentViews {
    private static final int HOURS = 48;
    private static final String DROPPED_PART = "dropped_";
    /// In the order of the sum.
    private static final List<String[]> LEDGER = List.of(
            new String[] {"acknowledged", "Acknowledged by the server"},
            new String[] {"queued", "Waiting"},
            new String[] {"parked", "Set aside, refused"},
            new String[] {"coalesced", "Replaced by newer ones"},
            new String[] {"dropped", "Given up"});

    private AgentViews() {}

    static AgentView view(AgentDetail detail, AgentActions actions, Instant now) {
        AgentSummary summary = detail.summary();
        AgentRow agent = summary.agent();
        String id = agent.id().value();
        Optional<UploadHealth> health = AgentLines.upload(agent.uploadHealth());
        return new AgentView(
                Formats.firstOf(
                        agent.facts().name(), agent.site(), agent.facts().hostname(), id),
                id,
                Words.agent(summary.state()),
                agent.lastHeartbeat().map(at -> Time.of(at, now)),
                health.map(AgentViews::trouble).orElse(""),
                facts(summary, now),
                health.map(told -> health(told, agent, now)).orElse(List.of()),
                health.map(AgentViews::ledger).orElse(List.of()),
                health.flatMap(UploadHealth::balanced).map(AgentViews::balance),
                hours(detail.uploads(), now),
                detail.audit().stream().map(entry -> line(entry, now)).toList(),
                Links.with("/devices", Map.of("agent", id)),
                Links.with("/audit", Map.of("agent", id)),
                "/api/v1/agents/" + Links.segment(id) + "/uploads",
                AgentLines.href(id),
                actions);
    }

    private static String trouble(UploadHealth health) {
        if (health.balanced().filter(balanced -> !balanced).isPresent()) {
            return "Its ledger does not balance: records are missing from its own count.";
        }
        if (!health.spill().fault().isEmpty()) {
            return "Its disk cannot be used; it collects in memory: "
                    + health.spill().fault();
        }
        return AgentLines.bad(health) ? "Its uploads are held up." : "";
    }

    private static List<Fact> facts(AgentSummary summary, Instant now) {
        AgentRow agent = summary.agent();
        AgentFacts told = agent.facts();
        List<Fact> facts = new ArrayList<>();
        add(facts, "Site", agent.site());
        facts.add(Fact.linked(
                "Devices",
                Formats.count(summary.devices(), "device", "devices")
                        + (summary.inError() == 0 ? "" : ", " + Formats.count(summary.inError()) + " in error"),
                Links.with("/devices", Map.of("agent", agent.id().value()))));
        add(facts, "Version", told.version());
        add(facts, "Host", told.hostname());
        add(facts, "Platform", (told.platform() + " " + told.osVersion() + " " + told.architecture()).strip());
        add(facts, "Runs on", told.runtime());
        if (told.cpus() > 0) {
            add(
                    facts,
                    "Machine",
                    Formats.count(told.cpus(), "processor", "processors")
                            + (told.memoryMb() > 0 ? ", " + Formats.count(told.memoryMb()) + " MB" : ""));
        }
        add(facts, "Its own address", told.ip());
        add(facts, "Comes from", agent.address());
        agent.clockSkewSeconds().ifPresent(skew -> facts.add(Fact.of("Clock", clock(skew))));
        facts.add(Fact.at("First seen", Time.of(agent.firstSeen(), now)));
        agent.revokedAt().ifPresent(at -> facts.add(Fact.at("Revoked", Time.of(at, now))));
        return facts;
    }

    private static String clock(int skew) {
        return Math.abs(skew) < 2
                ? "right"
                : Formats.span(Duration.ofSeconds(Math.abs(skew))) + (skew > 0 ? " ahead" : " behind");
    }

    private static List<Fact> health(UploadHealth health, AgentRow agent, Instant now) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(
                "Queue",
                Formats.count(health.queuedDevices(), "device", "devices") + ", "
                        + Formats.count(health.queuedMetrics(), "reading", "readings")));
        if (health.oldestQueuedSeconds() > 0 && health.queuedDevices() + health.queuedMetrics() > 0) {
            add(facts, "Oldest waiting", Formats.span(Duration.ofSeconds(health.oldestQueuedSeconds())));
        }
        add(facts, "Breaker", Formats.words(health.breaker()));
        add(facts, "Storage", Formats.words(health.storageMode()));
        UploadHealth.Spill spill = health.spill();
        spill.since().ifPresent(at -> facts.add(Fact.at("There since", Time.of(at, now))));
        add(facts, "Because", spill.reason());
        if (spill.bytes() > 0) {
            add(facts, "Size on its disk", Formats.bytes(spill.bytes()));
        }
        agent.lastDeviceSync().ifPresent(at -> facts.add(Fact.at("Last devices", Time.of(at, now))));
        agent.lastMetricsSync().ifPresent(at -> facts.add(Fact.at("Last readings", Time.of(at, now))));
        UploadHealth.Sent sent = health.sent();
        if (!sent.equals(UploadHealth.Sent.NONE)) {
            add(
                    facts,
                    "Uploads since its start",
                    Formats.count(sent.uploads()) + " accepted, " + Formats.count(sent.failed()) + " failed");
            add(facts, "Sent", Formats.count(sent.records()) + " records in " + Formats.bytes(sent.wireBytes()));
            add(facts, "Saved by sending only changes", Formats.bytes(sent.savedByDelta()));
            add(facts, "Saved by compression", Formats.bytes(sent.savedByGzip()));
        }
        add(facts, "Last error", health.lastError());
        return facts;
    }

    private static List<LedgerLine> ledger(UploadHealth health) {
        Map<String, Long> told = health.ledger();
        if (!told.containsKey("collected")) {
            return List.of();
        }
        List<LedgerLine> lines = new ArrayList<>();
        for (String[] line : LEDGER) {
            lines.add(new LedgerLine(line[1], Formats.count(told.getOrDefault(line[0], 0L)), false, false));
        }
        told.forEach((name, records) -> {
            if (name.startsWith(DROPPED_PART) && records > 0) {
                String reason =
                        Formats.words(name.substring(DROPPED_PART.length())).toLowerCase(Locale.ROOT);
                lines.add(new LedgerLine("of these: " + reason, Formats.count(records), false, true));
            }
        });
        lines.add(new LedgerLine("Collected", Formats.count(told.get("collected")), true, false));
        return lines;
    }

    private static Badge balance(boolean balanced) {
        return balanced ? new Badge(Tone.OK, "It balances") : new Badge(Tone.BAD, "It does not balance");
    }

    private static List<UploadHour> hours(List<AgentUploads.Hour> told, Instant now) {
        return told.reversed().stream()
                .limit(HOURS)
                .map(hour -> new UploadHour(
                        Time.of(hour.hour(), now),
                        Formats.count(hour.uploads()),
                        Formats.count(hour.records()),
                        Formats.bytes(hour.wireBytes()),
                        Formats.bytes(hour.plainBytes())))
                .toList();
    }

    private static AuditLine line(Audit.Entry entry, Instant now) {
        return new AuditLine(
                Time.of(entry.at(), now),
                Formats.firstOf(entry.actor(), entry.agentId()),
                "",
                Formats.words(entry.action()),
                entry.details(),
                entry.ip());
    }

    private static void add(List<Fact> facts, String term, String text) {
        if (!text.isBlank()) {
            facts.add(Fact.of(term, text));
        }
    }
}
