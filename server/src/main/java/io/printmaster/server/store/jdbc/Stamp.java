package io.printmaster.server.store.jdbc;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Times as the database has them: UTC, always the same width, so that the order of the text is the order in
/// time.
final class Stamp {
    private static final int WIDTH = 24;
    private static final DateTimeFormatter AUDIT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Stamp() {}

    /// `2025-11-03T14:32:15.123Z`: RFC 3339 with milliseconds. By hand, because each row has several of them, and the
    /// JDK's formatter was an eighth of the writer's work.
    static String text(Instant at) {
        LocalDateTime t = LocalDateTime.ofInstant(within(at), ZoneOffset.UTC);
        char[] text = "0000-00-00T00:00:00.000Z".toCharArray();
        put(text, 4, t.getYear());
        put(text, 7, t.getMonthValue());
        put(text, 10, t.getDayOfMonth());
        put(text, 13, t.getHour());
        put(text, 16, t.getMinute());
        put(text, 19, t.getSecond());
        put(text, 23, t.getNano() / 1_000_000);
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

    static Instant instant(String text) {
        return text.length() == WIDTH && text.charAt(WIDTH - 1) == 'Z'
                ? LocalDateTime.of(
                                number(text, 0, 4),
                                number(text, 5, 7),
                                number(text, 8, 10),
                                number(text, 11, 13),
                                number(text, 14, 16),
                                number(text, 17, 19),
                                number(text, 20, 23) * 1_000_000)
                        .toInstant(ZoneOffset.UTC)
                : Instant.parse(text);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
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
