package io.printmaster.agent.store;

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
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Printers to test with.
public final class TestPrinters {
    /// A moment.
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");

    private TestPrinters() {}

    /// A printer with a serial made of the number, with this many pages, at 10.0.0.n.
    public static Reading reading(int number, long pages, Instant at) {
        return reading(number, pages, at, "10.0.0." + number);
    }

    /// The same at another address.
    public static Reading reading(int number, long pages, Instant at, String address) {
        String serial = "SN%05d".formatted(number);
        Supply toner = new Supply(
                "1.1",
                "Black Toner",
                "tonerCartridge",
                "black",
                false,
                FillState.OK,
                new Level.Measured(80, 100),
                "percent",
                "TN-1",
                "");
        Supply waste = new Supply(
                "1.2",
                "Waste",
                "wasteToner",
                "",
                true,
                FillState.SOME_LEFT,
                new Level.SomeLeft(OptionalLong.empty()),
                "",
                "",
                "");
        Printer printer = new Printer(
                PrinterKey.ofSerial("Acme", serial).orElseThrow(),
                new Identity("Acme", "Press 9", serial, "1.0", "", ""),
                new Network(address, "printer-" + number, "00:11:22:33:44:55", "", "", ""),
                new Condition(PrinterStatus.IDLE, Set.of(), List.of(), "Ready"),
                new Inventory(List.of(toner, waste), List.of(), Set.of("color", "duplex")),
                new Provenance("network", "snmp", "snmp", at, at, "Hall", "a printer"));
        return new Reading(printer, new Meters(Map.of(Meters.TOTAL, pages), "impressions"), at);
    }

    /// Where it was met.
    public static Sighting sighting(Reading reading) {
        return new Sighting(
                InetAddress.ofLiteral(reading.printer().network().address()),
                161,
                Sighting.Door.SNMP,
                "community 1",
                reading.at(),
                Map.of("sysDescr", "a printer", "sysObjectID", "1.3.6.1.4.1.1"));
    }

    /// As it is kept.
    public static KnownPrinter known(int number, long pages, Instant at) {
        Reading reading = reading(number, pages, at);
        return new KnownPrinter(reading, sighting(reading), Optional.of(at.plusSeconds(1)));
    }
}
