package io.printmaster.server.store.jdbc;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The words that the search finds a device by. A word of the query finds every device with a word that
/// begins so; a serial is found by any four or more of its characters that follow one another.
final class DeviceWords {
    private static final int MAX_WORD = 64;
    private static final int MAX_WORDS = 80;
    private static final int SHORTEST_ENDING = 4;
    /// Greater than every character that words are made of in practice, in the order of UTF-8 and of
    /// UTF-16.
    private static final String LAST = "\uffff";

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private DeviceWords() {}

    /// The words of a device, sorted.
    ///
    /// @param serial  lower case
    /// @param texts   lower case, one a line
    static Set<String> of(String serial, String texts) {
        TreeSet<String> words = new TreeSet<>();
        for (int from = 1; from + SHORTEST_ENDING <= Math.min(serial.length(), 32); from++) {
            add(words, serial.substring(from));
        }
        for (String word : BLANKS.split(texts, -1)) {
            add(words, word);
            if (MAC.matcher(word).matches()) {
                add(words, word.replace(":", ""));
            } else if (!ADDRESS.matcher(word).matches()) {
                for (String part : BETWEEN_PARTS.split(word, -1)) {
                    add(words, part.length() < 2 ? "" : part);
                }
            }
        }
        return words;
    }

    private static void add(Set<String> words, String word) {
        if (!word.isEmpty() && words.size() < MAX_WORDS) {
            words.add(word.length() > MAX_WORD ? word.substring(0, MAX_WORD) : word);
        }
    }

    /// The words of a query, the longest first; it finds what has them all.
    static List<String> query(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)).stream()
                .filter(word -> !word.isEmpty())
                .map(word -> word.length() > MAX_WORD ? word.substring(0, MAX_WORD) : word)
                .distinct()
                .sorted((a, b) -> b.length() - a.length())
                .limit(8)
                .toList();
    }

    /// The end of the range of words that begin so.
    static String until(String word) {
        return word + LAST;
    }

    static String join(Set<String> words) {
        return String.join(" ", words);
    }

    static Set<String> split(String words) {
        return words.isEmpty() ? Set.of() : new TreeSet<>(List.of(words.split(" ", -1)));
    }
}
