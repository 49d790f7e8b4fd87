package io.printmaster.model;

/// One row of prtInputTable (RFC 3805, 43.8.2.1): a place where paper comes from.
///
/// @param index `hrDeviceIndex.prtInputIndex` such as `1.2`
/// @param name  prtInputName, else prtInputDescription, else empty
/// @param media prtInputMediaName, or empty
/// @param unit  RFC 3805 PrtCapacityUnitTC word such as `sheets`; empty if absent
public record Tray(String index, String name, String media, FillState state, Level level, String unit) {

    /// Cleans every text.
    public Tray {
        index = Text.clean(index, 40);
        name = Text.clean(name, 255);
        media = Text.clean(media, 255);
        unit = Text.clean(unit, 40);
    }
}
