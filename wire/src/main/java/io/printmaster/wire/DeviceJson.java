package io.printmaster.wire;

import io.printmaster.model.DetectedError;
import io.printmaster.model.Identity;
import io.printmaster.model.Level;
import io.printmaster.model.LevelOrigin;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Provenance;
import io.printmaster.model.Supply;
import io.printmaster.model.Ties;
import io.printmaster.model.Tray;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/// The one text form of a printer: the object "Device" of WIRE, section 4. It is what the agent queues, what is sent,
/// and, without its times, what the server keeps as a device's detail. Pure; thread-safe.
///
/// Encoding is deterministic: the same printer gives the same bytes.
///
/// Fields of ours about identity, each left out when empty; older receivers pass over them:
/// - `mac_addresses`: every hardware address of the device, where there is more than `mac_address`;
/// - `wireless`: true when `mac_address` is known to be a WLAN's;
/// - `former_keys`: keys that the device was reported under before `device_key`, the newest first. The receiver moves
///   what this sender reported under them, history included, to `device_key`;
/// - `other_addresses`: further IP addresses of the device;
/// - `queues`: print queues on computers that print on it, `name@address`.
public final class DeviceJson {
    /// Fields that only other agents send; carried through as they come.
    static final List<String> EXTRAS = List.of(
            "driver_name",
            "is_default",
            "is_shared",
            "is_usb",
            "port_name",
            "raw_data",
            "spooler_status",
            "usb_webui_available");

    static final String NO_EXTRAS = "{}";

    private DeviceJson() {}

    /// The JSON object of a printer read by our own agent.
    public static byte[] encode(Printer printer) {
        return encode(DeviceRecord.of(printer));
    }

    /// The JSON object of a device, whoever told it.
    public static byte[] encode(DeviceRecord device) {
        return Json.write(g -> {
            g.writeStartObject();
            writeFields(device, g);
            g.writeEndObject();
        });
    }

    /// The JSON object without `first_seen` and `last_seen`, which change with every report while all else stays as it
    /// is.
    public static String timeless(DeviceRecord device) {
        return Json.text(g -> {
            g.writeStartObject();
            writeOrigin(device, g);
            writeCondition(device, g);
            g.writeEndObject();
        });
    }

    /// Reads a device that was stored in this form.
    ///
    /// @throws IllegalStateException when it is not in this form: the store is damaged
    public static DeviceRecord decode(String json, Instant seenIfAbsent) {
        try {
            return DeviceReader.read(Json.own(json), seenIfAbsent);
        } catch (BadRecordException | JacksonException e) {
            throw new IllegalStateException("stored device is not readable", e);
        }
    }

    private static void writeFields(DeviceRecord device, JsonGenerator g) {
        Provenance provenance = device.printer().provenance();
        writeOrigin(device, g);
        g.writeStringProperty("first_seen", Times.format(provenance.firstSeen()));
        g.writeStringProperty("last_seen", Times.format(provenance.lastSeen()));
        writeCondition(device, g);
    }

    private static void writeOrigin(DeviceRecord device, JsonGenerator g) {
        Printer printer = device.printer();
        Provenance provenance = printer.provenance();
        g.writeStringProperty("device_key", printer.key().toString());
        g.writeStringProperty("serial", printer.serialOrKey());
        writeIdentity(printer.identity(), g);
        writeNetwork(printer.network(), g);
        writeTies(printer.ties(), g);
        Json.text(g, "location", provenance.location());
        Json.text(g, "description", provenance.description());
        Json.text(g, "device_type", provenance.deviceType());
        Json.text(g, "source_type", provenance.sourceType());
        Json.text(g, "discovery_method", provenance.discoveryMethod());
    }

    private static void writeCondition(DeviceRecord device, JsonGenerator g) {
        Printer printer = device.printer();
        g.writeStringProperty("status", printer.condition().status().word());
        texts(
                g,
                "errors",
                printer.condition().errors().stream().map(DetectedError::word).toList());
        Json.text(g, "console_text", printer.condition().consoleText());
        texts(g, "consumables", device.consumables());
        texts(g, "status_messages", device.statusMessages());
        writeSupplies(printer.inventory().supplies(), g);
        writeTrays(printer.inventory().trays(), g);
        writeAlerts(printer, g);
        texts(g, "capabilities", printer.inventory().capabilities());
        if (!device.extras().equals(NO_EXTRAS)) {
            writeExtras(Json.own(device.extras()), g);
        }
    }

    /// Those that there are, in one order.
    static void writeExtras(Fields extras, JsonGenerator g) {
        EXTRAS.forEach(name -> extras.writeTo(g, name));
    }

    private static void writeIdentity(Identity identity, JsonGenerator g) {
        Json.text(g, "uuid", identity.uuid());
        Json.text(g, "manufacturer", identity.manufacturer());
        Json.text(g, "model", identity.model());
        Json.text(g, "firmware", identity.firmware());
        Json.text(g, "asset_number", identity.assetNumber());
    }

    private static void writeNetwork(Network network, JsonGenerator g) {
        Json.text(g, "ip", network.address());
        Json.text(g, "hostname", network.hostname());
        Json.text(g, "mac_address", network.mac());
        if (!network.macs().equals(List.of(network.mac()))) {
            texts(g, "mac_addresses", network.macs());
        }
        if (network.wireless()) {
            g.writeBooleanProperty("wireless", true);
        }
        Json.text(g, "subnet_mask", network.subnetMask());
        Json.text(g, "gateway", network.gateway());
        Json.text(g, "web_ui_url", network.webUiUrl());
    }

    private static void writeTies(Ties ties, JsonGenerator g) {
        texts(
                g,
                "former_keys",
                ties.formerKeys().stream().map(PrinterKey::toString).toList());
        texts(g, "other_addresses", ties.otherAddresses());
        texts(g, "queues", ties.queues());
    }

    private static void writeSupplies(List<Supply> supplies, JsonGenerator g) {
        if (supplies.isEmpty()) {
            return;
        }
        g.writeArrayPropertyStart("supplies");
        for (Supply supply : supplies) {
            g.writeStartObject();
            g.writeStringProperty("index", supply.index());
            g.writeStringProperty("name", supply.name());
            g.writeStringProperty("type", supply.type());
            Json.text(g, "color", supply.color());
            g.writeStringProperty("class", supply.receptacle() ? "receptacle" : "consumed");
            g.writeStringProperty("state", supply.state().word());
            writeLevel(supply.level(), g);
            Json.text(g, "unit", supply.unit());
            Json.text(g, "part_number", supply.partNumber());
            Json.text(g, "serial", supply.serial());
            if (supply.origin() != LevelOrigin.STANDARD) {
                g.writeStringProperty("level_origin", supply.origin().word());
            }
            g.writeEndObject();
        }
        g.writeEndArray();
    }

    private static void writeTrays(List<Tray> trays, JsonGenerator g) {
        if (trays.isEmpty()) {
            return;
        }
        g.writeArrayPropertyStart("trays");
        for (Tray tray : trays) {
            g.writeStartObject();
            g.writeStringProperty("index", tray.index());
            g.writeStringProperty("name", tray.name());
            Json.text(g, "media", tray.media());
            g.writeStringProperty("state", tray.state().word());
            writeLevel(tray.level(), g);
            Json.text(g, "unit", tray.unit());
            g.writeEndObject();
        }
        g.writeEndArray();
    }

    private static void writeLevel(Level level, JsonGenerator g) {
        level.percent().ifPresent(percent -> g.writeNumberProperty("percent", percent));
        level.knownAmount().ifPresent(amount -> g.writeNumberProperty("level", amount));
        level.knownCapacity().ifPresent(capacity -> g.writeNumberProperty("capacity", capacity));
        if (level instanceof Level.Unlimited) {
            g.writeBooleanProperty("unlimited", true);
        }
        if (level instanceof Level.SomeLeft) {
            g.writeBooleanProperty("some_left", true);
        }
    }

    private static void writeAlerts(Printer printer, JsonGenerator g) {
        if (printer.condition().alerts().isEmpty()) {
            return;
        }
        g.writeArrayPropertyStart("alerts");
        printer.condition().alerts().forEach(alert -> {
            g.writeStartObject();
            g.writeNumberProperty("code", alert.code());
            g.writeStringProperty("severity", alert.severity().word());
            g.writeNumberProperty("group", alert.group());
            Json.text(g, "subunit", alert.subunit());
            g.writeStringProperty("text", alert.text());
            g.writeEndObject();
        });
        g.writeEndArray();
    }

    private static void texts(JsonGenerator g, String name, Collection<String> texts) {
        if (!texts.isEmpty()) {
            g.writeArrayPropertyStart(name);
            texts.forEach(g::writeString);
            g.writeEndArray();
        }
    }
}
