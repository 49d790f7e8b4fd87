package io.printmaster.server.store;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// The agents. An agent id belongs to one tenant for as long as it exists.
public interface Agents {

    /// Which agents.
    ///
    /// @param text            part of id, name, host name, address or site, in any case; empty for all
    /// @param heartbeatBefore only those silent since then (never heard counts as silent)
    /// @param heartbeatSince  only those heard since then
    /// @param revoked         only (not) revoked ones
    record Filter(
            String text,
            Optional<Instant> heartbeatBefore,
            Optional<Instant> heartbeatSince,
            Optional<Boolean> revoked) {
        public static final Filter ALL = new Filter("", Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// What the lists can be sorted by.
    enum Sort {
        ID,
        NAME,
        SITE,
        VERSION,
        LAST_HEARTBEAT
    }

    /// What a heartbeat says; facts that it does not tell leave what is known.
    record Beat(
            AgentFacts facts,
            String status,
            OptionalInt deviceCount,
            Optional<String> uploadHealth,
            OptionalInt clockSkewSeconds,
            String address,
            Instant at) {}

    Optional<AgentRow> find(AgentId id);

    /// Adds it, or renews an existing one of the same tenant: facts told replace those known, a revocation ends.
    void register(AgentId id, TenantId tenant, String site, AgentFacts facts, String address, Instant now);

    /// Notes a heartbeat.
    ///
    /// @return false when there is no such agent
    boolean heartbeat(AgentId id, Beat beat);

    /// Notes an upload.
    void synced(AgentId id, boolean devices, String address, Instant now);

    /// Its tokens must be revoked beside it.
    ///
    /// @return false when there is no such agent, or it is revoked already
    boolean revoke(AgentId id, Instant now);

    Page<AgentRow> page(Scope scope, Filter filter, Sort sort, boolean descending, PageRequest request);

    long count(Scope scope, Filter filter);
}
