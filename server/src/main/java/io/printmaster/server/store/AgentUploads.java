package io.printmaster.server.store;

import io.printmaster.model.AgentId;
import java.time.Instant;
import java.util.List;

/// What agents sent, by the hour.
public interface AgentUploads {

    /// What was sent in an hour.
    ///
    /// @param hour       its beginning
    /// @param uploads    batches that were stored, repeats of a batch left out
    /// @param records    stored of them
    /// @param wireBytes  of their bodies as they came
    /// @param plainBytes of the same inflated
    record Hour(Instant hour, long uploads, long records, long wireBytes, long plainBytes) {}

    /// Adds one batch to the hour in which it came.
    ///
    /// @param agent must exist
    void add(AgentId agent, Instant at, long records, long wireBytes, long plainBytes);

    /// Oldest first, from (included) to (not included); hours without a batch are not told.
    List<Hour> history(AgentId agent, Instant from, Instant to);

    /// Forgets old ones, at most 10,000 at a time.
    ///
    /// @return how many
    int removeBefore(Instant before);
}
