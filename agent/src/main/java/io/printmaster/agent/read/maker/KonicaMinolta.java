package io.printmaster.agent.read.maker;

import static io.printmaster.agent.read.maker.MakerObject.documented;
import static io.printmaster.agent.read.maker.MakerObject.seen;

import io.printmaster.model.Meters;

/// Konica Minolta and Develop.
final class KonicaMinolta {
    private static final String COUNTERS = "18334.1.1.1.5.7.2.1.";
    private static final String SPLIT = "18334.1.1.1.5.7.2.2.1.5.";

    static final Maker MAKER = Maker.of("Konica Minolta", "18334")
            .sysDescr("(?i)(?:KONICA MINOLTA|Develop) +(?<model>(?:bizhub|ineo).*)")
            .model(seen("18334.1.1.1.1.6.2.1.0"))
            .firmware(seen("18334.1.1.1.1.6.1.0"), documented("18334.1.1.1.5.5.1.1.3.1"))
            .counter(Meters.COUNTED, documented(COUNTERS + "1.0"))
            .counter(Meters.DUPLEX, seen(COUNTERS + "3.0"))
            .counter(Meters.SCAN, seen(COUNTERS + "5.0"))
            .counter("copy_mono", seen(SPLIT + "1.1"))
            .counter("print_mono", seen(SPLIT + "1.2"))
            .counter("copy_color", seen(SPLIT + "2.1"))
            .counter("print_color", seen(SPLIT + "2.2"))
            .sum(Meters.COPY, "copy_mono", "copy_color")
            .sum(Meters.PRINT, "print_mono", "print_color")
            .sum(Meters.MONO, "copy_mono", "print_mono")
            .sum(Meters.COLOR, "copy_color", "print_color")
            .build();

    private KonicaMinolta() {}
}
