package io.printmaster.agent.read.maker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A supply's description taken apart: makers write the part number and the supply's own serial into it. Pure.
///
/// @param name       for people
/// @param partNumber what to order; empty when not told
/// @param serial     of the supply itself; empty when not told
public record SupplyText(String name, String partNumber, String serial) {
    /// Xerox: `Black Toner, PN 006R01509;SN4817...`, or without the serial.
    private static final Pattern XEROX =
            Pattern.compile("(?<name>.*?),?\\s*\\bPN\\s*(?<part>[^;,]*)(?:[;,]\\s*SN\\s*(?<serial>\\S*))?\\s*");

    /// Samsung: `Black Toner Cartridge S/N:CRUM-...`.
    private static final Pattern SAMSUNG = Pattern.compile("(?<name>.*?)[,;]?\\s*S/N\\s*:\\s*(?<serial>\\S*)\\s*");

    /// HP: `Black Cartridge HP CF410A`.
    private static final Pattern HP = Pattern.compile(".*\\bHP (?<part>[A-Z]{1,2}\\d{3,4}[A-Z]{1,2})\\b.*");

    /// Kyocera and its family: the part number is the whole description.
    private static final Pattern ONLY_PART = Pattern.compile("[A-Z]{2,3}-\\d{2,5}[A-Z]{0,3}");

    /// Takes a description apart; `unknown` and `none` are no part numbers.
    public static SupplyText of(String description) {
        Matcher xerox = XEROX.matcher(description);
        if (xerox.matches()) {
            String serial = xerox.group("serial");
            return new SupplyText(xerox.group("name"), known(xerox.group("part")), serial == null ? "" : known(serial));
        }
        Matcher samsung = SAMSUNG.matcher(description);
        if (samsung.matches()) {
            return new SupplyText(samsung.group("name"), "", known(samsung.group("serial")));
        }
        Matcher hp = HP.matcher(description);
        if (hp.matches()) {
            return new SupplyText(description, hp.group("part"), "");
        }
        String part = ONLY_PART.matcher(description).matches() ? description : "";
        return new SupplyText(description, part, "");
    }

    private static String known(String value) {
        String plain = value.strip();
        return plain.equalsIgnoreCase("unknown") || plain.equalsIgnoreCase("none") ? "" : plain;
    }
}
