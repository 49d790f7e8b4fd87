package io.printmaster.server.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// A resolution of the history; hours, days and months are those of UTC.
public enum Tier {
    HOUR,
    DAY,
    MONTH;

    /// The first moment of the hour, day or month that this moment is in.
    public Instant start(Instant at) {
        return switch (this) {
            case HOUR -> at.truncatedTo(ChronoUnit.HOURS);
            case DAY -> at.truncatedTo(ChronoUnit.DAYS);
            case MONTH ->
                LocalDate.ofInstant(at, ZoneOffset.UTC)
                        .withDayOfMonth(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
        };
    }

    /// The first moment after the hour, day or month that begins there.
    public Instant end(Instant start) {
        return switch (this) {
            case HOUR -> start.plus(1, ChronoUnit.HOURS);
            case DAY -> start.plus(1, ChronoUnit.DAYS);
            case MONTH ->
                LocalDate.ofInstant(start, ZoneOffset.UTC)
                        .plusMonths(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
        };
    }
}
