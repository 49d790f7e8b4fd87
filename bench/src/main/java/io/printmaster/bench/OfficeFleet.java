package io.printmaster.bench;

import io.printmaster.agent.read.PrinterReader;
import io.printmaster.agent.read.ReadOutcome;
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
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import io.printmaster.model.Supply;
import io.printmaster.model.Tray;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/// An office's printers, as they change over a working day: a pure function of the printer's number and the time.
///
/// A printer works from 8 to 18 h: 2 to 20 jobs of 5 pages, some 8 on the average, 1,000 printers 40,000 pages a day. A
/// per cent of toner is 100 pages. A tenth of the jobs are met while they print; it sleeps a quarter of an hour after
/// the last; one printer in fifty lacks paper at a time.
final class OfficeFleet implements PrinterReader {
    static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");

    private static final int JOB_PAGES = 5;
    private static final int PAGES_A_PERCENT = 100;
    private static final Duration SLOT = Duration.ofMinutes(5);

    private final Clock clock;
    private final boolean busy;

    /// @param busy whether anybody prints
    OfficeFleet(Clock clock, boolean busy) {
        this.clock = clock;
        this.busy = busy;
    }

    static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 1, (byte) (number / 250), (byte) (number % 250 + 1)});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Sighting> sightings(int printers, Instant at) {
        List<Sighting> all = new ArrayList<>();
        for (int i = 0; i < printers; i++) {
            all.add(new Sighting(address(i), 161, Sighting.Door.SNMP, "public", at, Map.of()));
        }
        return all;
    }

    @Override
    public ReadOutcome read(Sighting sighting) {
        byte[] octets = sighting.address().getAddress();
        return new ReadOutcome.Read(reading((octets[2] & 0xFF) * 250 + (octets[3] & 0xFF) - 1, clock.instant()));
    }

    /// Jobs until then since the first midnight, and whether one ran in the last slot.
    private int jobs(int number, Instant at) {
        double daily = 2 * Math.pow(10, (number % 100) / 100.0);
        long slots = Duration.between(MIDNIGHT, at).dividedBy(SLOT);
        int jobs = 0;
        for (long slot = 0; slot < slots && busy; slot++) {
            long ofDay = slot % 288;
            boolean open = ofDay >= 96 && ofDay < 216;
            SplittableRandom chance = new SplittableRandom(number * 1_000_003L + slot);
            jobs += open && chance.nextDouble() < daily / 120 ? 1 : 0;
        }
        return jobs;
    }

    Reading reading(int number, Instant at) {
        int jobs = jobs(number, at);
        boolean awake = jobs != jobs(number, at.minus(SLOT.multipliedBy(3)));
        boolean active = jobs != jobs(number, at.minus(SLOT)) && new SplittableRandom(jobs).nextInt(10) == 0;
        boolean noPaper =
                busy && new SplittableRandom(number + 7_919L * (at.getEpochSecond() / 3_600)).nextInt(50) == 0;
        long pages = 10_000L + number * 37L + (long) jobs * JOB_PAGES;
        String serial = "CNB9K%05d".formatted(number);
        String host = address(number).getHostAddress();
        List<Supply> supplies = new ArrayList<>();
        for (String color : List.of("black", "cyan", "magenta", "yellow")) {
            long percent = 100 - (pages / PAGES_A_PERCENT + color.length() * 7L) % 100;
            Level level = new Level.Measured(percent, 100);
            supplies.add(new Supply(
                    "1." + (supplies.size() + 1),
                    color + " Cartridge HP W2120X",
                    "tonerCartridge",
                    color,
                    false,
                    FillState.of(level, false),
                    level,
                    "percent",
                    "W2120X",
                    ""));
        }
        Printer printer = new Printer(
                PrinterKey.ofSerial("HP", serial).orElseThrow(),
                new Identity("HP", "HP Color LaserJet Flow E57540", serial, "2507246_000312", "", ""),
                new Network(
                        host, "NPI%06X".formatted(number), mac(number), "255.255.0.0", "10.1.0.1", "http://" + host),
                new Condition(
                        noPaper ? PrinterStatus.WARNING : active ? PrinterStatus.PRINTING : PrinterStatus.IDLE,
                        Set.of(),
                        List.of(),
                        noPaper ? "Tray 2 empty" : active ? "Processing job" : awake ? "Ready" : "Sleep mode on"),
                new Inventory(supplies, trays(), Set.of("color", "duplex", "copy", "scan")),
                new Provenance(
                        "network", "snmp", "snmp", at, at, "Floor " + number % 9, "HP ETHERNET MULTI-ENVIRONMENT"));
        Map<String, Long> counts = Map.of(
                Meters.TOTAL, pages,
                Meters.MONO, pages - pages / 3,
                Meters.COLOR, pages / 3,
                Meters.COPY, pages / 10,
                Meters.SCAN, pages / 5,
                Meters.DUPLEX, pages / 2);
        return new Reading(printer, new Meters(counts, "impressions"), at);
    }

    private static List<Tray> trays() {
        List<Tray> trays = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            trays.add(new Tray(
                    "1." + i,
                    "Tray " + i,
                    "iso_a4_210x297mm",
                    FillState.SOME_LEFT,
                    new Level.SomeLeft(OptionalLong.empty()),
                    "sheets"));
        }
        return trays;
    }

    private static String mac(int number) {
        return "3c:52:82:00:%02x:%02x".formatted(number >> 8, number & 0xFF);
    }
}
