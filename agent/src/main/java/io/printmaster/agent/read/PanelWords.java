package io.printmaster.agent.read;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The few words of a printer's panel that say which toner is low, in the languages that printers speak.
/// A last resort:
/// alerts and error bits come first, and an unknown language only means that nothing more is known. Pure.
final class PanelWords {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    private static final Pattern TONER = Pattern.compile(
            "toner|тонер|чернил|トナー|インク|墨粉|碳粉|墨水|墨盒|토너|잉크|\\bink\\b|encre|tinte|tinta|inkt|inchiostro|tusz", FLAGS);

    private static final Pattern LOW = Pattern.compile(
            "\\b(?:low|end(?:ed)?|empty|replace|out)\\b|wenig|niedrig|leer|ersetzen|faible|remplace|\\bbas\\b|bajo"
                    + "|reempl|esaur|sostit|laag|weinig|vervang|mało|wymie|мало|замен|baixo|substit|\\blåg|\\blav|málo"
                    + "|vyměň|不足|低|更换|更換|少|交換|残りわずか|부족|교체",
            FLAGS);

    /// How panels abbreviate the four colours, on their own or in brackets.
    private static final Pattern LETTER = Pattern.compile("(?<![\\p{L}\\p{N}-])(BK|K|C|M|Y)(?![\\p{L}\\p{N}-])");

    private static final Map<String, String> COLORS =
            Map.of("BK", "black", "K", "black", "C", "cyan", "M", "magenta", "Y", "yellow");

    private PanelWords() {}

    static boolean speaksOfToner(String text) {
        return TONER.matcher(text).find();
    }

    static boolean saysLow(String text) {
        return LOW.matcher(text).find();
    }

    /// Those of these colours that a text names, by their letter or by the printer's own word for them.
    static Set<String> colors(String text, Set<String> colors) {
        Set<String> named = new HashSet<>();
        Matcher letter = LETTER.matcher(text);
        while (letter.find()) {
            named.add(COLORS.get(letter.group(1)));
        }
        String lower = text.toLowerCase(Locale.ROOT);
        colors.stream().filter(lower::contains).forEach(named::add);
        named.retainAll(colors);
        return named;
    }
}
