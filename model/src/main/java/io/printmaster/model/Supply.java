package io.printmaster.model;

/// One row of prtMarkerSuppliesTable (RFC 3805, 43.11.1.1) or what another protocol says of a supply.
///
/// @param index      `hrDeviceIndex.prtMarkerSuppliesIndex` such as `1.3`: the row's identity; rows have gaps and
///                   their names repeat
/// @param name       description for people, part number and serial split off
/// @param type       RFC 3805 PrtMarkerSuppliesTypeTC word such as `tonerCartridge`, `wasteToner`; `unknown` if absent
/// @param color      lower-case colorant such as `black`, `cyan`; empty when the supply has none or it is not told
/// @param receptacle true for a waste box or the like: its level is space left
/// @param state      the level in a word; the printer's alerts may make it worse than the level alone
/// @param unit       RFC 3805 PrtMarkerSuppliesSupplyUnitTC word such as `impressions`, `percent`; empty if absent
/// @param origin     whose word the level is
public record Supply(
        String index,
        String name,
        String type,
        String color,
        boolean receptacle,
        FillState state,
        Level level,
        String unit,
        String partNumber,
        String serial,
        LevelOrigin origin) {

    private static final int MAX_TEXT = 255;

    /// Cleans every text.
    public Supply {
        index = Text.clean(index, 40);
        name = Text.clean(name, MAX_TEXT);
        type = Text.clean(type, 60);
        color = Text.clean(color, 60);
        unit = Text.clean(unit, 40);
        partNumber = Text.clean(partNumber, MAX_TEXT);
        serial = Text.clean(serial, MAX_TEXT);
    }

    /// A supply whose level is the standard's word.
    public Supply(
            String index,
            String name,
            String type,
            String color,
            boolean receptacle,
            FillState state,
            Level level,
            String unit,
            String partNumber,
            String serial) {
        this(index, name, type, color, receptacle, state, level, unit, partNumber, serial, LevelOrigin.STANDARD);
    }

    /// The same supply in another state.
    public Supply in(FillState newState) {
        return new Supply(index, name, type, color, receptacle, newState, level, unit, partNumber, serial, origin);
    }

    /// The same supply with the level that its maker's own object tells.
    public Supply toldByMaker(Level newLevel, String newUnit) {
        return new Supply(
                index,
                name,
                type,
                color,
                receptacle,
                FillState.of(newLevel, receptacle),
                newLevel,
                newUnit,
                partNumber,
                serial,
                LevelOrigin.MAKER);
    }
}
