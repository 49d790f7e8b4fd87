package io.printmaster.model;

import java.util.HexFormat;
import java.util.Optional;

/// A 48-bit hardware address as `aa:bb:cc:dd:ee:ff`.
public record MacAddress(String value) {
    private static final int DIGITS = 12;
    private static final int LENGTH = 17;

    /// @throws IllegalArgumentException when the value is not in the one accepted form; see [#parse]
    public MacAddress {
        if (!isForm(value)) {
            throw new IllegalArgumentException("not a MAC address");
        }
    }

    private static boolean isForm(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if (i % 3 == 2 ? c != ':' : (c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /// Reads the spellings met in the field (colons, hyphens, dots, none; either case); empty for anything else. By
    /// hand: it is done several times with each reading of each printer.
    public static Optional<MacAddress> parse(String text) {
        StringBuilder form = new StringBuilder(LENGTH);
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':' || c == '.' || c == '-' || c == ' ') {
                continue;
            }
            if (digits == DIGITS || c > 'f' || Character.digit(c, 16) < 0) {
                return Optional.empty();
            }
            if (digits > 0 && digits % 2 == 0) {
                form.append(':');
            }
            form.append(Character.toLowerCase(c));
            digits++;
        }
        return digits == DIGITS ? Optional.of(new MacAddress(form.toString())) : Optional.empty();
    }

    /// The address in `octets`, empty unless there are exactly six.
    public static Optional<MacAddress> of(byte[] octets) {
        return octets.length == 6 ? parse(HexFormat.of().formatHex(octets)) : Optional.empty();
    }

    /// Whether a device may be known by it: not zero, not broadcast or multicast, not locally administered
    /// (Wi-Fi Direct and randomised addresses carry that bit), not a bare vendor prefix.
    public boolean identifies() {
        int first = Integer.parseInt(value, 0, 2, 16);
        return (first & 0x03) == 0 && !value.endsWith(":00:00:00");
    }

    @Override
    public String toString() {
        return value;
    }
}
