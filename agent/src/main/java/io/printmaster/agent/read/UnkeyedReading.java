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
import java.time.Instant;

/// Everything of a reading but the key by which the printer is known for ever.
public record UnkeyedReading(
        Identity identity,
        Network network,
        Condition condition,
        Inventory inventory,
        Provenance provenance,
        Meters meters,
        Instant at) {

    /// No more than who it is: for a door that knows nothing else yet.
    public static UnkeyedReading of(Identity identity, Instant at) {
        Provenance provenance = new Provenance("", "", "", at, at, "", "");
        return new UnkeyedReading(
                identity, Network.NONE, Condition.UNKNOWN, Inventory.NONE, provenance, Meters.NONE, at);
    }

    /// The reading of the printer that is known by this key.
    public Reading keyed(PrinterKey key) {
        return new Reading(new Printer(key, identity, network, condition, inventory, provenance), meters, at);
    }
}
