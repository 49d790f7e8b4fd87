package io.printmaster.model;

/// Who a printer says it is.
///
/// @param manufacturer brand on the case, such as `HP`
/// @param model        without the brand, such as `LaserJet MFP M130nw`
/// @param serial       as printed on the device
/// @param uuid         lower case, without `urn:uuid:`
/// @param assetNumber  the owner's number for it
public record Identity(
        String manufacturer, String model, String serial, String firmware, String uuid, String assetNumber) {

    /// Nothing told.
    public static final Identity NONE = new Identity("", "", "", "", "", "");

    /// Cleans every text.
    public Identity {
        manufacturer = Text.clean(manufacturer, 120);
        model = Text.clean(model, 200);
        serial = Text.clean(serial, 100);
        firmware = Text.clean(firmware, 200);
        uuid = Text.clean(uuid, 60);
        assetNumber = Text.clean(assetNumber, 120);
    }
}
