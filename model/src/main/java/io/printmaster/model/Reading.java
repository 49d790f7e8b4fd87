package io.printmaster.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One complete answer of a printer: what it is and how it is, and its meters, at one moment.
///
/// @param upTime how long ago the device started, if it told (sysUpTime, printer-up-time); not kept
public record Reading(Printer printer, Meters meters, Instant at, Optional<Duration> upTime) {

    /// Without the time of the start.
    public Reading(Printer printer, Meters meters, Instant at) {
        this(printer, meters, at, Optional.empty());
    }

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
