package io.printmaster.server.store.jdbc;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The levels of a sample as the wire tells them: a JSON object of percentages by name. Names with
/// escapes, which no sender makes, are passed over.
final class TonerText {
    private static final Pattern PAIR = Pattern.compile("\"([^\"\\\\]{1,80})\"\\s*:\\s*(\\d{1,3})(?=\\s*[,}])");

    private TonerText() {}

    static Map<String, Integer> read(String json) {
        Map<String, Integer> levels = new TreeMap<>();
        Matcher pair = PAIR.matcher(json);
        while (pair.find()) {
            levels.put(pair.group(1), Integer.valueOf(pair.group(2)));
        }
        return levels;
    }

    static String write(Map<String, Integer> levels) {
        return levels.entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
