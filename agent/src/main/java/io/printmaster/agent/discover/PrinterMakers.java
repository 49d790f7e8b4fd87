package io.printmaster.agent.discover;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Who makes printers, and the spellings of their names. Pure.
public final class PrinterMakers {
    /// What a name starts with, and the maker it stands for; longer starts first where they share one.
    private static final List<Map.Entry<String, String>> STARTS = List.of(
            Map.entry("hewlett", "HP"),
            Map.entry("hp", "HP"),
            Map.entry("brother", "BROTHER"),
            Map.entry("canon", "CANON"),
            Map.entry("seiko epson", "EPSON"),
            Map.entry("epson", "EPSON"),
            Map.entry("konica", "KONICA MINOLTA"),
            Map.entry("minolta", "KONICA MINOLTA"),
            Map.entry("kyocera", "KYOCERA"),
            Map.entry("lexmark", "LEXMARK"),
            Map.entry("oki", "OKI"),
            Map.entry("ricoh", "RICOH"),
            Map.entry("samsung", "SAMSUNG"),
            Map.entry("sharp", "SHARP"),
            Map.entry("toshiba tec", "TOSHIBA TEC"),
            Map.entry("toshiba", "TOSHIBA"),
            Map.entry("xerox", "XEROX"),
            Map.entry("fuji xerox", "FUJI XEROX"),
            Map.entry("fujifilm", "FUJIFILM"),
            Map.entry("zebra", "ZEBRA"),
            Map.entry("pantum", "PANTUM"),
            Map.entry("dell", "DELL"));

    /// These make so much else that their name alone says nothing.
    private static final List<String> OF_MANY_THINGS =
            List.of("DELL", "SAMSUNG", "TOSHIBA", "SHARP", "FUJIFILM", "CANON");

    private PrinterMakers() {}

    /// One spelling for a maker: `Hewlett-Packard`, `HP Inc.` and `hp` are `HP`; an unknown one in upper case.
    public static String normal(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> start : STARTS) {
            String word = start.getKey();
            boolean begins = plain.startsWith(word)
                    && (plain.length() == word.length()
                            || word.length() > 3
                            || !Character.isLetter(plain.charAt(word.length())));
            if (begins) {
                return start.getValue();
            }
        }
        return plain.toUpperCase(Locale.ROOT);
    }

    /// Whether a device of this maker is likely a printer.
    public static boolean isOne(String name) {
        String normal = normal(name);
        return STARTS.stream().anyMatch(s -> s.getValue().equals(normal)) && !OF_MANY_THINGS.contains(normal);
    }
}
