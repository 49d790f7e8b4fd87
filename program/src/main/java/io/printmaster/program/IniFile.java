package io.printmaster.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the text of an INI file and remembers the line of every value, which is why it is our own: the kept INI
/// libraries forget where a value stood, and an error without a line is half an error.
///
/// `[section]`, `key = value`; `#` and `;` begin a comment at the start of a line or after white space; a value in
/// double quotes (with `\"` and `\\`) or single quotes may hold them. Names are not case-sensitive. Immutable.
public record IniFile(List<Entry> entries, List<Fault> faults) {

    /// One value.
    public record Entry(String section, String key, String value, int line) {}

    /// A line that cannot be understood.
    public record Fault(int line, String message) {}

    /// Reads the text; what cannot be understood becomes a fault, the rest stays usable.
    public static IniFile parse(String text) {
        List<Entry> entries = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        String section = "";
        boolean sectionKnown = true;
        int number = 0;
        for (String raw : text.split("\r\n|\r|\n", -1)) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (line.startsWith("[")) {
                int end = line.indexOf(']');
                String rest = end < 0 ? "" : line.substring(end + 1).strip();
                sectionKnown = end > 1 && (rest.isEmpty() || rest.startsWith("#") || rest.startsWith(";"));
                if (sectionKnown) {
                    section = line.substring(1, end).strip().toLowerCase(Locale.ROOT);
                } else {
                    faults.add(new Fault(number, "not a section; write it as [name] on a line of its own"));
                }
                continue;
            }
            if (sectionKnown) {
                entry(section, line, number, entries, faults);
            }
        }
        return new IniFile(List.copyOf(entries), List.copyOf(faults));
    }

    private static void entry(String section, String line, int number, List<Entry> entries, List<Fault> faults) {
        int equals = line.indexOf('=');
        String key = equals < 0 ? "" : line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        if (key.isEmpty()) {
            faults.add(new Fault(number, "not understood; write key = value, or # before a comment"));
            return;
        }
        String value = value(line.substring(equals + 1).strip());
        if (value == null) {
            faults.add(new Fault(number, key + ": the quotes do not close, or text follows them"));
        } else {
            entries.add(new Entry(section, key, value, number));
        }
    }

    private static @Nullable String value(String text) {
        if (text.startsWith("\"") || text.startsWith("'")) {
            return quoted(text);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean afterBlank = i == 0 || Character.isWhitespace(text.charAt(i - 1));
            if (afterBlank && (c == '#' || c == ';')) {
                return text.substring(0, i).strip();
            }
        }
        return text;
    }

    private static @Nullable String quoted(String text) {
        char quote = text.charAt(0);
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                String rest = text.substring(i + 1).strip();
                boolean closes = rest.isEmpty() || rest.startsWith("#") || rest.startsWith(";");
                return closes ? value.toString() : null;
            }
            if (quote == '"' && c == '\\' && i + 1 < text.length() && "\"\\".indexOf(text.charAt(i + 1)) >= 0) {
                i++;
                c = text.charAt(i);
            }
            value.append(c);
        }
        return null;
    }
}
