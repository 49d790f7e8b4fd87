package io.printmaster.agent.read.maker;

import static io.printmaster.agent.read.maker.MakerObject.documented;
import static io.printmaster.agent.read.maker.MakerObject.seen;

import io.printmaster.model.Meters;

/// Epson. Versions stand in a table by name; counters exist on business inkjets only.
final class SeikoEpson {
    private static final String PRINTER = "1248.1.2.2.";
    private static final String COUNTERS = PRINTER + "27.1.1.";
    private static final String FUNCTIONS = PRINTER + "27.6.1.";

    static final Maker MAKER = Maker.of("Epson", "1248")
            .model(seen(PRINTER + "1.1.1.2.1"))
            .serial(seen(PRINTER + "1.1.1.5.1"))
            .deviceId(seen(PRINTER + "1.1.1.1.1"))
            .namedFirmware(seen(PRINTER + "2.1.1.3"), seen(PRINTER + "2.1.1.2"), "FW Package", "Main FW", "Printer FW")
            .counter(Meters.COUNTED, documented(COUNTERS + "30.1.1"))
            .counter(Meters.MONO, documented(COUNTERS + "3.1.1"))
            .counter(Meters.COLOR, documented(COUNTERS + "4.1.1"))
            .counter(Meters.PRINT, documented(FUNCTIONS + "4.1.1.1"))
            .counter(Meters.COPY, documented(FUNCTIONS + "4.1.1.2"))
            .counter("print_color", documented(FUNCTIONS + "5.1.1.1"))
            .counter("copy_color", documented(FUNCTIONS + "5.1.1.2"))
            .whole(Meters.COUNTED, Meters.MONO, Meters.COLOR)
            .part("print_color", Meters.PRINT)
            .part("copy_color", Meters.COPY)
            .build();

    private SeikoEpson() {}
}
