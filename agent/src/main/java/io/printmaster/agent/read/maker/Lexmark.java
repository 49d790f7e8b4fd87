package io.printmaster.agent.read.maker;

import static io.printmaster.agent.read.maker.MakerObject.documented;
import static io.printmaster.agent.read.maker.MakerObject.seen;

import io.printmaster.model.Meters;

/// Lexmark, and Dell's lasers from the same factory. The version in sysDescr is that of the network card; the
/// printer's own stands in hrDeviceDescr behind model and serial.
final class Lexmark {
    private static final String PRODUCT = "641.2.1.2.1.";
    private static final String SERVICE = "641.6.2.3.1.";
    private static final String SIDES = "641.6.4.2.2.1.";

    static final Maker MAKER = Maker.of("Lexmark", "641")
            .sysDescr("Lexmark (?<model>.+?) version (?<firmware>\\S+).*")
            .deviceDescr("Lexmark (?<model>\\S+) (?<serial>\\S{5,}) (?<firmware>[A-Z0-9]+\\.\\S+)")
            .model(documented(PRODUCT + "2.1"), documented(SERVICE + "4.1"))
            .serial(documented(PRODUCT + "6.1"), documented(SERVICE + "5.1"))
            .deviceId(documented(PRODUCT + "3.1"))
            .counter(Meters.MONO, documented(SIDES + "6.1.1"))
            .counter(Meters.COLOR, documented(SIDES + "7.1.1"))
            .build();

    static final Maker DELL = Maker.of("Dell", "674")
            .sysDescr("Dell (?<model>.+?)(?: Laser Printer| Color Laser| MFP)? version (?<firmware>\\S+).*")
            .deviceDescr("Dell (?<model>\\S+) (?<serial>\\S{5,}) (?<firmware>[A-Z0-9]+\\.\\S+)")
            .model(documented("674.10898.100.2.1.2.1.2.1"))
            .deviceId(seen("674.10898.100.2.1.2.1.3.1"))
            .build();

    private Lexmark() {}
}
