package io.printmaster.agent.fuzz;

import io.printmaster.model.Ieee1284Id;
import io.printmaster.model.MacAddress;
import io.printmaster.model.PrinterKey;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// IEEE 1284 ids and what printers are known by: serials, UUIDs, hardware addresses.
public final class DeviceIdFuzzer {
    private DeviceIdFuzzer() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        Ieee1284Id.parse(octets).ifPresent(DeviceIdFuzzer::harmless);
        String text = new String(octets, StandardCharsets.UTF_8);
        Ieee1284Id.parse(text).ifPresent(DeviceIdFuzzer::harmless);
        MacAddress.of(octets).map(MacAddress::value).ifPresent(Harmless::text);
        int half = text.length() / 2;
        Stream.of(
                        PrinterKey.ofSerial(text.substring(0, half), text.substring(half)),
                        PrinterKey.ofUuid(text),
                        PrinterKey.ofMac(text))
                .flatMap(key -> key.stream())
                .forEach(key -> {
                    Harmless.text(key.toString());
                    Harmless.check(
                            PrinterKey.parse(key.toString()).filter(key::equals).isPresent(),
                            "a key that cannot be read again: " + key);
                });
        PrinterKey.parse(text);
    }

    private static void harmless(Ieee1284Id id) {
        id.fields().forEach((key, value) -> {
            Harmless.text(key);
            Harmless.text(value);
        });
        Harmless.text(id.serial());
        Harmless.text(id.modelForPeople());
        Harmless.text(id.manufacturer());
        id.mayBePrinter();
    }
}
