package io.printmaster.agent.read.ipp;

import io.printmaster.model.Brand;
import io.printmaster.model.Identity;
import io.printmaster.model.Ieee1284Id;
import io.printmaster.model.PrinterKey;
import java.util.Locale;
import java.util.Optional;

/// Who the printer says it is: printer-make-and-model, printer-device-id, printer-uuid, printer-firmware-*.
final class IppIdentity {

    private IppIdentity() {}

    /// The brand that the make-and-model names wins over the id's maker: a rebadged device's id often names its
    /// builder.
    static Identity of(IppAttributes attributes) {
        Optional<Ieee1284Id> deviceId = Ieee1284Id.parse(attributes.text("printer-device-id"));
        String whole = attributes.text("printer-make-and-model");
        String named = Brand.of(whole);
        String manufacturer =
                named.isEmpty() ? deviceId.map(Ieee1284Id::manufacturer).orElse("") : named;
        if (manufacturer.isEmpty()) {
            manufacturer = firstWord(whole);
        }
        String model = named.isEmpty() ? withoutMaker(whole, manufacturer) : Brand.strip(whole);
        if (model.isEmpty()) {
            model = withoutMaker(deviceId.map(Ieee1284Id::model).orElse(""), manufacturer);
        }
        return new Identity(
                Brand.normal(manufacturer),
                model,
                deviceId.map(Ieee1284Id::serial).orElse(""),
                attributes.text("printer-firmware-string-version"),
                PrinterKey.ofUuid(attributes.text("printer-uuid"))
                        .map(PrinterKey::value)
                        .orElse(""),
                "");
    }

    /// The printer's serial, else its UUID.
    static Optional<PrinterKey> key(Identity identity) {
        Optional<PrinterKey> serial = PrinterKey.ofSerial(identity.manufacturer(), identity.serial());
        return serial.isPresent() ? serial : PrinterKey.ofUuid(identity.uuid());
    }

    private static String firstWord(String whole) {
        int blank = whole.strip().indexOf(' ');
        return blank < 0 ? "" : whole.strip().substring(0, blank);
    }

    private static String withoutMaker(String whole, String manufacturer) {
        String plain = whole.strip();
        boolean starts = !manufacturer.isEmpty()
                && plain.toLowerCase(Locale.ROOT).startsWith(manufacturer.toLowerCase(Locale.ROOT) + " ");
        return starts ? plain.substring(manufacturer.length()).strip() : plain;
    }
}
