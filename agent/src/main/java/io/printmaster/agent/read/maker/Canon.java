package io.printmaster.agent.read.maker;

import static io.printmaster.agent.read.maker.MakerObject.documented;
import static io.printmaster.agent.read.maker.MakerObject.seen;

import io.printmaster.model.Meters;
import java.util.Map;

/// Canon. A counter's number is its mode, the same on every model; which modes are filled is a setting of the device.
/// Many models list the counters with the names that the panel shows, which is the surer way.
final class Canon {
    private static final String MODE = "1602.1.11.1.3.1.4.";
    private static final String NAMED = "1602.1.11.2.1.1.";

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("total 1", Meters.COUNTED),
            Map.entry("total (black & white 1)", Meters.MONO),
            Map.entry("total (black & white/large)", "mono_large"),
            Map.entry("total (black & white/small)", "mono_small"),
            Map.entry("total (full color + single color/large)", "color_large"),
            Map.entry("total (full color + single color/small)", "color_small"),
            Map.entry("total (large)", Meters.LARGE_FORMAT),
            Map.entry("copy (total 1)", Meters.COPY),
            Map.entry("print (total 1)", Meters.PRINT),
            Map.entry("scan (total 1)", Meters.SCAN));

    static final Maker MAKER = Maker.of("Canon", "1602")
            .sysDescr("Canon (?<model>.+?) /P")
            .model(seen("1602.1.1.1.1.0"))
            .serial(documented("1602.1.2.1.4.0"), documented("1602.1.2.1.8.1.3.1.1"))
            .firmware(seen("1602.1.1.1.4.0"))
            .counters(new CounterSource.Rows(documented(NAMED + "2"), documented(NAMED + "3"), NAMES))
            .counter(Meters.COUNTED, documented(MODE + "101"))
            .counter(Meters.MONO, documented(MODE + "108"))
            .counter("mono_large", documented(MODE + "112"))
            .counter("mono_small", documented(MODE + "113"))
            .counter("color_large", documented(MODE + "122"))
            .counter("color_small", documented(MODE + "123"))
            .counter(Meters.PRINT, documented(MODE + "301"))
            .counter(Meters.SCAN, documented(MODE + "501"))
            .sum(Meters.MONO, "mono_large", "mono_small")
            .sum(Meters.COLOR, "color_large", "color_small")
            .sum(Meters.LARGE_FORMAT, "mono_large", "color_large")
            .whole(Meters.COUNTED, Meters.MONO, Meters.COLOR)
            .whole(Meters.MONO, "mono_large", "mono_small")
            .whole(Meters.COLOR, "color_large", "color_small")
            .build();

    private Canon() {}
}
