package io.printmaster.agent.run;

import io.printmaster.agent.read.UnkeyedReading;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Reading;
import java.util.Optional;

/// A printer that `scan` found.
///
/// @param key by which it is known again; empty when nothing identifies it
/// @param note why an agent could not follow it; empty when it can
record Found(UnkeyedReading reading, Optional<PrinterKey> key, String note) {

    static Found of(Reading reading) {
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
                "");
    }

    static Found unidentified(UnkeyedReading reading) {
        return new Found(
                reading, Optional.empty(), "no serial, no UUID and no hardware address: an agent cannot follow it");
    }
}
