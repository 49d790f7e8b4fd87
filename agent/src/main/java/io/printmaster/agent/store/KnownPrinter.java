package io.printmaster.agent.store;

import io.printmaster.model.PrinterKey;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A printer as last read, how to reach it again, and what of it was sent to the server when. Immutable.
///
/// @param sighting   the door through which it was last read, to ask it again without a sweep
/// @param marks    what was queued and acknowledged when
/// @param keys       everything that it was ever known by: its key, its UUID, each of its MACs, former keys;
///                   another printer may share some of them (the MAC of a print server)
/// @param others     further addresses at which it was read, each with the moment it was last read there
public record KnownPrinter(
        Reading last, Sighting sighting, SendMarks marks, Set<PrinterKey> keys, List<Sighting> others) {
    private static final int MAX_KEYS = 40;
    private static final int MAX_OTHERS = 8;

    /// Copies; the printer's own key is always among the keys.
    public KnownPrinter {
        TreeSet<PrinterKey> all = new TreeSet<>(PrinterKey.STRONGEST_FIRST);
        keys.stream().limit(MAX_KEYS).forEach(all::add);
        all.add(last.printer().key());
        keys = Collections.unmodifiableSet(all);
        others = others.stream().limit(MAX_OTHERS).toList();
    }

    /// One that is known by its key only and answers at one address.
    public KnownPrinter(Reading last, Sighting sighting, Optional<Instant> lastQueued) {
        this(last, sighting, new SendMarks(lastQueued, Optional.empty(), Optional.empty()), Set.of(), List.of());
    }

    /// When its device record was last put into the outbox; empty if never.
    public Optional<Instant> lastQueued() {
        return marks.queued();
    }

    /// The same printer with other marks.
    public KnownPrinter with(SendMarks other) {
        return new KnownPrinter(last, sighting, other, keys, others);
    }

    /// What it is known by.
    public PrinterKey key() {
        return last.printer().key();
    }
}
