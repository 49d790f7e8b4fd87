package io.printmaster.agent.read;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The brands on the cases, by the words with which devices name them. Rebadged devices carry their
/// builder's sysObjectID, so the words win. Pure.
final class Brands {
    private static final Map<Pattern, String> WORDS = new LinkedHashMap<>();

    static {
        word("TA[_ -]UTAX|UTAX(?:_TA)?", "UTAX");
        word("Triumph-?Adler", "Triumph-Adler");
        word("Copystar", "Copystar");
        word("Olivetti", "Olivetti");
        word("Develop", "Develop");
        word("KONICA ?MINOLTA", "Konica Minolta");
        word("Gestetner", "Gestetner");
        word("Lanier", "Lanier");
        word("Savin", "Savin");
        word("NRG", "NRG");
        word("Nashuatec", "Nashuatec");
        word("Ricoh", "Ricoh");
        word("TOSHIBA TEC", "Toshiba TEC");
        word("TOSHIBA", "Toshiba");
        word("FUJI ?XEROX", "Fuji Xerox");
        word("FUJIFILM", "FUJIFILM");
        word("Xerox", "Xerox");
        word("Hewlett-Packard|HP", "HP");
        word("Brother", "Brother");
        word("Canon", "Canon");
        word("EPSON|Seiko Epson", "Epson");
        word("KYOCERA", "Kyocera");
        word("Lexmark", "Lexmark");
        word("Dell", "Dell");
        word("Samsung", "Samsung");
        word("SHARP", "Sharp");
        word("OKI(?: DATA(?: CORP)?)?|OKIDATA", "OKI");
        word("Zebra(?: Technologies)?", "Zebra");
        word("Pantum", "Pantum");
        word("SATO", "SATO");
        word("Panasonic", "Panasonic");
    }

    private static final Pattern SERIES = Pattern.compile("(?i)\\s+series$");
    private static final Pattern BRACKETED = Pattern.compile("\\s*\\[[^]]*]$");

    private Brands() {}

    private static void word(String words, String brand) {
        WORDS.put(Pattern.compile("^(?:" + words + ")(?![A-Za-z0-9])\\s*", Pattern.CASE_INSENSITIVE), brand);
    }

    /// The brand that a text starts with; empty when it starts with none.
    static String of(String text) {
        for (Map.Entry<Pattern, String> word : WORDS.entrySet()) {
            if (word.getKey().matcher(text).lookingAt()) {
                return word.getValue();
            }
        }
        return "";
    }

    /// The text without the brand in front, and without the tails (`series`, `[host name]`) that some
    /// put behind.
    static String strip(String model) {
        String plain = BRACKETED.matcher(model).replaceFirst("");
        for (Pattern word : WORDS.keySet()) {
            Matcher matcher = word.matcher(plain);
            if (matcher.lookingAt() && matcher.end() < plain.length()) {
                plain = plain.substring(matcher.end());
                break;
            }
        }
        return SERIES.matcher(plain).replaceFirst("").strip();
    }
}
