package io.printmaster.wire;

import io.printmaster.model.AgentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A batch as the server reads it: the good records, each with its place, and the ones refused by themselves.
///
/// @param agentId   as the body names it, empty when it does not; the caller's token decides, never this
/// @param timestamp when the batch was made; empty when absent
/// @param batchId   the sender's id of this batch, empty when it has none
/// @param received  number of records in the body
public record Batch<T>(
        Optional<AgentId> agentId,
        Optional<Instant> timestamp,
        String batchId,
        int received,
        List<Item<T>> items,
        List<Rejection> rejected) {

    /// A record and its place in the body, from 0.
    public record Item<T>(int index, T value) {}

    /// Copies.
    public Batch {
        items = List.copyOf(items);
        rejected = List.copyOf(rejected);
    }
}
