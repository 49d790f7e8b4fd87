package io.printmaster.agent.read.maker;

import static io.printmaster.agent.read.maker.MakerObject.seen;

import io.printmaster.model.Meters;
import java.util.List;
import java.util.Map;

/// Sharp: a table of counters with English names, whatever the panel's language.
final class Sharp {
    private static final String COUNTERS = "2385.1.1.19.2.1.";

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("prints", Meters.PRINT),
            Map.entry("black & white print count", "print_mono"),
            Map.entry("full color print count", "print_color"),
            Map.entry("duplex", Meters.DUPLEX),
            Map.entry("copies", Meters.COPY),
            Map.entry("black & white copy count", "copy_mono"),
            Map.entry("full color copy count", "copy_full_color"),
            Map.entry("two color copy count", "copy_two_color"),
            Map.entry("single color copy count", "copy_single_color"),
            Map.entry("black & white total count", Meters.MONO),
            Map.entry("full color total count", "full_color"),
            Map.entry("two color total count", "two_color"),
            Map.entry("single color total count", "single_color"),
            Map.entry("black & white other count", "other_mono"),
            Map.entry("full color other count", "other_color"),
            Map.entry("document feeder", "feeder"),
            Map.entry("scan to e-mail/ftp", Meters.SCAN),
            Map.entry("scan to hdd", "scan_hdd"),
            Map.entry("prints (document filing)", "filing_print"));

    static final Maker MAKER = Maker.of("Sharp", "2385")
            .sysDescr("SHARP (?<model>(?:MX|AR|BP|AL)-.+)")
            .firmware(seen("2385.2.1.1.2.1.2.1"))
            .counters(new CounterSource.Rows(seen(COUNTERS + "4"), seen(COUNTERS + "3"), NAMES))
            .sum(new Sum(Meters.COLOR, List.of("full_color"), List.of("two_color", "single_color")))
            .sum(new Sum("copy_color", List.of("copy_full_color"), List.of("copy_two_color", "copy_single_color")))
            .whole(Meters.PRINT, "print_mono", "print_color")
            .whole(Meters.COPY, "copy_mono", "copy_color")
            .build();

    private Sharp() {}
}
