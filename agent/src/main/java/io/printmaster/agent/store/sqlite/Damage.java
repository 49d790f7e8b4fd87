package io.printmaster.agent.store.sqlite;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// A database that was damaged and was moved aside.
///
/// @param movedTo where it lies now, untouched
/// @param reason  what is wrong with it
/// @param kept    records of the queue that could be taken over
/// @param lost    records of the queue that could not; empty when the damage hides how many there were
/// @param between when most of them had been queued
public record Damage(Path movedTo, String reason, long kept, OptionalLong lost, Optional<Span> between) {

    /// Between these two moments; each is empty when nothing is known of it.
    public record Span(Optional<Instant> from, Optional<Instant> to) {
        static final Span UNKNOWN = new Span(Optional.empty(), Optional.empty());

        @Override
        public String toString() {
            return from.map(Instant::toString).orElse("?") + " .. "
                    + to.map(Instant::toString).orElse("?");
        }
    }
}
