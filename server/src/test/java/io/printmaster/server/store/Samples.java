package io.printmaster.server.store;

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
import io.printmaster.model.Ties;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Printers and reports for tests of the store.
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private Samples() {}

    /// A printer without trouble, with one supply at that percentage.
    public static Printer printer(String serial, String model, String address, int percent, Instant seen) {
        return printer(
                serial, model, address, percent, seen, new Condition(PrinterStatus.IDLE, Set.of(), List.of(), ""));
    }

    /// A jammed one.
    public static Printer jammed(String serial, Instant seen) {
        return printer(
                serial,
                "Jam 1",
                "10.0.0.99",
                50,
                seen,
                new Condition(PrinterStatus.DOWN, Set.of(DetectedError.JAMMED), List.of(), ""));
    }

    private static Printer printer(
            String serial, String model, String address, int percent, Instant seen, Condition condition) {
        Level level = new Level.Measured(percent, 100);
        Supply toner = new Supply(
                "1.1", "Black Toner", "toner", "black", false, FillState.of(level, false), level, "percent", "", "");
        return new Printer(
                PrinterKey.ofSerial("Acme", serial).orElseThrow(),
                new Identity("Acme", model, serial, "1.0", "", "A-" + serial),
                new Network(address, "host-" + serial.toLowerCase(java.util.Locale.ROOT), "", "", "", ""),
                condition,
                new Inventory(List.of(toner), List.of(), Set.of("duplex")),
                new Provenance("network", "snmp", "snmp", seen, seen, "Floor 1", ""));
    }

    /// A supply that is at that percentage.
    public static Supply supply(String index, String name, String partNumber, int percent) {
        Level level = new Level.Measured(percent, 100);
        return new Supply(
                index, name, "toner", "black", false, FillState.of(level, false), level, "percent", partNumber, "");
    }

    /// The printer with these supplies.
    public static Printer holding(Printer p, List<Supply> supplies) {
        return new Printer(
                p.key(),
                p.identity(),
                p.network(),
                p.condition(),
                new Inventory(supplies, List.of(), Set.of()),
                p.provenance());
    }

    /// The printer under another key from now on.
    public static Printer formerly(Printer p, PrinterKey now) {
        return new Printer(
                now,
                p.identity(),
                p.network(),
                p.condition(),
                p.inventory(),
                p.provenance(),
                new Ties(List.of(p.key()), List.of(), List.of()));
    }

    /// The printer as a report.
    public static Devices.Report report(Printer printer) {
        return new Devices.Report(printer, "{\"serial\":\"" + printer.identity().serial() + "\"}");
    }

    /// The filter of a search.
    public static DeviceQueries.Filter finding(String text) {
        return finding(text, Optional.empty());
    }

    /// The same among those in error, or those that are not.
    public static DeviceQueries.Filter finding(String text, Optional<Boolean> inError) {
        return finding(text, inError, Optional.empty());
    }

    /// The same among those whose last counters are from before a time.
    public static DeviceQueries.Filter finding(String text, Optional<Boolean> inError, Optional<Instant> metersBefore) {
        return new DeviceQueries.Filter(
                text,
                Set.of(),
                Optional.empty(),
                inError,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                metersBefore);
    }
}
