package io.printmaster.agent.read.maker;

import static io.printmaster.agent.read.maker.MakerObject.seen;

import io.printmaster.model.Meters;

/// Kyocera, and UTAX, Triumph-Adler, Copystar and Olivetti on the same machines. Counters by function: 1 print, 2
/// copy, 4 fax; by colour: 1 black and white, 2 single colour, 3 full colour. The table by paper format has a row for
/// each format, none of which is a total, and is not read.
final class Kyocera {
    private static final String FUNCTION = "1347.42.3.1.1.1.1.";
    private static final String COLORS = "1347.42.3.1.2.1.1.";
    private static final String SCANS = "1347.42.3.1.";

    static final Maker MAKER = Maker.of("Kyocera", "1347")
            .model(seen("1347.43.5.1.1.1.1"), seen("1347.43.5.1.1.36.1"))
            .serial(seen("1347.43.5.1.1.28.1"))
            .firmware(seen("1347.43.5.4.1.5.1.1"), seen("1347.43.5.4.1.5.1.2"))
            .deviceId(seen("1347.40.1.1.1.8.1"))
            .counter(Meters.COUNTED, seen("1347.43.10.1.1.12.1.1"))
            .with(maker -> function(maker, 1, Meters.PRINT, "print"))
            .with(maker -> function(maker, 2, Meters.COPY, "copy"))
            .with(maker -> function(maker, 4, Meters.FAX_IN, "fax"))
            .counter(Meters.SCAN, seen("1347.46.10.1.1.5.3"))
            .counter("scan_copy", seen(SCANS + "3.1.1.2"))
            .counter("scan_fax", seen(SCANS + "3.1.1.4"))
            .counter("scan_other", seen(SCANS + "4.1.1.1"))
            .sum(Meters.MONO, "print_mono", "copy_mono", "fax_mono")
            .sum(Meters.COLOR, "print_color", "copy_color", "fax_color")
            .whole(Meters.COUNTED, Meters.PRINT, Meters.COPY, Meters.FAX_IN)
            .whole(Meters.COUNTED, Meters.MONO, Meters.COLOR)
            .whole(Meters.SCAN, "scan_copy", "scan_fax", "scan_other")
            .build();

    private Kyocera() {}

    private static MakerFacts function(MakerFacts maker, int number, String name, String word) {
        return maker.counter(name, seen(FUNCTION + number))
                .counter(word + "_mono", seen(COLORS + number + ".1"))
                .counter(word + "_single_color", seen(COLORS + number + ".2"))
                .counter(word + "_full_color", seen(COLORS + number + ".3"))
                .sum(word + "_color", word + "_single_color", word + "_full_color")
                .whole(name, word + "_mono", word + "_color");
    }
}
