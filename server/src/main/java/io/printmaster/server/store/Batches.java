package io.printmaster.server.store;

import io.printmaster.model.AgentId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Which batches were stored, so that one sent twice counts once.
public interface Batches {
    /// A stored batch.
    ///
    /// @param contentHash SHA-256 of what was sent, hexadecimal
    /// @param receipt     the answer given, as JSON
    record Batch(AgentId agent, UUID id, String contentHash, String receipt, Instant storedAt) {}

    Optional<Batch> find(AgentId agent, UUID id);

    void add(Batch batch);

    /// Forgets old ones, at most 10,000 at a time.
    ///
    /// @return how many
    int removeBefore(Instant before);
}
