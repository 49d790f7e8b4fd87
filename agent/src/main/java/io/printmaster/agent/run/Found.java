package io.printmaster.agent.run;

import io.printmaster.agent.read.Origin;
import io.printmaster.agent.read.UnkeyedReading;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Reading;
import java.util.Optional;

/// A printer that `scan` found.
///
/// @param key    by which it is known again; empty when nothing identifies it
/// @param note   why an agent could not follow it; empty when it can
/// @param origin which door gave which field
record Found(UnkeyedReading reading, Optional<PrinterKey> key, String note, Origin origin) {

    static Found of(Reading reading) {
        return of(reading, Origin.UNKNOWN);
    }

    static Found of(Reading reading, Origin origin) {
        var printer = reading.printer();
        return new Found(
                new UnkeyedReading(
                        printer.identity(),
                        printer.network(),
                        printer.condition(),
                        printer.inventory(),
                        printer.provenance(),
                        reading.meters(),
                        reading.at()),
                Optional.of(printer.key()),
                "",
                origin);
    }

    static Found unidentified(UnkeyedReading reading, Origin origin) {
        return new Found(
                reading,
                Optional.empty(),
                "no serial, no UUID and no hardware address: an agent cannot follow it",
                origin);
    }
}
