package io.printmaster.server.store.jdbc;

import io.printmaster.wire.UtcText;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Times as the database has them: UTC, always the same width, so that the order of the text is the order in
/// time.
final class Stamp {
    private static final DateTimeFormatter AUDIT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Stamp() {}

    /// `2025-11-03T14:32:15.123Z`: RFC 3339 with milliseconds.
    static String text(Instant at) {
        return UtcText.of(within(at), true);
    }

    static Instant instant(String text) {
        return UtcText.fits(text) ? UtcText.read(text) : Instant.parse(text);
    }

    /// The beginning of its hour, as [io.printmaster.server.store.Tier#HOUR] has it.
    static String hour(String stamp) {
        return stamp.substring(0, "2025-11-03T14".length()) + ":00:00.000Z";
    }

    /// `2025-11-03 14:32:15`: the audit log's form (seed, "Audit Log").
    static String audit(Instant at) {
        return AUDIT.format(within(at));
    }

    static Instant ofAudit(String text) {
        return LocalDateTime.parse(text, AUDIT).toInstant(ZoneOffset.UTC);
    }

    /// Outside these years the text would change its width.
    private static Instant within(Instant at) {
        return at.isBefore(EARLIEST) ? EARLIEST : at.isAfter(LATEST) ? LATEST : at;
    }
}
