package io.printmaster.agent.read.maker;

import static io.printmaster.agent.read.maker.MakerObject.documented;
import static io.printmaster.agent.read.maker.MakerObject.seen;

import java.util.regex.Pattern;

/// Makers of label printers, most of which do not speak the Printer-MIB.
final class LabelMakers {
    private static final String ZEBRA_TREE = "10642.200.";
    private static final String TEC_TREE = "1129.1.2.1.1.1.";

    /// The print-server board's serial (683.1.5.0) is the end of its MAC, and its product number (683.1.4.0) no
    /// model: neither is asked for.
    static final Maker ZEBRA = Maker.of("Zebra", "10642", "683")
            .model(seen(ZEBRA_TREE + "19.7.0"), seen("10642.1.1.0"))
            .serial(seen(ZEBRA_TREE + "19.5.0"), documented("10642.1.9.0"))
            .firmware(seen("10642.1.2.0"), seen("683.1.9.0"))
            .deviceId(seen(ZEBRA_TREE + "19.37.0"))
            .counters(new CounterSource.InText(
                    "printed_centimeters", seen(ZEBRA_TREE + "17.3.0"), Pattern.compile("(\\d{1,18}) CENTIMETERS")))
            .build();

    static final Maker TOSHIBA_TEC = Maker.of("Toshiba TEC", "1129.1")
            .sysDescr("TOSHIBA (?:TEC )?(?<model>B-\\S*).*")
            .model(documented(TEC_TREE + "2.1.0"))
            .serial(documented(TEC_TREE + "1.1.0"))
            .firmware(documented(TEC_TREE + "1.2.0"), documented(TEC_TREE + "2.5.0"))
            .build();

    static final Maker TSC = Maker.of("TSC", "51966")
            .sysDescr("(?<model>T[A-Z]{1,3}\\d\\S*) Version: (?<firmware>[0-9].*)")
            .build();

    private LabelMakers() {}
}
