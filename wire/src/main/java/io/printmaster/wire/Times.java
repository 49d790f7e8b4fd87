package io.printmaster.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// RFC 3339 times as the wire has them: any offset and 0 to 9 fraction digits come in, UTC with `Z` and milliseconds
/// at most goes out. Times of the form that goes out are read and written by hand: each record has several of them, and
/// the JDK's formatter was a tenth of the reading.
final class Times {
    private static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");
    private static final String SECONDS = "0000-00-00T00:00:00Z";
    private static final String MILLIS = "0000-00-00T00:00:00.000Z";

    private Times() {}

    static String format(Instant time) {
        if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
            return time.truncatedTo(ChronoUnit.MILLIS).toString();
        }
        LocalDateTime t = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        int millis = t.getNano() / 1_000_000;
        char[] text = (millis == 0 ? SECONDS : MILLIS).toCharArray();
        put(text, 4, t.getYear());
        put(text, 7, t.getMonthValue());
        put(text, 10, t.getDayOfMonth());
        put(text, 13, t.getHour());
        put(text, 16, t.getMinute());
        put(text, 19, t.getSecond());
        put(text, 23, millis);
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

    /// Outer empty: no time at all. Inner empty: a zero time, which says "absent".
    static Optional<Optional<Instant>> parse(String text) {
        try {
            Instant time = isPlain(text)
                    ? plain(text)
                    : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
            if (time.isBefore(EARLIEST)) {
                return Optional.of(Optional.empty());
            }
            return time.isAfter(LATEST) ? Optional.empty() : Optional.of(Optional.of(time));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// Whether it looks as [#format] writes it.
    private static boolean isPlain(String text) {
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

    private static Instant plain(String text) {
        int millis = text.length() == MILLIS.length() ? number(text, 20, 23) : 0;
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        millis * 1_000_000)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
