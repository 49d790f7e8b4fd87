package io.printmaster.server.store;

import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.Optional;

/// Who did what, when, from where (seed, "Audit Log").
public interface Audit {
    /// One row.
    ///
    /// @param at      kept to the second
    /// @param tenant  whose matter it is
    /// @param agentId empty when no agent had to do with it
    /// @param actor   name of the person or command; empty when the agent itself acted
    /// @param action  `register`, `heartbeat`, `upload_devices`, ...
    /// @param details a sentence for people, without secrets
    record Entry(Instant at, TenantId tenant, String agentId, String actor, String action, String details, String ip) {}

    /// Which rows; every given condition must hold.
    ///
    /// @param text part of the details, in any case; empty for all
    record Filter(
            Optional<String> agentId,
            Optional<String> actor,
            Optional<String> action,
            String text,
            Optional<Instant> from,
            Optional<Instant> to) {
        public static final Filter ALL = new Filter(
                Optional.empty(), Optional.empty(), Optional.empty(), "", Optional.empty(), Optional.empty());
    }

    void add(Entry entry);

    /// Newest first.
    Page<Entry> page(Scope scope, Filter filter, PageRequest request);

    /// Forgets old rows, at most 10,000 at a time.
    ///
    /// @param action only of this action; empty text for all
    /// @return how many
    int removeBefore(Instant before, String action);
}
