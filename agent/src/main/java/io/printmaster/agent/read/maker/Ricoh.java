package io.printmaster.agent.read.maker;

import static io.printmaster.agent.read.maker.MakerObject.documented;
import static io.printmaster.agent.read.maker.MakerObject.seen;

import io.printmaster.model.Meters;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ricoh, and Gestetner, Lanier, Savin, NRG and others on the same machines. Rows of the counters' table differ from
/// model to model: the type in the row decides. On many models the standard's levels are "some left" for ever, or
/// -100 near the end; percentages stand in a table of Ricoh's own.
final class Ricoh {
    private static final String AGENT = "367.3.2.1.1.1.";
    private static final String ENGINE = "367.3.2.1.2.";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("10", Meters.COUNTED),
            Map.entry("200", Meters.COPY),
            Map.entry("201", "copy_mono"),
            Map.entry("202", "copy_two_color"),
            Map.entry("203", "copy_full_color"),
            Map.entry("300", Meters.FAX_IN),
            Map.entry("400", Meters.PRINT),
            Map.entry("401", "print_mono"),
            Map.entry("402", "print_two_color"),
            Map.entry("403", "print_full_color"),
            Map.entry("870", "scan_color"),
            Map.entry("871", "scan_mono"));

    static final Maker MAKER = Maker.of("Ricoh", "367")
            .sysDescr("(?i)(?:RICOH|Gestetner|Lanier|Savin|NRG|Nashuatec|Rex-?Rotary|infotec) +"
                    + "(?<model>.+?) (?<firmware>[0-9][0-9.]*) / .*")
            .model(seen(AGENT + "1.0"))
            .serial(seen(ENGINE + "1.4.0"))
            .firmware(seen(AGENT + "2.0"), documented(ENGINE + "20.1.2.1.1"))
            .deviceId(documented(AGENT + "11.0"))
            .counters(new CounterSource.Rows(documented(ENGINE + "19.5.1.2"), documented(ENGINE + "19.5.1.9"), TYPES))
            .counter(Meters.COUNTED, documented(ENGINE + "19.1.0"))
            .counter(Meters.PRINT, documented(ENGINE + "19.2.0"))
            .counter(Meters.COPY, documented(ENGINE + "19.4.0"))
            .sum(new Sum("copy_color", List.of("copy_full_color"), List.of("copy_two_color")))
            .sum(new Sum("print_color", List.of("print_full_color"), List.of("print_two_color")))
            .sum(Meters.COLOR, "copy_color", "print_color")
            .sum(new Sum(Meters.MONO, List.of("copy_mono", "print_mono"), List.of(Meters.FAX_IN)))
            .sum(Meters.SCAN, "scan_color", "scan_mono")
            .whole(Meters.COPY, "copy_mono", "copy_color")
            .whole(Meters.PRINT, "print_mono", "print_color")
            .supplies(new SupplySource.Toners(
                    Optional.of(documented(ENGINE + "24.1.1.3")), documented(ENGINE + "24.1.1.5")))
            .supplies(new SupplySource.NearEndInStandard())
            .build();

    private Ricoh() {}
}
