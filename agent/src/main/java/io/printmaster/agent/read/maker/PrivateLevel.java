package io.printmaster.agent.read.maker;

import io.printmaster.model.FillState;
import io.printmaster.model.Level;
import java.util.Optional;

/// What a maker's own object says of one supply.
///
/// @param color lower case, empty where there is none or it is not told
/// @param row   its row in the maker's table, where rows are those of the standard's table; 0 for none
/// @param name  for people, if the standard's table does not know this supply
/// @param state worse than the level alone, where the maker has a word for that
record PrivateLevel(
        Kind kind, String color, int row, String name, Level level, String unit, Optional<FillState> state) {

    /// What kind of supply, coarser than RFC 3805's types: makers' tables do not tell toner from cartridge.
    enum Kind {
        TONER("toner", "tonerCartridge", "ink", "inkCartridge", "matteToner", "matteInk"),
        DRUM("opc"),
        BELT("transferUnit"),
        FUSER("fuser"),
        /// What the standard has no type for.
        PART("other");

        /// Between blanks; the first is the one to show.
        private final String types;

        Kind(String... types) {
            this.types = " " + String.join(" ", types) + " ";
        }

        /// The type to show for a supply that only the maker tells of.
        String type() {
            return types.substring(1, types.indexOf(' ', 1));
        }

        boolean has(String supplyType) {
            return this != PART && types.contains(" " + supplyType + " ");
        }
    }
}
