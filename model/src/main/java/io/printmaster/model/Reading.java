package io.printmaster.model;

import java.time.Instant;

/// One complete answer of a printer: what it is and how it is, and its meters, at one moment.
public record Reading(Printer printer, Meters meters, Instant at) {

    /// The part of it that makes history.
    public Sample sample() {
        return new Sample(
                printer.key(),
                printer.serialOrKey(),
                at,
                meters,
                printer.inventory().supplies().stream().map(SupplyLevel::of).toList());
    }
}
