package io.printmaster.server.config;

import io.printmaster.program.Suggestion;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads the settings from, lowest to highest: defaults, `[server]` of the file, environment
/// (`PRINTMASTER_SERVER_<KEY>`), command line. Pure but for reading the files named.
public final class ConfigReader {
    /// Every key of `[server]`.
    public static final Set<String> KEYS = Set.of(
            "listen",
            "data_dir",
            "public_url",
            "tls_cert",
            "tls_key",
            "log_level",
            "access_log",
            "database_url",
            "init_secret");

    /// Where the server listens unless told otherwise.
    public static final String DEFAULT_LISTEN = "0.0.0.0:9090";

    private static final String PREFIX = "PRINTMASTER_SERVER_";
    /// Settings that may come from a file that an environment variable names.
    private static final Map<String, String> SECRET_FILES =
            Map.of("init_secret_file", "init_secret", "database_url_file", "database_url");
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

    private final List<String> problems = new ArrayList<>();
    private final Map<String, Ini.Value> values = new LinkedHashMap<>();

    private ConfigReader() {}

    /// Reads and checks everything.
    ///
    /// @param file        from `--config`; empty for `server.ini` in the data directory, if there is one
    /// @param environment of the process
    /// @param options     settings from the command line by key
    /// @throws ConfigException with every problem, not only the first
    public static ServerConfig read(Optional<Path> file, Map<String, String> environment, Map<String, String> options)
            throws ConfigException {
        ConfigReader reader = new ConfigReader();
        reader.layer(file, environment, options);
        ServerConfig config = reader.typed();
        if (!reader.problems.isEmpty()) {
            throw new ConfigException(reader.problems);
        }
        return config;
    }

    private void layer(Optional<Path> file, Map<String, String> environment, Map<String, String> options) {
        Map<String, Ini.Value> above = new LinkedHashMap<>();
        environment(environment, above);
        options.forEach((key, text) -> above.put(key, new Ini.Value(text, "--" + key.replace('_', '-'))));
        Optional<Path> found = file.or(() -> {
            String dir = above.containsKey("data_dir") ? above.get("data_dir").text() : defaultDataDir(environment);
            return path("data_dir", dir).map(d -> d.resolve("server.ini")).filter(Files::isRegularFile);
        });
        found.ifPresent(f -> values.putAll(Ini.read(f, problems)));
        values.forEach((key, value) -> {
            if (!KEYS.contains(key)) {
                problems.add(value.origin() + ": there is no setting '" + key + "'" + suggestion(key));
            }
        });
        values.putIfAbsent("data_dir", new Ini.Value(defaultDataDir(environment), "default"));
        values.putAll(above);
    }

    private void environment(Map<String, String> environment, Map<String, Ini.Value> above) {
        new TreeMap<>(environment).forEach((name, text) -> {
            String key =
                    name.startsWith(PREFIX) ? name.substring(PREFIX.length()).toLowerCase(Locale.ROOT) : "";
            if (KEYS.contains(key) && !text.isBlank()) {
                above.put(key, new Ini.Value(text.strip(), name));
            } else if (SECRET_FILES.containsKey(key) && !text.isBlank()) {
                above.put(SECRET_FILES.get(key), new Ini.Value(secretFile(name, text), name));
            }
        });
        String plain = environment.getOrDefault("INIT_SECRET", "").strip();
        if (!plain.isEmpty()) {
            above.putIfAbsent("init_secret", new Ini.Value(plain, "INIT_SECRET"));
        }
    }

    private String secretFile(String name, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException e) {
            problems.add(name + ": cannot read " + file);
            return "";
        }
    }

    private ServerConfig typed() {
        Listen listen = listen();
        Path dataDir = path("data_dir").orElse(Path.of("."));
        Optional<Path> cert = path("tls_cert");
        Optional<Path> key = path("tls_key");
        if (cert.isPresent() != key.isPresent()) {
            problems.add("tls_cert and tls_key are needed together");
        }
        return new ServerConfig(
                listen.host,
                listen.port,
                dataDir.toAbsolutePath().normalize(),
                publicUrl(),
                cert,
                key,
                level(),
                flag("access_log"),
                databaseUrl(),
                initSecret());
    }

    private record Listen(String host, int port) {}

    private Listen listen() {
        Ini.Value value = values.getOrDefault("listen", new Ini.Value(DEFAULT_LISTEN, "default"));
        String text = value.text();
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "0.0.0.0" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        boolean badHost = host.contains(":") && !(host.startsWith("[") && host.endsWith("]"));
        if (badHost || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            problems.add(value.origin() + ": listen is '" + text
                    + "' but must be an address and a port such as 0.0.0.0:9090 or [::]:9090");
            return new Listen("0.0.0.0", 0);
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Listen(bare.isEmpty() ? "0.0.0.0" : bare, Integer.parseInt(port));
    }

    private Optional<URI> publicUrl() {
        Ini.Value value = values.get("public_url");
        if (value == null || value.text().isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(value.text().replaceFirst("/+$", ""));
            boolean usable = "https".equalsIgnoreCase(url.getScheme())
                    && url.getHost() != null
                    && url.getQuery() == null
                    && url.getFragment() == null
                    && url.getUserInfo() == null;
            if (usable) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            // told below with the same words
        }
        problems.add(value.origin() + ": public_url is '" + value.text()
                + "' but must be an address such as https://printmaster.example.com:9090");
        return Optional.empty();
    }

    /// Only its beginning is looked at here; the store reads the rest, and says nothing that holds the password.
    private Optional<String> databaseUrl() {
        Ini.Value value = values.get("database_url");
        if (value == null || value.text().isEmpty()) {
            return Optional.empty();
        }
        if (!value.text().matches("postgres(ql)?://.+")) {
            problems.add(value.origin() + ": database_url must begin with postgres://, as in"
                    + " postgres://user:password@host/database; without it the server keeps its data in data_dir");
        }
        return Optional.of(value.text());
    }

    private String level() {
        Ini.Value value = values.getOrDefault("log_level", new Ini.Value("info", "default"));
        String level = value.text().toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            problems.add(value.origin() + ": log_level is '" + value.text() + "' but must be one of "
                    + String.join(", ", LEVELS));
        }
        return level;
    }

    private boolean flag(String key) {
        Ini.Value value = values.getOrDefault(key, new Ini.Value("false", "default"));
        return switch (value.text().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0", "" -> false;
            default -> {
                problems.add(value.origin() + ": " + key + " is '" + value.text() + "' but must be true or false");
                yield false;
            }
        };
    }

    private Optional<String> initSecret() {
        Ini.Value value = values.get("init_secret");
        if (value == null || value.text().isEmpty()) {
            return Optional.empty();
        }
        if (!value.text().matches("[A-Za-z0-9_.~-]{20,200}")) {
            problems.add(
                    value.origin() + ": the preset join token needs 20 to 200 letters, digits or _ . ~ - characters"
                            + " (make one with: openssl rand -hex 32)");
        }
        return Optional.of(value.text());
    }

    private Optional<Path> path(String key) {
        Ini.Value value = values.get(key);
        return value == null ? Optional.empty() : path(key, value.text());
    }

    private Optional<Path> path(String key, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            problems.add(key + " is not a path: " + e.getReason());
            return Optional.empty();
        }
    }

    private static String defaultDataDir(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", environment.getOrDefault("USERPROFILE", "."));
        return Path.of(home, ".printmaster", "server").toString();
    }

    private static String suggestion(String key) {
        String meant = Suggestion.words(key, KEYS);
        return meant.isEmpty() ? "; known are " + String.join(", ", new TreeSet<>(KEYS)) : meant;
    }
}
