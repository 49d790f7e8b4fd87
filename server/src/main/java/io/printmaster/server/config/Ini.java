package io.printmaster.server.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The one section that the server reads of an INI file: `[server]`, `key = value`, comments with `#` or `;`.
final class Ini {
    private static final String SECTION = "server";
    private static final long MAX_BYTES = 1 << 20;

    private Ini() {}

    /// A value and the line it stands on.
    record Value(String text, String origin) {}

    /// Reads the file; what is wrong with it goes to `problems`.
    static Map<String, Value> read(Path file, List<String> problems) {
        Map<String, Value> values = new LinkedHashMap<>();
        List<String> lines = lines(file, problems);
        String section = SECTION;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String origin = file + " line " + (i + 1);
            int equals = line.indexOf('=');
            boolean blank = line.isEmpty() || line.startsWith("#") || line.startsWith(";");
            if (!blank && line.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1).strip().toLowerCase(Locale.ROOT);
                if (!section.equals(SECTION)) {
                    problems.add(origin + ": section [" + section + "] is not known here; the server reads [server]");
                }
            } else if (!blank && equals <= 0) {
                problems.add(origin + ": expected 'key = value'");
            } else if (!blank && section.equals(SECTION)) {
                String key = line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                Value value = new Value(unquoted(line.substring(equals + 1)), origin);
                if (values.put(key, value) != null) {
                    problems.add(origin + ": " + key + " is set twice");
                }
            }
        }
        return values;
    }

    private static List<String> lines(Path file, List<String> problems) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.add(file + " is larger than a configuration file can be");
                return List.of();
            }
            List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
            if (!lines.isEmpty() && lines.getFirst().startsWith("\uFEFF")) {
                lines.set(0, lines.getFirst().substring(1));
            }
            return lines;
        } catch (NoSuchFileException e) {
            problems.add("configuration file " + file + " does not exist");
        } catch (CharacterCodingException e) {
            problems.add(file + " is not UTF-8 text");
        } catch (IOException e) {
            problems.add("cannot read " + file + ": " + e.getMessage());
        }
        return List.of();
    }

    /// Takes quotes off, or else a comment behind the value.
    private static String unquoted(String raw) {
        String value = raw.strip();
        if (value.length() >= 2 && value.startsWith("\"")) {
            int end = value.indexOf('"', 1);
            return end < 0 ? value : value.substring(1, end);
        }
        int comment = -1;
        for (String mark : List.of(" #", "\t#", " ;", "\t;")) {
            int at = value.indexOf(mark);
            comment = at >= 0 && (comment < 0 || at < comment) ? at : comment;
        }
        return comment < 0 ? value : value.substring(0, comment).strip();
    }
}
