package io.printmaster.agent.read;

import io.printmaster.model.Text;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Text out of a printer's octets. Printers lie about their charset, so the octets are believed first:
/// what is valid UTF-8 with at least one multi-byte character is UTF-8, pure ASCII is ASCII, and only
/// the rest is read as the charset that the printer declares, else as Latin-1. Never fails: what is
/// nothing of all that is Latin-1, and its octets are in the log at debug.
final class PrinterText {
    private static final int MAX_LENGTH = 500;
    private static final Logger LOG = LoggerFactory.getLogger(PrinterText.class);
    private static final int MAX_LOGGED = 128;
    private static final int HP_ROMAN8 = 2004;
    private static final int UTF_16BE = 1013;
    private static final int UTF_16 = 1015;

    /// IANA MIBenum numbers met in prtLocalizationCharacterSet, with Java's names.
    private static final Map<Integer, String> CHARSETS = Map.ofEntries(
            Map.entry(4, "ISO-8859-1"),
            Map.entry(5, "ISO-8859-2"),
            Map.entry(6, "ISO-8859-3"),
            Map.entry(7, "ISO-8859-4"),
            Map.entry(8, "ISO-8859-5"),
            Map.entry(9, "ISO-8859-6"),
            Map.entry(10, "ISO-8859-7"),
            Map.entry(11, "ISO-8859-8"),
            Map.entry(12, "ISO-8859-9"),
            Map.entry(17, "Shift_JIS"),
            Map.entry(18, "EUC-JP"),
            Map.entry(38, "EUC-KR"),
            Map.entry(36, "EUC-KR"),
            Map.entry(57, "GB2312"),
            Map.entry(109, "ISO-8859-13"),
            Map.entry(111, "ISO-8859-15"),
            Map.entry(113, "GBK"),
            Map.entry(114, "GB18030"),
            Map.entry(1013, "UTF-16BE"),
            Map.entry(1014, "UTF-16LE"),
            Map.entry(1015, "UTF-16"),
            Map.entry(2009, "IBM850"),
            Map.entry(2010, "IBM852"),
            Map.entry(2011, "IBM437"),
            Map.entry(2024, "windows-31j"),
            Map.entry(2025, "GB2312"),
            Map.entry(2026, "Big5"),
            Map.entry(2084, "KOI8-R"),
            Map.entry(2086, "IBM866"),
            Map.entry(2250, "windows-1250"),
            Map.entry(2251, "windows-1251"),
            Map.entry(2252, "windows-1252"),
            Map.entry(2253, "windows-1253"),
            Map.entry(2254, "windows-1254"),
            Map.entry(2255, "windows-1255"),
            Map.entry(2256, "windows-1256"),
            Map.entry(2257, "windows-1257"),
            Map.entry(2258, "windows-1258"),
            Map.entry(2259, "TIS-620"));

    /// What is usual where, by ISO 3166 code: Shift_JIS as Windows has it, GB18030, Big5, EUC-KR.
    private static final Map<String, Integer> COUNTRIES =
            Map.of("JP", 2024, "CN", 114, "TW", 2026, "HK", 2026, "KR", 38);

    /// hp-roman8 (RFC 1345), 0xA0 to 0xFF; Java has no such charset.
    private static final String ROMAN8 = "\u00A0ÀÂÈÊËÎÏ´ˋˆ¨˜ÙÛ₤¯Ýý°ÇçÑñ¡¿¤£¥§ƒ¢"
            + "âêôûáéóúàèòùäëöüÅîØÆåíøæÄìÖÜÉïßÔ"
            + "ÁÃãÐðÍÌÓÒÕõŠšÚŸÿÞþ·µ¶¾—¼½ªº«■»±\u00A0";

    /// The start of a line as some net-snmp tools print it: 16 octets as text, a line break, then the
    /// others in hex.
    private static final int DUMPED_OCTETS = 16;

    /// Possessive: a text of 64 KiB must not go as deep into the stack as it is long.
    private static final Pattern HEX_REST = Pattern.compile("\\n(?:[0-9A-Fa-f]{2}+[ \\n]*+)++");
    private static final Pattern HEX_PAIR = Pattern.compile("[0-9A-Fa-f]{2}");

    private PrinterText() {}

    /// The text in these octets, cleaned.
    ///
    /// @param declaredCharset IANA MIBenum that the printer declares, 0 if it does not
    static String of(byte[] octets, int declaredCharset) {
        byte[] repaired = repair(octets);
        boolean marked = repaired.length >= 2 && repaired[0] == 0x01 && repaired[1] == 0x15;
        byte[] plain = marked ? Arrays.copyOfRange(repaired, 2, repaired.length) : repaired;
        // HP's private strings start with 01 15, which says "roman8".
        return Text.clean(decode(plain, marked ? HP_ROMAN8 : declaredCharset), MAX_LENGTH);
    }

    /// Undoes the two-line hex dump that some tools and print servers hand on instead of the octets.
    private static byte[] repair(byte[] octets) {
        if (octets.length <= DUMPED_OCTETS + 2 || octets[DUMPED_OCTETS] != '\n') {
            return octets;
        }
        String rest = new String(octets, DUMPED_OCTETS, octets.length - DUMPED_OCTETS, StandardCharsets.ISO_8859_1);
        if (!HEX_REST.matcher(rest).matches()) {
            return octets;
        }
        ByteBuffer repaired = ByteBuffer.allocate(octets.length);
        repaired.put(octets, 0, DUMPED_OCTETS);
        Matcher pairs = HEX_PAIR.matcher(rest);
        while (pairs.find()) {
            repaired.put((byte) Integer.parseInt(pairs.group(), 16));
        }
        return Arrays.copyOf(repaired.array(), repaired.position());
    }

    private static String decode(byte[] octets, int declaredCharset) {
        boolean ascii = true;
        boolean zeros = false;
        for (byte octet : octets) {
            ascii &= octet >= 0;
            zeros |= octet == 0;
        }
        boolean utf16 = declaredCharset >= UTF_16BE && declaredCharset <= UTF_16;
        if (ascii && !(utf16 && zeros)) {
            return new String(octets, StandardCharsets.US_ASCII);
        }
        if (declaredCharset == HP_ROMAN8) {
            return strictly(octets, StandardCharsets.UTF_8).orElseGet(() -> roman8(octets));
        }
        Optional<String> told = ascii ? Optional.empty() : strictly(octets, StandardCharsets.UTF_8);
        return told.or(() -> charset(declaredCharset).flatMap(charset -> strictly(octets, charset)))
                .orElseGet(() -> lastResort(octets, declaredCharset));
    }

    private static Optional<String> strictly(byte[] octets, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /// Latin-1 has a character for every octet, so the octets can still be told from the text.
    private static String lastResort(byte[] octets, int declaredCharset) {
        LOG.atDebug()
                .addKeyValue("declared", declaredCharset)
                .addKeyValue("octets", HexFormat.of().formatHex(octets, 0, Math.min(MAX_LOGGED, octets.length)))
                .log("A text is in no charset that the printer declares");
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /// The charset that counts where a device declares this charset and country: a charset that says
    /// nothing or that nobody knows gives way to the country's usual one.
    ///
    /// @param declared IANA MIBenum, 0 if none
    /// @param country  ISO 3166 code of two letters, or empty
    static int charset(int declared, String country) {
        boolean says = declared == HP_ROMAN8 || CHARSETS.containsKey(declared);
        return says ? declared : COUNTRIES.getOrDefault(country.toUpperCase(Locale.ROOT), declared);
    }

    private static Optional<Charset> charset(int declared) {
        try {
            return Optional.ofNullable(CHARSETS.get(declared)).map(Charset::forName);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static String roman8(byte[] octets) {
        StringBuilder text = new StringBuilder(octets.length);
        for (byte octet : octets) {
            int code = octet & 0xFF;
            text.append(code >= 0xA0 ? ROMAN8.charAt(code - 0xA0) : (char) code);
        }
        return text.toString();
    }
}
