package io.printmaster.agent.read.ipp;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// One value of printer-supply, printer-input-tray and the like: `type=toner;level=20;...` (PWG 5100.13). Any order,
/// with or without a semicolon at the end; keys in lower case, the first of two counts.
record Fields(Map<String, String> values) {
    private static final int MAX_FIELDS = 64;

    static Fields of(String text) {
        Map<String, String> values = new TreeMap<>();
        for (String part : text.split(";", MAX_FIELDS)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(
                        part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        part.substring(equals + 1).strip());
            }
        }
        return new Fields(values);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    String text(String key) {
        return values.getOrDefault(key, "");
    }

    OptionalLong number(String key) {
        String digits = text(key);
        return digits.matches("-?[0-9]{1,15}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
