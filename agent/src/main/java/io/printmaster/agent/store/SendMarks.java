package io.printmaster.agent.store;

import java.time.Instant;
import java.util.Optional;

/// What of a printer was queued and sent when, so that only what is news is queued again. Immutable; kept with the
/// printer, under its present key: a record that the server has under a former key says nothing about this one.
///
/// @param queued   when its device record was last put into the outbox; empty if never
/// @param uploaded when the server last acknowledged its device record (the seed's `last_uploaded_at`); empty if never
/// @param sample   the sample that was put into the outbox last; empty if none was
public record SendMarks(Optional<Instant> queued, Optional<Instant> uploaded, Optional<LastSample> sample) {
    /// Nothing was ever queued.
    public static final SendMarks NONE = new SendMarks(Optional.empty(), Optional.empty(), Optional.empty());

    /// A sample that was queued.
    ///
    /// @param at     the time of the sample itself
    /// @param values what it said, as `agent.delta` puts it; two samples that say the same have the same
    public record LastSample(Instant at, String values) {}

    /// Its device record was queued.
    public SendMarks withQueued(Instant at) {
        return new SendMarks(Optional.of(at), uploaded, sample);
    }

    /// A sample of it was queued.
    public SendMarks withSample(LastSample last) {
        return new SendMarks(queued, uploaded, Optional.of(last));
    }
}
