package io.printmaster.server.web.view;

import io.printmaster.server.html.Badge;
import java.util.List;
import java.util.Optional;

/// The page of one agent.
///
/// @param health      what its last heartbeat said of its uploads; empty when it said nothing
/// @param ledger      lines of its ledger, the sum last; empty when it told none
/// @param balance     whether they add up
/// @param trouble     what needs somebody's eyes, in words; may be empty
/// @param uploads     by the hour, the newest first, those of the last two days
/// @param historyHref where the chart's numbers come from
/// @param actions     what can be asked of it
public record AgentView(
        String name,
        String agentId,
        Badge state,
        Optional<Time> contact,
        String trouble,
        List<Fact> facts,
        List<Fact> health,
        List<LedgerLine> ledger,
        Optional<Badge> balance,
        List<UploadHour> uploads,
        List<AuditLine> audit,
        String devicesHref,
        String auditHref,
        String historyHref,
        String selfHref,
        AgentActions actions) {}
