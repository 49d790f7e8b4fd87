package io.printmaster.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The brands of printers, by the words with which devices, protocols and people name them: the one place that knows
/// how a maker spells itself. Keys are made of it, so that a printer has the same key by whichever door it was read.
///
/// Thread-safe; an unknown maker keeps its own name.
public final class Brand {
    private static final Map<Pattern, String> WORDS = new LinkedHashMap<>();

    static {
        word("(?:TA )?Triumph[- ]?Adler(?:[-/ ]?UTAX)?", "Triumph-Adler");
        word("TA[_ -]UTAX|UTAX(?:_TA)?", "UTAX");
        word("Copystar", "Copystar");
        word("Olivetti", "Olivetti");
        word("Develop", "Develop");
        word("KONICA[ -]?MINOLTA|KONICA|MINOLTA", "Konica Minolta");
        word("Gestetner", "Gestetner");
        word("Lanier", "Lanier");
        word("Savin", "Savin");
        word("NRG", "NRG");
        word("Nashuatec", "Nashuatec");
        word("Ricoh", "Ricoh");
        word("TOSHIBA[ -]?TEC", "Toshiba TEC");
        word("TOSHIBA", "Toshiba");
        word("FUJI ?XEROX", "Fuji Xerox");
        word("FUJI ?FILM", "FUJIFILM");
        word("Xerox", "Xerox");
        word("Hewlett[- ]?Packard(?: \\(HP\\))?|HP(?: Inc)?", "HP");
        word("Brother", "Brother");
        word("Canon", "Canon");
        word("Seiko ?Epson|EPSON", "Epson");
        word("KYOCERA(?:[ -]?MITA)?", "Kyocera");
        word("Lexmark", "Lexmark");
        word("Dell", "Dell");
        word("Samsung", "Samsung");
        word("SHARP", "Sharp");
        word("OKI(?:[ -]?DATA(?: CORP)?)?", "OKI");
        word("Zebra(?: Technologies)?", "Zebra");
        word("Pantum", "Pantum");
        word("SATO", "SATO");
        word("Panasonic", "Panasonic");
    }

    /// These make so much else that their name alone says nothing.
    private static final Set<String> OF_MANY_THINGS =
            Set.of("Dell", "Samsung", "Toshiba", "Sharp", "FUJIFILM", "Canon", "Panasonic");

    private static final Pattern SERIES = Pattern.compile("(?i)\\s+series$");
    private static final Pattern BRACKETED = Pattern.compile("\\s*\\[[^]]*]$");
    private static final Pattern LEGAL_FORM =
            Pattern.compile("(?i)[,.\\s]+(?:inc|incorporated|corp|corporation|co|company"
                    + "|ltd|limited|llc|gmbh|ag|industries|technologies|international)\\.?$");

    private Brand() {}

    /// A site has a handful of spellings, asked for several times with each reading.
    private static final int MAX_REMEMBERED = 256;

    private static final Map<String, String> REMEMBERED = new ConcurrentHashMap<>();

    private static void word(String words, String brand) {
        WORDS.put(Pattern.compile("^(?:" + words + ")(?![A-Za-z0-9])\\s*", Pattern.CASE_INSENSITIVE), brand);
    }

    /// The brand that a text starts with, as people write it; empty when it starts with none that is known.
    public static String of(String text) {
        String plain = text.strip();
        if (plain.length() > PrinterKey.MAX_WORD) {
            return search(plain);
        }
        if (REMEMBERED.size() >= MAX_REMEMBERED) {
            REMEMBERED.clear();
        }
        return REMEMBERED.computeIfAbsent(plain, Brand::search);
    }

    private static String search(String plain) {
        for (Map.Entry<Pattern, String> word : WORDS.entrySet()) {
            if (word.getKey().matcher(plain).lookingAt()) {
                return word.getValue();
            }
        }
        return "";
    }

    /// One spelling for a maker's name, as people write it: `Hewlett-Packard`, `HP Inc.` and `hp` are `HP`. An unknown
    /// maker loses only the legal form behind its name.
    public static String normal(String name) {
        String plain = Text.clean(name, 120);
        String brand = of(plain);
        if (!brand.isEmpty()) {
            return brand;
        }
        Matcher form = LEGAL_FORM.matcher(plain);
        while (form.find() && form.start() > 0) {
            plain = plain.substring(0, form.start());
            form.reset(plain);
        }
        return plain;
    }

    /// The maker as a [PrinterKey] holds it: upper case, without separators, at most 60 characters.
    static String inKey(String name) {
        return Text.clean(PrinterKey.plain(normal(name)), PrinterKey.MAX_WORD);
    }

    /// Whether two names are one maker's.
    public static boolean same(String one, String other) {
        return inKey(one).equals(inKey(other));
    }

    /// A model without the brand in front, and without the tails (`series`, `[host name]`) that some put behind.
    public static String strip(String model) {
        String plain = BRACKETED.matcher(model.strip()).replaceFirst("");
        for (Pattern word : WORDS.keySet()) {
            Matcher matcher = word.matcher(plain);
            if (matcher.lookingAt() && matcher.end() < plain.length()) {
                plain = plain.substring(matcher.end());
                break;
            }
        }
        return SERIES.matcher(plain).replaceFirst("").strip();
    }

    /// Whether a device of this maker is likely a printer.
    public static boolean makesPrinters(String name) {
        String brand = of(name);
        return !brand.isEmpty() && !OF_MANY_THINGS.contains(brand);
    }
}
