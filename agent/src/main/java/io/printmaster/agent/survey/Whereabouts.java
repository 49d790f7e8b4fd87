package io.printmaster.agent.survey;

import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.model.Identity;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Sighting;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a cycle holds of every known printer from its beginning to its end: where it is, and what tells it from another
/// one there. Its last reading is several times as large and is looked up when its turn comes. Immutable.
///
/// @param sighting the door through which it was last read
/// @param keys     everything that it was ever known by
/// @param others   further addresses at which it was read
/// @param serial   as a key of its maker; empty when it tells none
/// @param wireless whether it was read over its WLAN
/// @param offline  whether it did not answer the last time
record Whereabouts(
        PrinterKey key,
        Sighting sighting,
        Set<PrinterKey> keys,
        List<Sighting> others,
        Optional<PrinterKey> serial,
        boolean wireless,
        boolean offline) {

    static Whereabouts of(KnownPrinter known) {
        Printer printer = known.last().printer();
        Identity identity = printer.identity();
        return new Whereabouts(
                known.key(),
                known.sighting(),
                known.keys(),
                known.others(),
                PrinterKey.ofSerial(identity.manufacturer(), identity.serial()),
                printer.network().wireless(),
                printer.condition().status() == PrinterStatus.OFFLINE);
    }
}
