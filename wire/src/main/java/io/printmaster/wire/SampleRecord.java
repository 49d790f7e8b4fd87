package io.printmaster.wire;

import io.printmaster.model.Meters;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sample;
import io.printmaster.model.SupplyLevel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One sample of a batch as it came: agents that know no device keys name the printer by serial only.
public record SampleRecord(
        Optional<PrinterKey> key, String serial, Instant at, Meters meters, List<SupplyLevel> supplies) {

    /// Copies.
    public SampleRecord {
        supplies = List.copyOf(supplies);
    }

    /// The sample, once the receiver knows the printer.
    public Sample of(PrinterKey known) {
        return new Sample(known, serial.isEmpty() ? known.toString() : serial, at, meters, supplies);
    }
}
