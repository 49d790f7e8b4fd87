package io.printmaster.e2e;

import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.read.PrinterReader;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.model.Alert;
import io.printmaster.model.Condition;
import io.printmaster.model.DetectedError;
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
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// An office's printers without a network: what each would say at a moment is a pure function of its number and the
/// time. In office hours they print; a fifth of them is switched off at night; each runs out of paper for an hour
/// once a day. It keeps account of what it told, for the oracle. Thread-safe.
final class CannedPrinters implements PrinterReader, Finder {
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] COLORS = {"black", "cyan", "magenta", "yellow"};

    private final int count;
    private final Clock clock;
    private final long[] lastTotal;
    private final List<List<String>> statuses = new ArrayList<>();

    CannedPrinters(int count, Clock clock) {
        this.count = count;
        this.clock = clock;
        this.lastTotal = new long[count];
        for (int n = 0; n < count; n++) {
            statuses.add(new ArrayList<>());
        }
    }

    int count() {
        return count;
    }

    static String serial(int n) {
        return "CAN%07d".formatted(n);
    }

    static PrinterKey key(int n) {
        return PrinterKey.ofSerial("Acme", serial(n)).orElseThrow();
    }

    /// The total that it told last.
    long lastTotal(int n) {
        synchronized (statuses.get(n)) {
            return lastTotal[n];
        }
    }

    /// The statuses that it went through, as far as somebody asked.
    List<String> statuses(int n) {
        synchronized (statuses.get(n)) {
            return List.copyOf(statuses.get(n));
        }
    }

    private void told(int n, String status, long total) {
        List<String> before = statuses.get(n);
        synchronized (before) {
            lastTotal[n] = Math.max(lastTotal[n], total);
            if (before.isEmpty() || !before.getLast().equals(status)) {
                before.add(status);
            }
        }
    }

    @Override
    public FindSummary find(TargetList targets, Consumer<Sighting> found) {
        for (int n = 0; n < count; n++) {
            found.accept(new Sighting(
                    address(n),
                    161,
                    Sighting.Door.SNMP,
                    "community 1",
                    clock.instant(),
                    Map.of("sysDescr", "Acme Press 9", "sysObjectID", "1.3.6.1.4.1.99999.1")));
        }
        return new FindSummary(count, count, count, List.of(), count, Duration.ZERO);
    }

    @Override
    public ReadOutcome read(Sighting sighting) {
        byte[] address = sighting.address().getAddress();
        int n = ((address[2] & 0xFF) << 8) | (address[3] & 0xFF);
        Instant at = clock.instant();
        PrinterStatus status = status(n, at);
        if (status == PrinterStatus.OFFLINE) {
            if (lastTotal(n) > 0) {
                told(n, status.word(), 0);
            }
            return new ReadOutcome.Silent(0);
        }
        long total = total(n, at);
        told(n, status.word(), total);
        return new ReadOutcome.Read(reading(n, at, status, total));
    }

    private static InetAddress address(int n) {
        return InetAddress.ofLiteral("127.77." + (n >> 8) + "." + (n & 0xFF));
    }

    private static long minutes(Instant at) {
        return Duration.between(EPOCH, at).toMinutes();
    }

    private static boolean office(Instant at) {
        int hour = at.atOffset(ZoneOffset.UTC).getHour();
        return hour >= 8 && hour < 18;
    }

    /// Rises by some 2 pages a minute while the office works.
    static long total(int n, Instant at) {
        long minutes = minutes(at);
        long days = minutes / 1440;
        long today = Math.clamp(minutes % 1440 - 480, 0, 600);
        return 10_000L + 977L * n + (days * 600 + today) * (1 + n % 3);
    }

    static PrinterStatus status(int n, Instant at) {
        int hour = at.atOffset(ZoneOffset.UTC).getHour();
        if (n % 5 == 0 && (hour < 6 || hour >= 20)) {
            return PrinterStatus.OFFLINE;
        }
        if (hour == 8 + n % 10) {
            return PrinterStatus.DOWN;
        }
        boolean busy = office(at) && (minutes(at) / 30 * 31 + n * 17L) % 20 == 0;
        return busy ? PrinterStatus.PRINTING : PrinterStatus.IDLE;
    }

    /// What it would say.
    static Reading reading(int n, Instant at) {
        return reading(n, at, status(n, at), total(n, at));
    }

    private static Reading reading(int n, Instant at, PrinterStatus status, long total) {
        List<Supply> supplies = new ArrayList<>();
        for (int i = 0; i < COLORS.length; i++) {
            long left = 100L - Math.floorMod(total / 400 + 13L * i + n, 100);
            Level level = new Level.Measured(left, 100);
            supplies.add(new Supply(
                    "1." + (i + 1),
                    COLORS[i] + " toner, Acme part TN-" + i,
                    "tonerCartridge",
                    COLORS[i],
                    false,
                    FillState.of(level, false),
                    level,
                    "percent",
                    "TN-" + i,
                    ""));
        }
        boolean down = status == PrinterStatus.DOWN;
        Printer printer = new Printer(
                key(n),
                new Identity("Acme", "Press 9", serial(n), "4.1." + n % 7, "", ""),
                new Network(
                        address(n).getHostAddress(),
                        "printer-" + n,
                        "00:1b:a9:00:%02x:%02x".formatted(n >> 8, n & 0xFF),
                        "255.255.0.0",
                        "127.77.0.1",
                        "http://" + address(n).getHostAddress() + "/"),
                new Condition(
                        status,
                        down ? Set.of(DetectedError.NO_PAPER) : Set.of(),
                        down ? List.of(new Alert(808, Alert.Severity.CRITICAL, 8, "8.1", "Tray 1 empty")) : List.of(),
                        down ? "Load paper into tray 1" : "Ready"),
                new Inventory(supplies, List.of(), Set.of("color", "duplex", "copy", "scan")),
                new Provenance("network", "snmp", "snmp", at, at, "Floor " + n / 40, "Acme Press 9 series"));
        Map<String, Long> counts = Map.of(
                Meters.TOTAL, total, Meters.MONO, total - total / 3, Meters.COLOR, total / 3, Meters.SCAN, total / 5);
        return new Reading(printer, new Meters(counts, "impressions"), at);
    }
}
