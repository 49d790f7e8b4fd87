package io.printmaster.model;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a printer is known by for ever: its serial (within its maker), its UUID or its MAC; never an address.
///
/// The text form is `serial:MAKER/SERIAL`, `uuid:…`, `mac:…` or `mac:…/MODEL`, upper case and without
/// separators in serials, at most
/// 200 characters. Short serials of two makers collide, so the maker is part of the key.
public record PrinterKey(Kind kind, String value) {

    /// Strongest first.
    public enum Kind {
        SERIAL,
        UUID,
        MAC;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Serials within a maker before bare serials, then UUIDs, then MACs; by their text where they are of
    /// one strength.
    public static final Comparator<PrinterKey> STRONGEST_FIRST = Comparator.comparing(PrinterKey::kind)
            .thenComparing(key -> key.value().startsWith("/"))
            .thenComparing(PrinterKey::value);

    /// Of a maker or a model in a key, in UTF-16 units; cut by [Text#clean], which splits no character.
    static final int MAX_WORD = 60;

    private static final int MAX_LENGTH = 190;
    private static final Set<String> NO_SERIAL = Set.of(
            "UNKNOWN",
            "NULL",
            "NONE",
            "N/A",
            "NA",
            "NOTAVAILABLE",
            "SERIAL_NUMBER",
            "SERIALNUMBER",
            "DEFAULT",
            "TOBEFILLEDBYOEM");

    private static final int UUID_LENGTH = 36;
    private static final Pattern URN = Pattern.compile("^urn:uuid:");
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern NIL = Pattern.compile("[0-]*|[f-]*");

    /// @throws IllegalArgumentException when the value is empty, too long or holds a control character
    public PrinterKey {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !isVisible(value)) {
            throw new IllegalArgumentException("not a printer key: 1 to " + MAX_LENGTH + " visible characters needed");
        }
    }

    /// The key of a device by its serial; empty when the serial is a filler (`XXXXXXXXXX`, `0000`,
    /// `unknown`, shorter than 5 characters, ...), which several devices would share.
    ///
    /// @param manufacturer the brand on the case, in any spelling that [Brand] knows; may be empty
    public static Optional<PrinterKey> ofSerial(String manufacturer, String serial) {
        String plain = plain(serial);
        if (plain.length() < 5 || plain.length() > 100 || NO_SERIAL.contains(plain) || isOneCharacter(plain)) {
            return Optional.empty();
        }
        return Optional.of(new PrinterKey(Kind.SERIAL, Brand.inKey(manufacturer) + "/" + plain));
    }

    private static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x21 || text.charAt(i) == 0x7F) {
                return false;
            }
        }
        return true;
    }

    /// Whether it is one character again and again.
    private static boolean isOneCharacter(String text) {
        int first = text.codePointAt(0);
        int width = Character.charCount(first);
        return text.length() % width == 0 && text.regionMatches(0, text, width, text.length() - width);
    }

    /// The key of a device by its UUID, with or without `urn:uuid:`; empty for the nil UUID and for anything
    /// else.
    public static Optional<PrinterKey> ofUuid(String uuid) {
        if (uuid.length() < UUID_LENGTH) {
            return Optional.empty();
        }
        String plain = URN.matcher(uuid.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
        if (!UUID_FORM.matcher(plain).matches() || NIL.matcher(plain).matches()) {
            return Optional.empty();
        }
        return Optional.of(new PrinterKey(Kind.UUID, plain));
    }

    /// The key of a device by its hardware address; empty when that address identifies nothing.
    public static Optional<PrinterKey> ofMac(String mac) {
        return MacAddress.parse(mac).filter(MacAddress::identifies).map(m -> new PrinterKey(Kind.MAC, m.value()));
    }

    /// The key of a device that shares its hardware address, all that is known of it, with one of another
    /// model: two printers that took turns at one print server.
    ///
    /// @param model as told; not empty
    public static Optional<PrinterKey> ofMacAndModel(String mac, String model) {
        String plain = plain(model);
        return ofMac(mac)
                .filter(key -> !plain.isEmpty())
                .map(key -> new PrinterKey(Kind.MAC, key.value + "/" + Text.clean(plain, MAX_WORD)));
    }

    /// The hardware address in a key of that kind; empty for the other kinds.
    public Optional<MacAddress> mac() {
        return kind == Kind.MAC ? MacAddress.parse(value.substring(0, Math.min(17, value.length()))) : Optional.empty();
    }

    /// Reads the text form; empty when it is none.
    public static Optional<PrinterKey> parse(String text) {
        for (Kind kind : Kind.values()) {
            String prefix = kind.word() + ":";
            if (text.startsWith(prefix)) {
                try {
                    return Optional.of(new PrinterKey(kind, text.substring(prefix.length())));
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /// Upper case, without blanks and separators. By hand: several are made of each reading of each printer.
    static String plain(String text) {
        String upper = Text.clean(text, 200).toUpperCase(Locale.ROOT);
        StringBuilder plain = null;
        for (int i = 0; i < upper.length(); i++) {
            char c = upper.charAt(i);
            boolean separates = c == ' ' || c == ':' || c == ';' || c == ',' || c == '|';
            if (separates && plain == null) {
                plain = new StringBuilder(upper.length()).append(upper, 0, i);
            } else if (!separates && plain != null) {
                plain.append(c);
            }
        }
        return plain == null ? upper : plain.toString();
    }

    /// As a record's own, which go through method handles: those cost a few percent of a cycle where the JVM compiles
    /// with its quick compiler only, as the launcher has it.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PrinterKey(Kind otherKind, String otherValue)
                && kind == otherKind
                && value.equals(otherValue);
    }

    @Override
    public int hashCode() {
        return 31 * value.hashCode() + kind.hashCode();
    }

    @Override
    public String toString() {
        return kind.word() + ":" + value;
    }
}
