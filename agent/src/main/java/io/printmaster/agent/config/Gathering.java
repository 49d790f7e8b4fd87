package io.printmaster.agent.config;

import io.printmaster.program.IniFile;
import io.printmaster.program.Suggestion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Collects the texts of all keys from file, environment and command line, the later winning. One use, one thread.
final class Gathering {
    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final String RANGE = "snmp.";

    final Map<Key, RawValue> values = new EnumMap<>(Key.class);
    /// The same for each section `[snmp.RANGE]`, by its range.
    final Map<String, Map<Key, RawValue>> ranges = new LinkedHashMap<>();

    final List<Problem> problems = new ArrayList<>();
    final List<Problem> warnings = new ArrayList<>();

    /// An empty text counts as not said.
    private void put(Key key, String text, Origin origin) {
        if (!text.isBlank()) {
            values.put(key, new RawValue(text, origin));
        }
    }

    void file(ConfigSources sources) {
        Optional<Path> named = sources.file();
        Optional<Path> file = named.or(
                () -> sources.usualFiles().stream().filter(Files::exists).findFirst());
        file.ifPresent(path -> text(path).ifPresent(text -> ini(path, text)));
    }

    private Optional<String> text(Path path) {
        String where = path.toString();
        try {
            if (Files.isDirectory(path)) {
                problems.add(new Problem(where, "is a directory; name the file"));
                return Optional.empty();
            }
            return Optional.of(utf8(path));
        } catch (NoSuchFileException e) {
            problems.add(new Problem(where, "no such file; check --config"));
        } catch (AccessDeniedException e) {
            problems.add(new Problem(where, "this user may not read it"));
        } catch (CharacterCodingException e) {
            problems.add(new Problem(where, "is not UTF-8 text; save it as UTF-8"));
        } catch (IOException e) {
            problems.add(new Problem(where, "cannot be read: " + e.getMessage()));
        }
        return Optional.empty();
    }

    private static String utf8(Path path) throws IOException {
        if (Files.size(path) > MAX_FILE_BYTES) {
            throw new IOException("it is larger than 1 MiB");
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private void ini(Path path, String text) {
        IniFile ini = IniFile.parse(text);
        TreeMap<Integer, Problem> found = new TreeMap<>();
        ini.faults().forEach(f -> found.put(f.line(), new Problem(path + ":" + f.line(), f.message())));
        Map<String, Integer> lines = new HashMap<>();
        Set<String> reported = new LinkedHashSet<>();
        for (IniFile.Entry entry : ini.entries()) {
            Optional<String> range = range(entry.section());
            Optional<Key> key = range.isPresent() ? keyOfRange(entry.key()) : key(entry.section(), entry.key());
            String where = path + ":" + entry.line();
            if (key.isEmpty()) {
                boolean strange = range.isEmpty() && sections().stream().noneMatch(entry.section()::equals);
                if (!strange || reported.add(entry.section())) {
                    found.put(entry.line(), new Problem(where, unknown(entry.section(), entry.key())));
                }
                continue;
            }
            Integer earlier = lines.putIfAbsent(entry.section() + "\n" + entry.key(), entry.line());
            if (earlier != null) {
                found.put(entry.line(), new Problem(where, entry.key() + " is already set in line " + earlier));
                continue;
            }
            Origin origin = new Origin.FileLine(path, entry.line());
            if (range.isEmpty()) {
                put(key.get(), entry.value(), origin);
            } else if (!entry.value().isBlank()) {
                ranges.computeIfAbsent(range.get(), r -> new EnumMap<>(Key.class))
                        .put(key.get(), new RawValue(entry.value(), origin));
            }
        }
        problems.addAll(found.values());
    }

    void environment(Map<String, String> environment) {
        Set<String> known = new LinkedHashSet<>();
        for (Key key : Key.values()) {
            for (String variable : key.variables()) {
                known.add(variable);
                variable(key, variable, environment);
                if (key.secret()) {
                    known.add(variable + "_FILE");
                    secretFile(key, variable, environment);
                }
            }
        }
        for (String name : new TreeMap<>(environment).keySet()) {
            // Only a warning: Kubernetes puts variables such as PRINTMASTER_SERVER_PORT into every container.
            if (!known.contains(name) && sections().stream().anyMatch(s -> name.startsWith(prefix(s)))) {
                String message = "is no setting of the agent" + Suggestion.words(name, known) + " (ignored)";
                warnings.add(new Problem("environment " + name, message));
            }
        }
    }

    private void variable(Key key, String variable, Map<String, String> environment) {
        String value = environment.get(variable);
        if (value != null) {
            put(key, value.strip(), new Origin.Environment(variable));
        }
    }

    private void secretFile(Key key, String variable, Map<String, String> environment) {
        String name = variable + "_FILE";
        String file = environment.getOrDefault(name, "");
        if (file.isBlank()) {
            return;
        }
        String where = "environment " + name;
        if (!environment.getOrDefault(variable, "").isBlank()) {
            problems.add(new Problem(where, "set this or " + variable + ", not both"));
            return;
        }
        try {
            put(key, utf8(Path.of(file)).strip(), new Origin.Environment(name));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(new Problem(where, "the file " + file + " cannot be read: " + reason(e)));
        }
    }

    void overrides(Map<String, String> overrides) {
        new TreeMap<>(overrides).forEach((dotted, value) -> {
            int dot = dotted.indexOf('.');
            String section = dot < 0 ? "" : dotted.substring(0, dot);
            String where = "command line " + dotted;
            Optional<Key> key = key(section, dotted.substring(dot + 1));
            if (key.isPresent()) {
                put(key.get(), value, new Origin.CommandLine(dotted));
            } else {
                problems.add(new Problem(where, unknown(section, dotted.substring(dot + 1))));
            }
        });
    }

    private static String reason(Exception e) {
        return switch (e) {
            case NoSuchFileException missing -> "no such file";
            case AccessDeniedException denied -> "this user may not read it";
            default -> String.valueOf(e.getMessage());
        };
    }

    private static String prefix(String section) {
        return "PRINTMASTER_" + section.toUpperCase(Locale.ROOT) + "_";
    }

    private static List<String> sections() {
        return Arrays.stream(Key.values()).map(Key::section).distinct().toList();
    }

    /// What `[snmp.10.1.0.0/16]` is about.
    private static Optional<String> range(String section) {
        String range =
                section.startsWith(RANGE) ? section.substring(RANGE.length()).strip() : "";
        return range.isEmpty() ? Optional.empty() : Optional.of(range);
    }

    private static Optional<Key> keyOfRange(String word) {
        return Key.BY_RANGE.stream().filter(k -> k.word().equals(word)).findFirst();
    }

    private static Optional<Key> key(String section, String word) {
        return Arrays.stream(Key.values())
                .filter(k -> k.section().equals(section) && k.word().equals(word))
                .findFirst();
    }

    /// Why a pair of section and key is none of ours, and what was probably meant.
    private static String unknown(String section, String word) {
        Optional<Key> elsewhere =
                Arrays.stream(Key.values()).filter(k -> k.word().equals(word)).findFirst();
        if (section.isEmpty()) {
            return word + " stands outside of any section; put "
                    + elsewhere.map(k -> "[" + k.section() + "]").orElse("a [section]") + " before it";
        }
        if (range(section).isPresent()) {
            return key("snmp", word).isPresent()
                    ? word + " is the same for all addresses; put it into section [snmp]"
                    : "unknown key " + word + " in [" + section + "]"
                            + Suggestion.words(
                                    word, Key.BY_RANGE.stream().map(Key::word).toList());
        }
        if (!sections().contains(section)) {
            return "unknown section [" + section + "]" + Suggestion.words(section, sections());
        }
        if (elsewhere.isPresent()) {
            return word + " belongs to section [" + elsewhere.get().section() + "], not [" + section + "]";
        }
        List<String> words = Arrays.stream(Key.values())
                .filter(k -> k.section().equals(section))
                .map(Key::word)
                .toList();
        return "unknown key " + word + " in [" + section + "]" + Suggestion.words(word, words);
    }
}
