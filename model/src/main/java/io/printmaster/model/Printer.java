package io.printmaster.model;

/// A printer as last read: one row of the device list, on the agent, on the wire and on the server.
///
/// @param key what it is known by now, the strongest that it ever told
public record Printer(
        PrinterKey key,
        Identity identity,
        Network network,
        Condition condition,
        Inventory inventory,
        Provenance provenance,
        Ties ties) {

    /// As one reading gives it: without anything that only several readings tell.
    public Printer(
            PrinterKey key,
            Identity identity,
            Network network,
            Condition condition,
            Inventory inventory,
            Provenance provenance) {
        this(key, identity, network, condition, inventory, provenance, Ties.NONE);
    }

    /// The serial to show and to send where one is expected: the printer's own, else the key's text (WIRE, "Device").
    public String serialOrKey() {
        return identity.serial().isEmpty() ? key.toString() : identity.serial();
    }

    /// The same printer under another key of its own.
    ///
    /// @param serial taken when this one tells none
    public Printer knownAs(PrinterKey other, String serial) {
        boolean hasSerial =
                !identity.serial().isEmpty() || PrinterKey.parse(serial).isPresent();
        Identity whole = hasSerial
                ? identity
                : new Identity(
                        identity.manufacturer(),
                        identity.model(),
                        serial,
                        identity.firmware(),
                        identity.uuid(),
                        identity.assetNumber());
        return new Printer(other, whole, network, condition, inventory, provenance, ties);
    }
}
