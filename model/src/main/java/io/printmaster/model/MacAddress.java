package io.printmaster.model;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A 48-bit hardware address as `aa:bb:cc:dd:ee:ff`.
public record MacAddress(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final Pattern SEPARATORS = Pattern.compile("[:.\\- ]");
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{12}");
    private static final Pattern PAIR = Pattern.compile("(..)(?!$)");

    /// @throws IllegalArgumentException when the value is not in the one accepted form; see [#parse]
    public MacAddress {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a MAC address");
        }
    }

    /// Reads the spellings met in the field (colons, hyphens, dots, none; either case); empty for anything else.
    public static Optional<MacAddress> parse(String text) {
        String hex = SEPARATORS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
        if (!DIGITS.matcher(hex).matches()) {
            return Optional.empty();
        }
        return Optional.of(new MacAddress(PAIR.matcher(hex).replaceAll("$1:")));
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
