package io.printmaster.server.fleet;

import io.printmaster.server.store.AgentUploads;
import io.printmaster.server.store.Audit;
import java.util.List;

/// All that is known of one agent, of one moment.
///
/// @param uploads by the hour, the oldest first
/// @param audit   the newest entries about it but its heartbeats, the newest first
public record AgentDetail(AgentSummary summary, List<AgentUploads.Hour> uploads, List<Audit.Entry> audit) {

    /// Copies.
    public AgentDetail {
        uploads = List.copyOf(uploads);
        audit = List.copyOf(audit);
    }
}
