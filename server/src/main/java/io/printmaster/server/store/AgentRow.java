package io.printmaster.server.store;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// An agent as the server knows it.
///
/// @param site          free text of the join token it came with
/// @param status        what it last said of itself, such as `active`; `revoked` once revoked
/// @param address       where its last request came from
/// @param firstSeen     when it registered first
/// @param lastSeen      its last authenticated request that changed something
/// @param deviceCount   as it said
/// @param uploadHealth  JSON object of its last heartbeat (WIRE, "Heartbeat", `upload`); empty text when never
///                      told
/// @param clockSkewSeconds its clock minus ours at the last heartbeat
public record AgentRow(
        AgentId id,
        TenantId tenant,
        String site,
        AgentFacts facts,
        String status,
        String address,
        Instant firstSeen,
        Instant lastSeen,
        Optional<Instant> lastHeartbeat,
        Optional<Instant> lastDeviceSync,
        Optional<Instant> lastMetricsSync,
        OptionalInt deviceCount,
        String uploadHealth,
        OptionalInt clockSkewSeconds,
        Optional<Instant> revokedAt) {}
