package io.printmaster.program;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A plain command line: a command, then options, each at most once, with a value or without. That is what
/// a service manager writes. It is understood without picocli, whose classes are too old for the JVM's
/// cache of classes, so that they cost a third of a program's start. Everything else, every mistake
/// included, is picocli's.
///
/// @param values the options with a value, as `--name`
/// @param flags  the options without
public record PlainWords(Map<String, String> values, Set<String> flags) {
    /// Copies.
    public PlainWords {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        flags = Collections.unmodifiableSet(new LinkedHashSet<>(flags));
    }

    /// Looks at the words of a command line.
    ///
    /// @param command   the first of them
    /// @param withValue options that are followed by a value, or by `=` and a value
    /// @param without   options that stand for themselves
    /// @return empty for whatever picocli is to look at
    public static Optional<PlainWords> of(String command, Set<String> withValue, Set<String> without, String... words) {
        if (words.length == 0 || !words[0].equals(command)) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> flags = new LinkedHashSet<>();
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            if (without.contains(word)) {
                if (!flags.add(word)) {
                    return Optional.empty();
                }
                continue;
            }
            String[] parts = word.split("=", 2);
            String value = parts.length == 2 ? parts[1] : i + 1 < words.length ? words[++i] : "";
            if (!withValue.contains(parts[0]) || !isPlain(value) || values.put(parts[0], value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new PlainWords(values, flags));
    }

    /// Some words mean something else to picocli: an option, a file of arguments.
    private static boolean isPlain(String value) {
        return !value.isEmpty() && !value.startsWith("-") && !value.startsWith("@");
    }
}
