package io.printmaster.agent.read.ipp;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Colours of supplies: `#RRGGBB` of marker-colors to the Printer-MIB's colorant words.
final class IppColors {
    private static final Map<String, String> BY_VALUE = Map.ofEntries(
            Map.entry("#000000", "black"),
            Map.entry("#00FFFF", "cyan"),
            Map.entry("#FF00FF", "magenta"),
            Map.entry("#FFFF00", "yellow"),
            Map.entry("#FF0000", "red"),
            Map.entry("#00FF00", "green"),
            Map.entry("#0000FF", "blue"),
            Map.entry("#FFFFFF", "white"),
            Map.entry("#808080", "gray"),
            Map.entry("#FFA500", "orange"),
            Map.entry("#EE82EE", "violet"));

    /// Several inks of one printer share a value: photo black is as #000000 as black. Only the name tells them apart,
    /// and one of them would hide the other if it were not asked.
    private static final List<String> KINDS = List.of(
            "photo black",
            "matte black",
            "light light black",
            "light black",
            "light cyan",
            "light magenta",
            "light gray",
            "vivid magenta",
            "vivid light magenta");

    private IppColors() {}

    /// The colorant for a value and a name; empty when there is none, or more than one.
    static String of(String value, String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace("grey", "gray");
        for (String kind : KINDS) {
            if (lower.startsWith(kind)) {
                return kind;
            }
        }
        return BY_VALUE.getOrDefault(value.strip().toUpperCase(Locale.ROOT), "");
    }
}
