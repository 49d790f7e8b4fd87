package io.printmaster.server.html;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers, ages and times as people read them. Pure and thread-safe.
public final class Formats {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Formats() {}

    /// `1234567` as `1,234,567`.
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// `1 device`, `2,000 devices`.
    public static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /// `900 bytes`, `12.3 kB`, `4.5 MB`, `1.20 GB`; powers of a thousand.
    public static String bytes(long bytes) {
        if (bytes < 1_000) {
            return count(bytes, "byte", "bytes");
        }
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }

    /// `2026-11-03 14:32 UTC`: what is shown where no script turns it into the viewer's zone.
    public static String utc(Instant time) {
        return UTC.format(time) + " UTC";
    }

    /// How long ago, in the largest unit that makes sense: `just now`, `5 min ago`, `3 h ago`, `12 days ago`. A
    /// time ahead of `now`, as skewed clocks give it, is told as such rather than hidden.
    public static String ago(Instant time, Instant now) {
        Duration age = Duration.between(time, now);
        if (age.isNegative()) {
            return age.negated().compareTo(Duration.ofMinutes(1)) < 0 ? "just now" : "in " + span(age.negated());
        }
        return age.toSeconds() < 45 ? "just now" : span(age) + " ago";
    }

    /// `40 s`, `5 min`, `3 h`, `12 days`, rounded down so that nothing looks older than it is.
    public static String span(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min";
        }
        if (seconds < 2 * 86_400) {
            return seconds / 3_600 + " h";
        }
        return count(seconds / 86_400, "day", "days");
    }

    /// A protocol's `camelCase` or `snake_case` word as people write it: `wasteToner` gives `Waste toner`.
    public static String words(String protocolWord) {
        String spaced = protocolWord
                .replaceAll("([a-z])([A-Z])", "$1 $2")
                .replaceAll("[_\\s]+", " ")
                .strip();
        if (spaced.isEmpty()) {
            return "";
        }
        String lower = spaced.toLowerCase(Locale.ROOT);
        int first = lower.codePointAt(0);
        return new StringBuilder()
                .appendCodePoint(Character.toUpperCase(first))
                .append(lower.substring(Character.charCount(first)))
                .toString();
    }

    /// The first text that is not empty, or empty.
    public static String firstOf(String... texts) {
        for (String text : texts) {
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
