package io.printmaster.agent.read;

import io.printmaster.model.Condition;
import io.printmaster.model.Identity;
import io.printmaster.model.Inventory;
import io.printmaster.model.Meters;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Provenance;
import io.printmaster.model.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Everything of a reading but the key by which the printer is known for ever.
///
/// @param upTime how long ago the device started, if it told
public record UnkeyedReading(
        Identity identity,
        Network network,
        Condition condition,
        Inventory inventory,
        Provenance provenance,
        Meters meters,
        Instant at,
        Optional<Duration> upTime) {

    /// Without the time of the device's start.
    public UnkeyedReading(
            Identity identity,
            Network network,
            Condition condition,
            Inventory inventory,
            Provenance provenance,
            Meters meters,
            Instant at) {
        this(identity, network, condition, inventory, provenance, meters, at, Optional.empty());
    }

    /// No more than who it is: for a door that knows nothing else yet.
    public static UnkeyedReading of(Identity identity, Instant at) {
        Provenance provenance = new Provenance("", "", "", at, at, "", "");
        return new UnkeyedReading(
                identity, Network.NONE, Condition.UNKNOWN, Inventory.NONE, provenance, Meters.NONE, at);
    }

    /// The reading of the printer that is known by this key.
    public Reading keyed(PrinterKey key) {
        return new Reading(new Printer(key, identity, network, condition, inventory, provenance), meters, at, upTime);
    }
}
