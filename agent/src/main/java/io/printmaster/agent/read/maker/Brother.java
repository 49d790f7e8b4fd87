package io.printmaster.agent.read.maker;

import static io.printmaster.agent.read.maker.MakerObject.documented;
import static io.printmaster.agent.read.maker.MakerObject.seen;

import io.printmaster.agent.read.maker.PrivateLevel.Kind;
import io.printmaster.agent.read.maker.SupplySource.Records;
import io.printmaster.agent.read.maker.SupplySource.Records.Tag;
import io.printmaster.model.Meters;
import java.util.List;
import java.util.Map;

/// Brother: counters and what is left of everything in octet strings of tagged records (see [TaggedRecords]). The
/// standard's levels are "some left" for ever. The records' total is not the life count, so that it stands beside it.
final class Brother {
    private static final String INFO = "2435.2.3.9.4.2.1.5.5.";
    private static final int HUNDREDTHS = 10_000;
    private static final int TWENTIETHS = 2_000;

    /// What is left; the better sources of one supply come first.
    private static final List<Tag> MAINTENANCE = List.of(
            new Tag(0x6F, Kind.TONER, "black", "Black toner", HUNDREDTHS),
            new Tag(0x70, Kind.TONER, "cyan", "Cyan toner", HUNDREDTHS),
            new Tag(0x71, Kind.TONER, "magenta", "Magenta toner", HUNDREDTHS),
            new Tag(0x72, Kind.TONER, "yellow", "Yellow toner", HUNDREDTHS),
            new Tag(0xA1, Kind.TONER, "black", "Black toner", TWENTIETHS),
            new Tag(0xA2, Kind.TONER, "cyan", "Cyan toner", TWENTIETHS),
            new Tag(0xA3, Kind.TONER, "magenta", "Magenta toner", TWENTIETHS),
            new Tag(0xA4, Kind.TONER, "yellow", "Yellow toner", TWENTIETHS),
            new Tag(0x81, Kind.TONER, "black", "Black toner", 100),
            new Tag(0x82, Kind.TONER, "cyan", "Cyan toner", 100),
            new Tag(0x83, Kind.TONER, "magenta", "Magenta toner", 100),
            new Tag(0x84, Kind.TONER, "yellow", "Yellow toner", 100),
            new Tag(0x80, Kind.DRUM, "black", "Black drum", HUNDREDTHS),
            new Tag(0x79, Kind.DRUM, "cyan", "Cyan drum", HUNDREDTHS),
            new Tag(0x7A, Kind.DRUM, "magenta", "Magenta drum", HUNDREDTHS),
            new Tag(0x7B, Kind.DRUM, "yellow", "Yellow drum", HUNDREDTHS),
            new Tag(0x41, Kind.DRUM, "", "Drum unit", HUNDREDTHS),
            new Tag(0x69, Kind.BELT, "", "Belt unit", HUNDREDTHS),
            new Tag(0x6A, Kind.FUSER, "", "Fuser unit", HUNDREDTHS),
            new Tag(0x6B, Kind.PART, "", "Laser unit", HUNDREDTHS),
            new Tag(0x6C, Kind.PART, "", "Paper feeding kit MP", HUNDREDTHS),
            new Tag(0x6D, Kind.PART, "", "Paper feeding kit 1", HUNDREDTHS));

    /// Pages until the next service, for models that tell no percentage.
    private static final List<Tag> NEXT_CARE = List.of(
            new Tag(0x82, Kind.DRUM, "", "Drum unit", 0),
            new Tag(0x88, Kind.BELT, "", "Belt unit", 0),
            new Tag(0x89, Kind.FUSER, "", "Fuser unit", 0),
            new Tag(0x73, Kind.PART, "", "Laser unit", 0),
            new Tag(0x86, Kind.PART, "", "Paper feeding kit MP", 0),
            new Tag(0x77, Kind.PART, "", "Paper feeding kit 1", 0));

    private static final Map<String, String> FUNCTIONS = Map.of(
            "1", Meters.PRINT,
            "2", Meters.FAX_IN,
            "3", Meters.COPY,
            "4", "copy_color",
            "5", "print_color",
            "6", "fax_color",
            "7", "print_mono",
            "8", "fax_mono",
            "9", "copy_mono");

    static final Maker MAKER = Maker.of("Brother", "2435")
            .model(seen("2435.2.4.3.2435.5.13.3.0"))
            .serial(seen(INFO + "1.0"))
            .firmware(documented(INFO + "17.0"), seen("2435.2.4.3.1240.6.5.0"))
            .deviceId(seen("2435.2.3.9.1.1.7.0"))
            .counters(new CounterSource.Records(
                    documented(INFO + "10.0"),
                    Map.of(
                            0x00, Meters.COUNTED,
                            0x01, Meters.MONO,
                            0x02, Meters.COLOR,
                            0x06, Meters.DUPLEX,
                            0x12, "black",
                            0x13, "cyan",
                            0x14, "magenta",
                            0x15, "yellow",
                            0x16, "images")))
            .counters(new CounterSource.Rows(documented(INFO + "52.21.1.2"), documented(INFO + "52.21.1.3"), FUNCTIONS))
            .counter(Meters.SCAN, documented(INFO + "54.2.2.1.3.3"))
            .whole(Meters.COUNTED, Meters.MONO, Meters.COLOR)
            .whole(Meters.PRINT, "print_mono", "print_color")
            .whole(Meters.COPY, "copy_mono", "copy_color")
            .whole(Meters.FAX_IN, "fax_mono", "fax_color")
            .supplies(new Records(documented(INFO + "8.0"), MAINTENANCE))
            .supplies(new Records(documented(INFO + "11.0"), NEXT_CARE))
            .build();

    private Brother() {}
}
