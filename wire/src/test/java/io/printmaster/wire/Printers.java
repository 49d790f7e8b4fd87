package io.printmaster.wire;

import io.printmaster.model.Alert;
import io.printmaster.model.Condition;
import io.printmaster.model.DetectedError;
import io.printmaster.model.DoubtfulCount;
import io.printmaster.model.DoubtfulCount.Reason;
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
import io.printmaster.model.Supply;
import io.printmaster.model.Tray;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Printers to send.
final class Printers {
    static final Instant AT = Instant.parse("2025-11-03T14:32:15.250Z");

    private Printers() {}

    static Printer laser() {
        return new Printer(
                PrinterKey.ofSerial("Acme", "SN-12345").orElseThrow(),
                new Identity("Acme", "Laser 9", "SN-12345", "1.2", "", "A-7"),
                new Network("10.0.0.7", "laser9", "00:11:22:33:44:55", "", "", "http://10.0.0.7/"),
                new Condition(
                        PrinterStatus.WARNING,
                        Set.of(DetectedError.LOW_TONER, DetectedError.JAMMED),
                        List.of(new Alert(8, Alert.Severity.CRITICAL, 13, "1.1", "Papierstau <b>\"")),
                        "Sleep"),
                new Inventory(
                        List.of(
                                supply("1.1", "toner", "black", false, new Level.Measured(20, 100)),
                                supply("1.2", "wasteToner", "", true, new Level.SomeLeft(OptionalLong.empty())),
                                supply("1.3", "fuser", "", false, Level.unknown()),
                                supply("1.4", "opc", "black", false, new Level.Amount(9)),
                                supply("1.5", "toner", "cyan", false, new Level.Measured(181, 100)),
                                supply("1.6", "toner", "yellow", false, Level.unknown())
                                        .toldByMaker(new Level.Measured(30, 100), "percent")),
                        List.of(
                                new Tray(
                                        "1.1",
                                        "Tray 1",
                                        "A4",
                                        FillState.SOME_LEFT,
                                        new Level.SomeLeft(OptionalLong.of(250)),
                                        "sheets"),
                                new Tray("1.2", "", "", FillState.OK, new Level.Unlimited(), "")),
                        Set.of("duplex", "color")),
                new Provenance("network", "snmp", "snmp", AT.minusSeconds(60), AT, "Hall", "sysDescr"));
    }

    static Reading reading() {
        Meters meters = new Meters(
                Map.of(Meters.TOTAL, 100L, Meters.MONO, 0L),
                "impressions",
                Map.of(Meters.SCAN, new DoubtfulCount(10_884_743, Reason.IMPLAUSIBLE)));
        return new Reading(laser(), meters, AT);
    }

    private static Supply supply(String index, String type, String color, boolean receptacle, Level level) {
        return new Supply(
                index,
                "Supply " + index,
                type,
                color,
                receptacle,
                FillState.of(level, receptacle),
                level,
                "percent",
                "PN1",
                "");
    }
}
