package io.printmaster.agent.discover.mdns;

import io.printmaster.model.Text;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A DNS-SD TXT record: strings of `key=value`, each with one octet of length in front (RFC 6763, section 6).
///
/// @param values by key in lower case; the first of two keys counts; a key without `=` has an empty value
record TxtRecord(Map<String, String> values) {
    static final TxtRecord EMPTY = new TxtRecord(Map.of());

    private static final int MAX_BYTES = 9_000;
    private static final int MAX_KEYS = 128;

    TxtRecord {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// Reads a record; what is cut or senseless ends or is left out, the rest counts.
    static TxtRecord parse(byte[] record) {
        Map<String, String> values = new LinkedHashMap<>();
        int end = Math.min(record.length, MAX_BYTES);
        int at = 0;
        while (at < end && values.size() < MAX_KEYS) {
            int length = record[at] & 0xFF;
            if (at + 1 + length > end) {
                break;
            }
            pair(record, at + 1, length, values);
            at += 1 + length;
        }
        return new TxtRecord(values);
    }

    private static void pair(byte[] record, int start, int length, Map<String, String> values) {
        int equals = 0;
        while (equals < length && record[start + equals] != '=') {
            // Keys are printable ASCII; anything else is no key.
            if (record[start + equals] < 0x20 || record[start + equals] == 0x7F) {
                return;
            }
            equals++;
        }
        if (equals == 0) {
            return;
        }
        String key = new String(record, start, equals, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        int valueAt = Math.min(length, equals + 1);
        String value = new String(record, start + valueAt, length - valueAt, StandardCharsets.UTF_8);
        values.putIfAbsent(key, Text.clean(value, 255));
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key) {
        return values.getOrDefault(key, "");
    }

    /// CUPS' bit mask, when it is one (`0x...` or decimal).
    Optional<Integer> printerType() {
        try {
            return has("printer-type") ? Optional.of(Integer.decode(text("printer-type"))) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
