package io.printmaster.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// RFC 3339 times as the wire has them: any offset and 0 to 9 fraction digits come in, UTC with `Z` and milliseconds
/// at most goes out.
final class Times {
    private static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    private Times() {}

    static String format(Instant time) {
        if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
            return time.truncatedTo(ChronoUnit.MILLIS).toString();
        }
        return UtcText.of(time, time.get(ChronoField.MILLI_OF_SECOND) != 0);
    }

    /// Outer empty: no time at all. Inner empty: a zero time, which says "absent".
    static Optional<Optional<Instant>> parse(String text) {
        try {
            Instant time = UtcText.fits(text)
                    ? UtcText.read(text)
                    : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
            if (time.isBefore(EARLIEST)) {
                return Optional.of(Optional.empty());
            }
            return time.isAfter(LATEST) ? Optional.empty() : Optional.of(Optional.of(time));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
