package io.printmaster.server.config;

import io.printmaster.program.IniFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The one section that the server reads of an INI file: `[server]`, or no section at all.
final class Ini {
    private static final String SECTION = "server";
    private static final long MAX_BYTES = 1 << 20;

    private Ini() {}

    /// A value and the line it stands on.
    record Value(String text, String origin) {}

    /// Reads the file; what is wrong with it goes to `problems`.
    static Map<String, Value> read(Path file, List<String> problems) {
        Map<String, Value> values = new LinkedHashMap<>();
        IniFile ini = IniFile.parse(text(file, problems));
        ini.faults().forEach(fault -> problems.add(file + " line " + fault.line() + ": " + fault.message()));
        for (IniFile.Entry entry : ini.entries()) {
            String origin = file + " line " + entry.line();
            if (!entry.section().equals(SECTION) && !entry.section().isEmpty()) {
                problems.add(
                        origin + ": section [" + entry.section() + "] is not known here; the server reads [server]");
            } else if (values.put(entry.key(), new Value(entry.value(), origin)) != null) {
                problems.add(origin + ": " + entry.key() + " is set twice");
            }
        }
        return values;
    }

    private static String text(Path file, List<String> problems) {
        try {
            if (Files.size(file) <= MAX_BYTES) {
                String text = Files.readString(file);
                return text.startsWith("\uFEFF") ? text.substring(1) : text;
            }
            problems.add(file + " is larger than a configuration file can be");
        } catch (NoSuchFileException e) {
            problems.add("configuration file " + file + " does not exist");
        } catch (CharacterCodingException e) {
            problems.add(file + " is not UTF-8 text");
        } catch (IOException e) {
            problems.add("cannot read " + file + ": " + e.getMessage());
        }
        return "";
    }
}
