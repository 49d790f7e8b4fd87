package io.printmaster.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/// Times of RFC 3339 in their plainest form, UTC to the second or the millisecond: `2025-11-03T14:32:15Z` and
/// `2025-11-03T14:32:15.123Z`. Read and written by hand, because each record has several of them, and the JDK's
/// formatter was a tenth of the reading and an eighth of the writing.
public final class UtcText {
    private static final String SECONDS = "0000-00-00T00:00:00Z";
    private static final String MILLIS = "0000-00-00T00:00:00.000Z";

    private UtcText() {}

    /// Writes a time of the years 1 to 9999.
    ///
    /// @param millis whether with them; what is finer is cut off
    public static String of(Instant time, boolean millis) {
        LocalDateTime t = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        char[] text = (millis ? MILLIS : SECONDS).toCharArray();
        put(text, 4, t.getYear());
        put(text, 7, t.getMonthValue());
        put(text, 10, t.getDayOfMonth());
        put(text, 13, t.getHour());
        put(text, 16, t.getMinute());
        put(text, 19, t.getSecond());
        if (millis) {
            put(text, 23, t.get(ChronoField.MILLI_OF_SECOND));
        }
        return new String(text);
    }

    /// The digits of a number, ending before `end`.
    private static void put(char[] text, int end, int number) {
        int left = number;
        for (int i = end - 1; left > 0; i--) {
            text[i] = (char) ('0' + left % 10);
            left /= 10;
        }
    }

    /// Whether a text has one of the two forms.
    public static boolean fits(String text) {
        String form = text.length() == SECONDS.length() ? SECONDS : MILLIS;
        if (text.length() != form.length()) {
            return false;
        }
        for (int i = 0; i < form.length(); i++) {
            char c = text.charAt(i);
            if (form.charAt(i) == '0' ? c < '0' || c > '9' : c != form.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Reads a text that fits.
    ///
    /// @throws DateTimeException when there is no such day or time
    public static Instant read(String text) {
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        text.length() == MILLIS.length() ? number(text, 20, 23) * 1_000_000 : 0)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
