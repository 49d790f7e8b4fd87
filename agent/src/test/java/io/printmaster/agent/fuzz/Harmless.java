package io.printmaster.agent.fuzz;

import io.printmaster.model.Printer;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.SampleJson;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What must be true of everything that came from a device, however it lied: clean, bounded texts, and records that the
/// other side of the line takes as they are.
public final class Harmless {
    private static final JsonMapper MAPPER = new JsonMapper();
    /// The longest text of any record.
    private static final int MAX_TEXT = 2_000;
    /// What a server takes as one record.
    private static final int MAX_RECORD_BYTES = 1 << 20;

    private Harmless() {}

    /// No control characters, nothing that turns the reading direction, no half characters, and not endless.
    public static void text(String text) {
        check(text.length() <= MAX_TEXT, "a text of " + text.length() + " characters");
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean bad = Character.isISOControl(c)
                    || (c >= 0xD800 && c <= 0xDFFF)
                    || (c >= 0x202A && c <= 0x202E)
                    || (c >= 0x2066 && c <= 0x2069);
            check(!bad, "U+%04X in \"%s\"".formatted(c, text));
            i += Character.charCount(c);
        }
    }

    /// Hints are shown to people and written into logs.
    public static void sighting(Sighting sighting) {
        sighting.hints().forEach((name, value) -> {
            text(name);
            text(value);
        });
    }

    /// A reading that can be queued, sent and shown.
    public static void reading(Reading reading) {
        Printer printer = reading.printer();
        byte[] device = DeviceJson.encode(printer);
        byte[] sample = SampleJson.encode(reading.sample());
        check(device.length + sample.length <= MAX_RECORD_BYTES, "a record of " + device.length + " octets");
        texts(MAPPER.readTree(device));
        texts(MAPPER.readTree(sample));
        Printer decoded = DeviceJson.decode(utf8(device), reading.at()).printer();
        check(decoded.key().equals(printer.key()), "another key on the other side of the line");
        check(decoded.inventory().equals(printer.inventory()), "another inventory on the other side of the line");
        SampleJson.decode(utf8(sample), reading.at());
    }

    private static void texts(JsonNode node) {
        if (node.isString()) {
            text(node.stringValue());
        }
        node.forEach(Harmless::texts);
    }

    private static String utf8(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    /// Whether a rule holds.
    public static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
