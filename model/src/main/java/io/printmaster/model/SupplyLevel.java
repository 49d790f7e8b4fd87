package io.printmaster.model;

import java.util.Optional;
import java.util.OptionalInt;

/// A supply's level at the time of a sample, small enough to keep for years.
///
/// @param index   as in [Supply]
/// @param name    short stable name: `black`, `cyan`, `waste_toner`, `drum_life`, ... (see [SupplyName]); empty when
///                the supply fits none
/// @param percent 0 to 100; empty when the printer gave none
public record SupplyLevel(String index, String name, OptionalInt percent, FillState state) {

    /// Cleans every text.
    ///
    /// @throws IllegalArgumentException for a percentage outside 0 to 100
    public SupplyLevel {
        index = Text.clean(index, 40);
        name = Text.clean(name, 60);
        if (percent.isPresent() && (percent.getAsInt() < 0 || percent.getAsInt() > 100)) {
            throw new IllegalArgumentException("a percentage is 0 to 100");
        }
    }

    /// The level of a supply, reduced.
    public static SupplyLevel of(Supply supply) {
        Optional<String> name = SupplyName.of(supply);
        return new SupplyLevel(supply.index(), name.orElse(""), supply.level().percent(), supply.state());
    }
}
