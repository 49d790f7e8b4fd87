package io.printmaster.program;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// The known word that somebody probably meant. Pure.
public final class Suggestion {
    private Suggestion() {}

    /// The closest word, if any is close: up to 2 slips, or a third of the word's length.
    public static Optional<String> closest(String typed, Collection<String> known) {
        record Candidate(String word, int distance) {}
        return known.stream()
                .map(word -> new Candidate(word, distance(typed, word)))
                .filter(c -> c.distance <= Math.max(2, c.word.length() / 3))
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
                .map(Candidate::word)
                .or(() -> partOf(typed, known.stream()));
    }

    /// `; did you mean "x"?`, or nothing.
    public static String words(String typed, Collection<String> known) {
        return closest(typed, known).map(w -> "; did you mean \"" + w + "\"?").orElse("");
    }

    private static Optional<String> partOf(String typed, Stream<String> known) {
        return typed.length() < 3
                ? Optional.empty()
                : known.filter(w -> w.endsWith("_" + typed)).findFirst();
    }

    /// Levenshtein's distance, two neighbours swapped counting as one slip.
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
