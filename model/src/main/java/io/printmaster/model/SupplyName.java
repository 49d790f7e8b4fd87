package io.printmaster.model;

import java.util.Optional;

/// The short names of supplies that `toner_levels` uses on the wire, the same for every maker and language.
public final class SupplyName {

    private SupplyName() {}

    /// The name for a supply by its type and colorant, never by words of its description; empty when it fits none.
    public static Optional<String> of(Supply supply) {
        String color = supply.color().replace(' ', '_');
        return switch (supply.type()) {
            case "toner", "tonerCartridge", "ink", "inkCartridge", "inkRibbon", "solidWax", "matteToner", "matteInk" ->
                color.isEmpty() ? Optional.empty() : Optional.of(color);
            case "wasteToner" -> Optional.of("waste_toner");
            case "wasteInk" -> Optional.of("waste_ink");
            case "opc" -> Optional.of(color.isEmpty() ? "drum_life" : color + "_drum");
            case "developer" -> Optional.of(color.isEmpty() ? "developer" : color + "_developer");
            case "fuser" -> Optional.of("fuser_life");
            case "transferUnit" -> Optional.of("transfer_belt");
            case "staples" -> Optional.of("staples");
            default -> Optional.empty();
        };
    }
}
