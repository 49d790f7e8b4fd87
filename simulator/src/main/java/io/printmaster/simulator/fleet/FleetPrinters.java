package io.printmaster.simulator.fleet;

import io.printmaster.model.Condition;
import io.printmaster.model.FillState;
import io.printmaster.model.Identity;
import io.printmaster.model.Inventory;
import io.printmaster.model.Level;
import io.printmaster.model.Meters;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Provenance;
import io.printmaster.model.Sample;
import io.printmaster.model.Supply;
import io.printmaster.model.SupplyLevel;
import io.printmaster.model.Tray;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// The printers of one agent of a fleet: colour multifunction printers whose pages move at some uploads and whose toner
/// falls with them. Used by one thread; the same seed gives the same printers.
final class FleetPrinters {
    private static final String MAKER = "Acme";
    private static final List<String> COLORS = List.of("black", "cyan", "magenta", "yellow");
    private static final long TONER_PAGES = 20_000;

    private final int agent;
    private final double changing;
    private final long[] pages;
    private final SplittableRandom chance;
    private final Instant firstSeen;

    /// @param agent its number within the fleet, from 0
    FleetPrinters(FleetPlan plan, int agent, Instant now) {
        this.agent = agent;
        this.changing = plan.changing();
        this.chance = new SplittableRandom(plan.seed() * 1_000_003 + agent);
        this.pages = chance.longs(plan.printers(), 1_000, 500_000).toArray();
        this.firstSeen = now;
    }

    int count() {
        return pages.length;
    }

    /// Lets some of them print; says which.
    List<Integer> move() {
        List<Integer> moved = new ArrayList<>();
        for (int i = 0; i < pages.length; i++) {
            if (chance.nextDouble() < changing) {
                pages[i] += 1 + chance.nextInt(20);
                moved.add(i);
            }
        }
        return moved;
    }

    /// A printer as its agent would report it.
    Printer printer(int number, Instant now) {
        String serial = serial(number);
        return new Printer(
                key(serial),
                new Identity(MAKER, "Color MFP " + (300 + number % 7), serial, "3.1." + number % 5, "", ""),
                new Network(
                        "10." + agent % 200 + "." + number / 250 + "." + (1 + number % 250),
                        "prn-" + serial,
                        mac(number),
                        "255.255.255.0",
                        "",
                        ""),
                new Condition(
                        pages[number] % 50 == 0 ? PrinterStatus.PRINTING : PrinterStatus.IDLE,
                        Set.of(),
                        List.of(),
                        "Ready"),
                new Inventory(supplies(number), trays(number), Set.of("color", "copy", "duplex", "scan")),
                new Provenance("network", "snmp", "snmp", firstSeen, now, "Floor " + number % 9, "Acme Color MFP"));
    }

    /// What its meters say now.
    Sample sample(int number, Instant now) {
        String serial = serial(number);
        long total = pages[number];
        Meters meters = new Meters(
                Map.of(
                        Meters.TOTAL, total,
                        Meters.COLOR, total / 3,
                        Meters.MONO, total - total / 3,
                        Meters.COPY, total / 5,
                        Meters.SCAN, total / 7),
                "impressions");
        List<SupplyLevel> levels =
                supplies(number).stream().map(SupplyLevel::of).toList();
        return new Sample(key(serial), serial, now, meters, levels);
    }

    private List<Supply> supplies(int number) {
        List<Supply> supplies = new ArrayList<>();
        for (String color : COLORS) {
            long used = (pages[number] + 4_000L * supplies.size()) % TONER_PAGES;
            Level level = new Level.Measured(TONER_PAGES - used, TONER_PAGES);
            supplies.add(new Supply(
                    Integer.toString(supplies.size() + 1),
                    color + " toner",
                    "toner",
                    color,
                    false,
                    FillState.of(level, false),
                    level,
                    "impressions",
                    "AC-" + color.charAt(0),
                    ""));
        }
        return supplies;
    }

    private List<Tray> trays(int number) {
        Level level = new Level.Measured(500 - pages[number] % 500, 500);
        return List.of(new Tray("1", "Tray 1", "A4", FillState.of(level, false), level, "sheets"));
    }

    private String serial(int number) {
        return "FL%06dN%04d".formatted(agent, number);
    }

    private String mac(int number) {
        return "00:50:%02x:%02x:%02x:%02x"
                .formatted(agent >> 8 & 0xFF, agent & 0xFF, number >> 8 & 0xFF, number + 1 & 0xFF);
    }

    private static PrinterKey key(String serial) {
        return PrinterKey.ofSerial(MAKER, serial).orElseThrow();
    }
}
