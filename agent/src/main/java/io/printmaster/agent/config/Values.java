package io.printmaster.agent.config;

import io.printmaster.program.Secret;
import io.printmaster.program.Suggestion;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns texts into typed values within bounds. A wrong one becomes a problem and the lower bound, so that reading goes
/// on and every problem is found at once; with a problem nobody sees the values.
final class Values {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*(ms|s|m|h|d)?");

    private static final Pattern LISTEN = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)\\]|([^\\s\\[\\]:]+)):(\\d{1,5})");
    private static final InetSocketAddress ANYWHERE = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    private static final Pattern BLANKS_OR_COMMAS = Pattern.compile("[,\\s]+");
    private static final Pattern COMMAS = Pattern.compile(",");

    private final Map<Key, RawValue> given;
    private final List<Problem> problems;

    Values(Map<Key, RawValue> given, List<Problem> problems) {
        this.given = given;
        this.problems = problems;
    }

    boolean isGiven(Key key) {
        return given.containsKey(key);
    }

    RawValue raw(Key key) {
        RawValue value = given.get(key);
        return value == null ? new RawValue(key.defaultText(), new Origin.Default()) : value;
    }

    /// Notes that the value of a key is wrong; a secret is not repeated.
    void wrong(Key key, String message) {
        RawValue raw = raw(key);
        String shown = key.secret() ? "***" : raw.text();
        problems.add(new Problem(raw.origin().toString(), key.word() + " = " + shown + ": " + message));
    }

    Optional<String> text(Key key) {
        String text = raw(key).text();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    Optional<Secret> secret(Key key) {
        return text(key).map(Secret::new);
    }

    boolean bool(Key key) {
        return switch (raw(key).text().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> {
                wrong(key, "write true or false");
                yield false;
            }
        };
    }

    int integer(Key key, int min, int max) {
        try {
            int number = Integer.parseInt(raw(key).text());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, together with the bounds.
        }
        wrong(key, "write a whole number from " + min + " to " + max);
        return min;
    }

    /// Seconds, or a number with `ms`, `s`, `m`, `h` or `d`.
    Duration duration(Key key, Duration min, Duration max) {
        Matcher matcher = DURATION.matcher(raw(key).text());
        if (matcher.matches()) {
            String unit = matcher.group(2) == null ? "s" : matcher.group(2);
            long unitMillis = switch (unit) {
                case "ms" -> 1;
                case "m" -> 60_000;
                case "h" -> 3_600_000;
                case "d" -> 86_400_000;
                default -> 1_000;
            };
            BigDecimal millis = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unitMillis));
            Duration duration = Duration.ofMillis(millis.longValue());
            if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
                return duration;
            }
        }
        wrong(key, "write seconds, or a number with ms, s, m, h or d, from " + plain(min) + " to " + plain(max));
        return min;
    }

    private static String plain(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + " ms";
        }
        if (duration.toSeconds() % 86_400 == 0) {
            return duration.toDays() + " d";
        }
        return duration.toSeconds() % 3_600 == 0 ? duration.toHours() + " h" : duration.toSeconds() + " s";
    }

    /// A loopback address and a port. Names are not looked up, but for `localhost`, so that what is checked here is
    /// what is opened later.
    InetSocketAddress loopback(Key key) {
        Matcher matcher = LISTEN.matcher(raw(key).text());
        if (matcher.matches()) {
            String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            int port = Integer.parseInt(matcher.group(3));
            try {
                InetAddress address = host.equalsIgnoreCase("localhost")
                        ? InetAddress.ofLiteral("127.0.0.1")
                        : InetAddress.ofLiteral(host);
                if (!address.isLoopbackAddress()) {
                    wrong(
                            key,
                            "is not an address of this machine alone: the agent's page asks for no login and is only"
                                    + " served on 127.0.0.1 or [::1]");
                    return ANYWHERE;
                }
                if (port <= 65_535) {
                    return new InetSocketAddress(address, port);
                }
            } catch (IllegalArgumentException e) {
                // Said below.
            }
        }
        wrong(key, "write a loopback address and a port, like 127.0.0.1:9180");
        return ANYWHERE;
    }

    /// Words between commas or blanks.
    List<String> words(Key key) {
        return split(key, BLANKS_OR_COMMAS);
    }

    /// Secrets between commas; a blank may be part of one.
    List<Secret> secrets(Key key) {
        return split(key, COMMAS).stream().map(Secret::new).toList();
    }

    private List<String> split(Key key, Pattern between) {
        return between.splitAsStream(raw(key).text())
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /// One of the words; the first one's value when it is none of them.
    <T> T oneOf(Key key, Map<String, T> meanings) {
        return meaning(key, raw(key).text(), meanings)
                .orElse(meanings.values().iterator().next());
    }

    /// Several of the words.
    <T> List<T> someOf(Key key, Map<String, T> meanings) {
        return words(key).stream()
                .flatMap(word -> meaning(key, word, meanings).stream())
                .distinct()
                .toList();
    }

    private <T> Optional<T> meaning(Key key, String word, Map<String, T> meanings) {
        T meaning = meanings.get(word.toLowerCase(Locale.ROOT));
        if (meaning == null) {
            wrong(
                    key,
                    "\"" + word + "\" is not one of " + String.join(", ", meanings.keySet())
                            + Suggestion.words(word, meanings.keySet()));
        }
        return Optional.ofNullable(meaning);
    }

    /// A path; a relative one in the file is meant from the file's directory, any other from the working directory.
    Optional<Path> path(Key key) {
        RawValue raw = raw(key);
        if (raw.text().isEmpty()) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(raw.text());
            if (raw.origin() instanceof Origin.FileLine(Path file, int line)) {
                path = file.toAbsolutePath().resolveSibling(path);
            }
            return Optional.of(path.toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            wrong(key, "is not a path");
            return Optional.empty();
        }
    }
}
