package io.printmaster.model;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An IEEE 1284 device id, `MFG:HP;MDL:LaserJet;SN:...;`: the one text by which printers describe themselves on USB, in
/// IPP (printer-device-id), in SNMP (PWG 5107.1) and in DNS-SD.
///
/// Whatever is readable is kept: ids come with or without the length in front, with blanks, with NUL at the end,
/// and cut in the middle of a value. Immutable and thread-safe.
///
/// @param fields by key, keys upper case in the short form (`MFG`, `MDL`, `CMD`, `SN`, `CLS`, `DES`); the first of two
///               counts unless it is empty
public record Ieee1284Id(Map<String, String> fields) {
    /// Longer ids are cut: the longest met in the field have about 1 KB.
    public static final int MAX_LENGTH = 4096;

    /// An id without any field.
    public static final Ieee1284Id NONE = new Ieee1284Id(Map.of());

    private static final int MAX_FIELDS = 64;
    private static final int MAX_VALUE = 500;

    private static final Map<String, String> SHORT_KEYS = Map.of(
            "MANUFACTURER", "MFG",
            "MANUFACTURE", "MFG",
            "MODEL", "MDL",
            "COMMAND SET", "CMD",
            "SERIALNUMBER", "SN",
            "SERIAL NUMBER", "SN",
            "SERN", "SN",
            "SER", "SN",
            "CLASS", "CLS",
            "DESCRIPTION", "DES");

    /// Copies.
    public Ieee1284Id {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /// Reads an id as octets, as USB and SNMP give it; empty when it holds no field at all.
    public static Optional<Ieee1284Id> parse(byte[] octets) {
        int start = lengthPrefix(octets) ? 2 : 0;
        int end = Math.min(octets.length, start + MAX_LENGTH);
        return parse(new String(octets, start, end - start, StandardCharsets.UTF_8));
    }

    /// Reads an id as text; empty when it holds no field at all.
    public static Optional<Ieee1284Id> parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        String bounded = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        for (String part : bounded.split(";", MAX_FIELDS + 1)) {
            int colon = part.indexOf(':');
            if (colon > 0 && fields.size() < MAX_FIELDS) {
                String key = Text.clean(part.substring(0, colon), 40).toUpperCase(Locale.ROOT);
                String value = Text.clean(part.substring(colon + 1), MAX_VALUE);
                if (!key.isEmpty()) {
                    fields.merge(SHORT_KEYS.getOrDefault(key, key), value, (old, now) -> old.isEmpty() ? now : old);
                }
            }
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new Ieee1284Id(fields));
    }

    /// Two octets of length, counting themselves or not, in either byte order: real devices do all four. Printable
    /// characters in both places are the start of the text instead.
    private static boolean lengthPrefix(byte[] octets) {
        if (octets.length < 2) {
            return false;
        }
        boolean firstIsText = octets[0] >= 0x20 && octets[0] < 0x7F;
        if (!firstIsText) {
            return true;
        }
        int big = (octets[0] & 0xFF) << 8 | (octets[1] & 0xFF);
        int little = (octets[1] & 0xFF) << 8 | (octets[0] & 0xFF);
        return fits(big, octets.length) || fits(little, octets.length);
    }

    private static boolean fits(int told, int length) {
        return told == length || told == length - 2;
    }

    /// The maker, or empty.
    public String manufacturer() {
        return fields.getOrDefault("MFG", "");
    }

    /// The model, or empty. Kyocera's stands behind `ID` in front of the others.
    public String model() {
        return fields.getOrDefault("MDL", fields.getOrDefault("ID", ""));
    }

    /// The description when it is a name rather than a product number, else the model.
    public String modelForPeople() {
        String description = fields.getOrDefault("DES", "");
        return description.contains(" ") ? description : model();
    }

    /// The serial number, or empty. Some makers write it as the hex of its characters: that is decoded when the result
    /// is a plausible serial, and left alone otherwise, since a serial may well consist of hex digits.
    public String serial() {
        String told = fields.getOrDefault("SN", "");
        if (told.length() < 16 || told.length() % 2 != 0 || !told.matches("[0-9A-Fa-f]+")) {
            return told;
        }
        byte[] octets = HexFormat.of().parseHex(told);
        int end = octets.length;
        while (end > 0 && octets[end - 1] == 0) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            boolean plausible = (octets[i] > 0 && Character.isLetterOrDigit(octets[i])) || octets[i] == '-';
            if (!plausible) {
                return told;
            }
        }
        return end < 5 ? told : new String(octets, 0, end, StandardCharsets.US_ASCII);
    }

    /// Whether the device says that it is a printer, or says nothing of its class.
    public boolean mayBePrinter() {
        String told = fields.getOrDefault("CLS", "");
        return told.isEmpty() || told.toUpperCase(Locale.ROOT).contains("PRINT");
    }
}
