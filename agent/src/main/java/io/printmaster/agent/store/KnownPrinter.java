package io.printmaster.agent.store;

import io.printmaster.model.PrinterKey;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.time.Instant;
import java.util.Optional;

/// A printer as last read, how to reach it again, and when it was last queued for the server. Immutable.
///
/// @param sighting   the door through which it was last read, to ask it again without a sweep
/// @param lastQueued when its device record was last put into the outbox; empty if never
public record KnownPrinter(Reading last, Sighting sighting, Optional<Instant> lastQueued) {

    /// What it is known by.
    public PrinterKey key() {
        return last.printer().key();
    }
}
