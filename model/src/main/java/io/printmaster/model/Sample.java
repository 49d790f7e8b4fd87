package io.printmaster.model;

import java.time.Instant;
import java.util.List;

/// What a printer's meters and supplies said at one moment. Key on every store: printer + time; a repeat changes
/// nothing.
///
/// @param serial the printer's serial, or its key's text when it has none (what a server that knows no keys goes by)
/// @param at     when the printer answered; never when it was sent or stored
public record Sample(PrinterKey key, String serial, Instant at, Meters meters, List<SupplyLevel> supplies) {

    /// Copies and cleans.
    public Sample {
        serial = Text.clean(serial, 200);
        supplies = List.copyOf(supplies);
    }
}
