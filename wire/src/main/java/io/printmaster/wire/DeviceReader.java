package io.printmaster.wire;

import io.printmaster.model.Alert;
import io.printmaster.model.Condition;
import io.printmaster.model.DetectedError;
import io.printmaster.model.FillState;
import io.printmaster.model.Identity;
import io.printmaster.model.Inventory;
import io.printmaster.model.Level;
import io.printmaster.model.LevelOrigin;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Provenance;
import io.printmaster.model.Supply;
import io.printmaster.model.Ties;
import io.printmaster.model.Tray;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// Reads the object "Device" (WIRE, section 4) from any agent.
final class DeviceReader {
    /// Rows of one list; a printer has tens.
    private static final int MAX_ROWS = 500;

    private DeviceReader() {}

    static DeviceRecord read(Fields f, Instant seenIfAbsent) throws BadRecordException {
        String told = f.text("serial");
        Optional<PrinterKey> toldKey = PrinterKey.parse(told);
        Identity identity = new Identity(
                f.text("manufacturer"),
                f.text("model"),
                toldKey.isPresent() ? "" : told,
                f.text("firmware"),
                f.text("uuid"),
                f.text("asset_number"));
        Network network = new Network(
                f.text("ip"),
                f.text("hostname"),
                f.text("mac_address"),
                f.text("subnet_mask"),
                f.text("gateway"),
                f.text("web_ui_url"),
                bounded("mac_addresses", f),
                f.flag("wireless"));
        Provenance provenance = new Provenance(
                f.text("device_type"),
                f.text("source_type"),
                f.text("discovery_method"),
                f.time("first_seen").orElse(seenIfAbsent),
                f.time("last_seen").orElse(seenIfAbsent),
                f.text("location"),
                f.text("description"));
        PrinterKey key = key(f, identity, network, toldKey);
        Printer printer = new Printer(key, identity, network, condition(f), inventory(f), provenance, ties(f, key));
        return new DeviceRecord(printer, bounded("consumables", f), bounded("status_messages", f), extras(f));
    }

    private static PrinterKey key(Fields f, Identity identity, Network network, Optional<PrinterKey> toldKey)
            throws BadRecordException {
        String text = f.text("device_key");
        if (!text.isEmpty()) {
            return PrinterKey.parse(text)
                    .orElseThrow(() -> new BadRecordException("bad_key", "field device_key is not a device key"));
        }
        return toldKey.or(() -> PrinterKey.ofSerial(identity.manufacturer(), identity.serial()))
                .or(() -> PrinterKey.ofUuid(identity.uuid()))
                .or(() -> PrinterKey.ofMac(network.mac()))
                .orElseThrow(() -> new BadRecordException(
                        "missing_key", "a device needs a serial, a UUID or a MAC address that identifies it"));
    }

    private static Ties ties(Fields f, PrinterKey key) throws BadRecordException {
        List<PrinterKey> former = new ArrayList<>();
        for (String text : bounded("former_keys", f)) {
            PrinterKey.parse(text).filter(k -> !k.equals(key)).ifPresent(former::add);
        }
        return new Ties(former, bounded("other_addresses", f), bounded("queues", f));
    }

    private static Condition condition(Fields f) throws BadRecordException {
        Set<DetectedError> errors = EnumSet.noneOf(DetectedError.class);
        for (String word : f.texts("errors")) {
            DetectedError.ofWord(word).ifPresent(errors::add);
        }
        List<Alert> alerts = new ArrayList<>();
        for (Fields alert : rows("alerts", f)) {
            alerts.add(new Alert(
                    small(alert, "code"),
                    Alert.Severity.ofWord(alert.text("severity")).orElse(Alert.Severity.INFO),
                    small(alert, "group"),
                    alert.text("subunit"),
                    alert.text("text")));
        }
        return new Condition(
                PrinterStatus.ofWord(f.text("status")).orElse(PrinterStatus.UNKNOWN),
                errors,
                alerts,
                f.text("console_text"));
    }

    private static Inventory inventory(Fields f) throws BadRecordException {
        List<Supply> supplies = new ArrayList<>();
        for (Fields row : rows("supplies", f)) {
            Level level = level(row);
            boolean receptacle = row.text("class").equals("receptacle");
            supplies.add(new Supply(
                    row.text("index"),
                    row.text("name"),
                    row.text("type"),
                    row.text("color"),
                    receptacle,
                    state(row, level, receptacle),
                    level,
                    row.text("unit"),
                    row.text("part_number"),
                    row.text("serial"),
                    LevelOrigin.ofWord(row.text("level_origin")).orElse(LevelOrigin.STANDARD)));
        }
        List<Tray> trays = new ArrayList<>();
        for (Fields row : rows("trays", f)) {
            Level level = level(row);
            trays.add(new Tray(
                    row.text("index"),
                    row.text("name"),
                    row.text("media"),
                    state(row, level, false),
                    level,
                    row.text("unit")));
        }
        return new Inventory(supplies, trays, new TreeSet<>(bounded("capabilities", f)));
    }

    private static FillState state(Fields row, Level level, boolean receptacle) throws BadRecordException {
        return FillState.ofWord(row.text("state")).orElse(FillState.of(level, receptacle));
    }

    private static Level level(Fields row) throws BadRecordException {
        OptionalLong amount = row.integer("level");
        OptionalLong capacity = row.integer("capacity");
        OptionalLong percent = row.integer("percent");
        if (amount.orElse(0) < 0 || capacity.orElse(1) <= 0 || percent.orElse(0) < 0 || percent.orElse(0) > 100) {
            throw new BadRecordException("out_of_range", "level, capacity and percent of a row must be plausible");
        }
        if (row.flag("unlimited")) {
            return new Level.Unlimited();
        }
        if (amount.isPresent()) {
            return capacity.isPresent()
                    ? new Level.Measured(amount.getAsLong(), capacity.getAsLong())
                    : new Level.Amount(amount.getAsLong());
        }
        if (percent.isPresent()) {
            return new Level.Measured(percent.getAsLong(), 100);
        }
        boolean someLeft = row.flag("some_left") || row.text("state").equals(FillState.SOME_LEFT.word());
        return someLeft ? new Level.SomeLeft(capacity) : new Level.Unknown(capacity);
    }

    private static int small(Fields f, String name) throws BadRecordException {
        long number = f.integer(name, 0);
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
    }

    private static List<Fields> rows(String name, Fields f) throws BadRecordException {
        List<Fields> rows = f.objects(name);
        if (rows.size() > MAX_ROWS) {
            throw new BadRecordException("too_many_rows", "field " + name + " has more than " + MAX_ROWS + " rows");
        }
        return rows;
    }

    private static List<String> bounded(String name, Fields f) throws BadRecordException {
        List<String> texts = f.texts(name);
        if (texts.size() > MAX_ROWS) {
            throw new BadRecordException("too_many_rows", "field " + name + " has more than " + MAX_ROWS + " rows");
        }
        return texts;
    }

    private static String extras(Fields device) {
        return DeviceJson.EXTRAS.stream().anyMatch(device::has)
                ? Json.text(g -> {
                    g.writeStartObject();
                    DeviceJson.writeExtras(device, g);
                    g.writeEndObject();
                })
                : DeviceJson.NO_EXTRAS;
    }
}
