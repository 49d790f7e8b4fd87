package io.printmaster.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// RFC 3339 times as the wire has them: any offset and 0 to 9 fraction digits come in, UTC with `Z` and milliseconds
/// at most goes out.
final class Times {
    private static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    private static final int WITHOUT_MILLIS = 20;
    private static final int WITH_MILLIS = 24;
    private static final int NANOS_A_MILLI = 1_000_000;

    private Times() {}

    static String format(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /// Outer empty: no time at all. Inner empty: a zero time, which says "absent".
    static Optional<Optional<Instant>> parse(String text) {
        try {
            Instant own = ownForm(text);
            Instant time =
                    own == null ? OffsetDateTime.parse(text.replace(' ', 'T')).toInstant() : own;
            if (time.isBefore(EARLIEST)) {
                return Optional.of(Optional.empty());
            }
            return time.isAfter(LATEST) ? Optional.empty() : Optional.of(Optional.of(time));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// What [#format] makes, by hand, since nearly every time there is was made by it: `2026-01-02T03:04:05Z` or
    /// `2026-01-02T03:04:05.678Z`; null for everything else.
    private static @Nullable Instant ownForm(String text) {
        int length = text.length();
        boolean millis = length == WITH_MILLIS;
        if ((!millis && length != WITHOUT_MILLIS) || text.charAt(length - 1) != 'Z' || !isSeparated(text)) {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int milli = millis && text.charAt(19) == '.' ? number(text, 20, 23) : millis ? -1 : 0;
        if ((year | month | day | hour | minute | second | milli) < 0) {
            return null;
        }
        return LocalDateTime.of(year, month, day, hour, minute, second, milli * NANOS_A_MILLI)
                .toInstant(ZoneOffset.UTC);
    }

    private static boolean isSeparated(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    /// The number in these places, -1 when there is something else than digits.
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
