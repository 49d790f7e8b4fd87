package io.printmaster.agent.read.maker;

import static io.printmaster.agent.read.maker.MakerObject.documented;
import static io.printmaster.agent.read.maker.MakerObject.seen;
import static io.printmaster.agent.read.maker.MakerObject.standard;

import io.printmaster.model.Meters;

/// Xerox, and Fuji Xerox or FUJIFILM, whose devices tell model and firmware in sysDescr and nothing private that is
/// known.
final class Xerox {
    private static final String TOTALS = "253.8.53.13.2.1.6.1.20.";
    private static final String COPIES = "253.8.53.13.2.1.6.11.20.";
    private static final String SCANS = "253.8.53.13.2.1.6.10.20.";

    static final Maker MAKER = Maker.of("Xerox", "253")
            .sysDescr("Xerox (?<model>[^;]+?)\\s*;.*?\\b(?:System|SS|Controller|ESS)\\s*(?<firmware>[0-9][0-9.]*).*")
            .serial(documented("253.8.53.3.2.1.3.1"))
            .lastFirmware(standard("1.3.6.1.2.1.25.6.3.1.2.2"))
            .deviceId(seen("253.8.51.1.2.1.20.1"))
            .counter(Meters.COUNTED, documented(TOTALS + "1"))
            .counter("print_mono", documented(TOTALS + "7"))
            .counter("print_color", documented(TOTALS + "29"))
            .counter(Meters.COLOR, documented(TOTALS + "33"))
            .counter(Meters.MONO, documented(TOTALS + "34"))
            .counter("large_format_1", documented(TOTALS + "43"))
            .counter("large_format_2", documented(TOTALS + "44"))
            .counter("copy_mono", documented(COPIES + "3"))
            .counter("copy_color", documented(COPIES + "25"))
            .counter("scan_1", documented(SCANS + "11"))
            .counter("scan_2", documented(SCANS + "12"))
            .sum(Meters.PRINT, "print_mono", "print_color")
            .sum(Meters.COPY, "copy_mono", "copy_color")
            .sum(Meters.LARGE_FORMAT, "large_format_1", "large_format_2")
            .sum(Meters.SCAN, "scan_1", "scan_2")
            .whole(Meters.COUNTED, Meters.MONO, Meters.COLOR)
            .build();

    static final Maker FUJIFILM = Maker.of("FUJIFILM", "297")
            .sysDescr(
                    "(?i)FUJI ?(?:FILM|XEROX) +(?<model>(?:Apeos|DocuCentre|DocuPrint|Revoria|Versant)[^;]*?)\\s*(?:;.*)?")
            .build();

    private Xerox() {}
}
