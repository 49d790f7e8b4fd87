package io.printmaster.agent.read.maker;

import java.util.LinkedHashMap;
import java.util.Map;

/// Brother's octet strings of records: one octet of tag, one of value 1, one of length (1, 2 or 4), the number most
/// significant octet first; then the next record, and FF at the end. The length differs between models, so that the
/// records have to be read one after the other. Pure.
final class TaggedRecords {
    private static final int END = 0xFF;
    private static final int MARK = 0x01;
    private static final int HEAD = 3;

    private TaggedRecords() {}

    /// The numbers by tag; nothing at all when the octets are not of this form, because then none of them can be
    /// trusted. A tag that comes twice keeps its first number. Numbers above 2^31 are the device's word for "not
    /// told" and are left out.
    static Map<Integer, Long> of(byte[] octets) {
        Map<Integer, Long> numbers = new LinkedHashMap<>();
        int at = 0;
        while (at < octets.length && (octets[at] & 0xFF) != END) {
            int length = at + 2 < octets.length ? octets[at + 2] : 0;
            boolean known = length == 1 || length == 2 || length == 4;
            if (!known || octets[at + 1] != MARK || at + HEAD + length > octets.length) {
                return Map.of();
            }
            long number = 0;
            for (int i = 0; i < length; i++) {
                number = number << 8 | (octets[at + HEAD + i] & 0xFF);
            }
            if (number <= Integer.MAX_VALUE) {
                numbers.putIfAbsent(octets[at] & 0xFF, number);
            }
            at += HEAD + length;
        }
        return at < octets.length ? numbers : Map.of();
    }
}
