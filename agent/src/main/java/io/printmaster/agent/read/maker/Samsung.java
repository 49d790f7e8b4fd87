package io.printmaster.agent.read.maker;

import static io.printmaster.agent.read.maker.MakerObject.documented;

import io.printmaster.agent.read.maker.PrivateLevel.Kind;
import io.printmaster.model.Meters;

/// Samsung, and the small HP Laser and Xerox Phaser that it built.
final class Samsung {
    private static final String INFO = "236.11.5.1.1.1.";

    static final Maker MAKER = Maker.of("Samsung", "236")
            .sysDescr("Samsung (?<model>[^;]+);\\s*V?(?<firmware>[0-9][0-9.]*)[^;]*;.*?(?:S/N\\s*(?<serial>\\S+))?")
            .model(documented(INFO + "1.0"))
            .serial(documented(INFO + "4.0"))
            .firmware(documented(INFO + "2.0"))
            .counter(Meters.COLOR, documented("236.11.5.11.53.11.1.1.0"))
            .counter(Meters.MONO, documented("236.11.5.11.53.11.1.2.0"))
            .supplies(new SupplySource.Percent(Kind.TONER, "black", documented("236.11.5.1.1.3.22.0")))
            .build();

    private Samsung() {}
}
