package io.printmaster.server.fleet;

import io.printmaster.model.Alert;
import io.printmaster.model.Condition;
import io.printmaster.model.DetectedError;
import io.printmaster.model.FillState;
import io.printmaster.model.Identity;
import io.printmaster.model.Inventory;
import io.printmaster.model.Level;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Provenance;
import io.printmaster.model.Supply;
import io.printmaster.model.Tray;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Makes printers as varied as those of real fleets.
public final class PrinterMaker {
    private static final List<String[]> KINDS = List.of(
            new String[] {"HP", "LaserJet Pro MFP M428fdw", "mono"},
            new String[] {"HP", "Color LaserJet E57540", "color"},
            new String[] {"Brother", "HL-L8260CDW", "color"},
            new String[] {"Kyocera", "ECOSYS P3155dn", "mono"},
            new String[] {"Ricoh", "IM C3000", "color"},
            new String[] {"Canon", "iR-ADV C3520", "color"},
            new String[] {"Xerox", "VersaLink C405", "color"},
            new String[] {"Lexmark", "MS521dn", "mono"},
            new String[] {"Epson", "WF-C5790", "color"});

    private final RandomGenerator random;
    private final Instant now;

    public PrinterMaker(RandomGenerator random, Instant now) {
        this.random = random;
        this.now = now;
    }

    /// The printer of this number; numbers make different serials.
    public Printer printer(int number) {
        String[] kind = KINDS.get(random.nextInt(KINDS.size()));
        String serial =
                String.format("%s%07d%c", kind[0].substring(0, 2).toUpperCase(Locale.ROOT), number, 'A' + number % 26);
        boolean color = kind[2].equals("color");
        String address = "10." + number / 60_000 % 250 + "." + number / 250 % 240 + "." + (number % 250 + 1);
        return new Printer(
                PrinterKey.ofSerial(kind[0], serial).orElseThrow(),
                new Identity(
                        kind[0],
                        kind[1],
                        serial,
                        "FW " + random.nextInt(1, 9) + ".2",
                        "",
                        number % 4 == 0 ? "A-" + number : ""),
                new Network(
                        address,
                        "prn-" + number + ".example",
                        String.format("00:1b:a9:%02x:%02x:%02x", number >> 16 & 255, number >> 8 & 255, number & 255),
                        "255.255.255.0",
                        "10.0.0.1",
                        "http://" + address + "/"),
                condition(),
                new Inventory(supplies(color), trays(), color ? Set.of("color", "duplex", "scan") : Set.of("duplex")),
                new Provenance(
                        "network",
                        "snmp",
                        "snmp",
                        now.minus(Duration.ofDays(random.nextInt(10, 400))),
                        now.minus(
                                random.nextInt(12) == 0
                                        ? Duration.ofDays(3)
                                        : Duration.ofMinutes(random.nextInt(1, 50))),
                        "Floor " + random.nextInt(1, 6) + ", room " + random.nextInt(100, 200),
                        kind[0] + " " + kind[1]));
    }

    private Condition condition() {
        return switch (random.nextInt(14)) {
            case 0 ->
                new Condition(
                        PrinterStatus.DOWN,
                        Set.of(DetectedError.JAMMED),
                        List.of(new Alert(8, Alert.Severity.CRITICAL, 8, "1.2", "Paper jam in tray 2")),
                        "Jam in tray 2. Open door A.");
            case 1 ->
                new Condition(
                        PrinterStatus.DOWN,
                        Set.of(DetectedError.NO_TONER, DetectedError.LOW_PAPER),
                        List.of(new Alert(1101, Alert.Severity.CRITICAL, 11, "1.1", "Replace black cartridge")),
                        "Replace black cartridge");
            case 2 -> new Condition(PrinterStatus.WARNING, Set.of(DetectedError.LOW_TONER), List.of(), "Toner low");
            case 3 -> new Condition(PrinterStatus.OFFLINE, Set.of(), List.of(), "");
            case 4 -> Condition.UNKNOWN;
            case 5 -> new Condition(PrinterStatus.PRINTING, Set.of(), List.of(), "Printing");
            default -> new Condition(PrinterStatus.IDLE, Set.of(), List.of(), "Ready");
        };
    }

    private List<Supply> supplies(boolean color) {
        List<Supply> supplies = new ArrayList<>();
        String[] colors = color ? new String[] {"black", "cyan", "magenta", "yellow"} : new String[] {"black"};
        for (int i = 0; i < colors.length; i++) {
            Level level = switch (random.nextInt(12)) {
                case 0 -> new Level.SomeLeft(OptionalLong.empty());
                case 1 -> Level.unknown();
                case 2 -> new Level.Measured(0, 100);
                default -> new Level.Measured(random.nextInt(1, 101), 100);
            };
            supplies.add(supply("1." + (i + 1), colors[i] + " toner", "tonerCartridge", colors[i], false, level));
        }
        Level space = random.nextInt(15) == 0 ? new Level.Measured(0, 100) : new Level.SomeLeft(OptionalLong.empty());
        supplies.add(supply("1.9", "Waste toner box", "wasteToner", "", true, space));
        return supplies;
    }

    private static Supply supply(
            String index, String name, String type, String color, boolean receptacle, Level level) {
        return new Supply(
                index,
                name,
                type,
                color,
                receptacle,
                FillState.of(level, receptacle),
                level,
                "percent",
                "PN-" + index + color,
                "");
    }

    private List<Tray> trays() {
        Level one = new Level.Measured(random.nextInt(0, 551), 550);
        Level two = new Level.SomeLeft(OptionalLong.of(100));
        return List.of(
                new Tray("1.1", "Tray 1", "iso_a4_210x297mm", FillState.of(one, false), one, "sheets"),
                new Tray("1.2", "Multi-purpose tray", "", FillState.of(two, false), two, "sheets"));
    }
}
