package io.printmaster.agent.send;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// What came back over HTTP, whole and within the limit. Immutable.
final class Answer {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final int status;
    private final byte[] body;
    private final String retryAfter;
    private final Optional<Instant> date;

    /// @param retryAfter the header as it came, or empty
    /// @param date       the header as it came, or empty
    Answer(int status, byte[] body, String retryAfter, String date) {
        this.status = status;
        this.body = body;
        this.retryAfter = retryAfter;
        this.date = httpDate(date);
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    /// The server's clock, when it told it readably.
    Optional<Instant> date() {
        return date;
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// `Retry-After` (RFC 9110, 10.2.3: seconds or a date) as a length, at most an hour; zero when there is none.
    /// A date counts from the server's own clock where it told it, so that a wrong clock here does no harm.
    Duration pause(Instant now) {
        if (retryAfter.matches("[0-9]{1,9}")) {
            return bounded(Duration.ofSeconds(Long.parseLong(retryAfter)));
        }
        return httpDate(retryAfter)
                .map(until -> bounded(Duration.between(date.orElse(now), until)))
                .orElse(Duration.ZERO);
    }

    private static Duration bounded(Duration pause) {
        if (pause.isNegative()) {
            return Duration.ZERO;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
