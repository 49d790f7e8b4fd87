package io.printmaster.server.run;

import io.printmaster.program.Logs;
import io.printmaster.server.config.ConfigException;
import io.printmaster.server.config.ConfigReader;
import io.printmaster.server.config.ServerConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options that every command has, because each works on the same settings.
final class Settings {
    /// Who the audit log says it was when a command changed something.
    static final String ACTOR = "command";

    static final String CONFIG = "--config";
    private static final String DATA_DIR = "--data-dir";
    private static final String LISTEN = "--listen";
    private static final String PUBLIC_URL = "--public-url";
    private static final String LOG_LEVEL = "--log-level";
    private static final String DATABASE = "--database";

    /// The setting that each option but [#CONFIG] is another place for.
    private static final Map<String, String> KEYS = Map.of(
            DATA_DIR, "data_dir",
            LISTEN, "listen",
            PUBLIC_URL, "public_url",
            LOG_LEVEL, "log_level",
            DATABASE, "database_url");

    /// All options.
    static final Set<String> OPTIONS = Set.of(CONFIG, DATA_DIR, LISTEN, PUBLIC_URL, LOG_LEVEL, DATABASE);

    @Option(
            names = CONFIG,
            paramLabel = "FILE",
            description = "Configuration file (default: server.ini in the data directory).")
    private @Nullable Path config;

    @Option(names = DATA_DIR, paramLabel = "DIR", description = "Where the database and the keys are.")
    private @Nullable String dataDir;

    @Option(names = LISTEN, paramLabel = "HOST:PORT", description = "Where to listen (default: 0.0.0.0:9090).")
    private @Nullable String listen;

    @Option(names = PUBLIC_URL, paramLabel = "URL", description = "How agents and people reach the server.")
    private @Nullable String publicUrl;

    @Option(names = LOG_LEVEL, paramLabel = "LEVEL", description = "error, warn, info, debug or trace.")
    private @Nullable String logLevel;

    @Option(
            names = DATABASE,
            paramLabel = "URL",
            description = "PostgreSQL instead of a file in the data directory: postgres://user:password@host/database.")
    private @Nullable String database;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /// Where the command's results go.
    PrintWriter out() {
        return command.commandLine().getOut();
    }

    /// Where the command says what it did, or cannot do.
    PrintWriter err() {
        return command.commandLine().getErr();
    }

    ServerConfig read() throws ConfigException {
        Map<String, String> options = new LinkedHashMap<>();
        put(options, DATA_DIR, dataDir);
        put(options, LISTEN, listen);
        put(options, PUBLIC_URL, publicUrl);
        put(options, LOG_LEVEL, logLevel);
        put(options, DATABASE, database);
        return read(Optional.ofNullable(config), byKey(options));
    }

    private static void put(Map<String, String> options, String name, @Nullable String value) {
        if (value != null) {
            options.put(name, value);
        }
    }

    /// The values of options by the settings that they stand for.
    static Map<String, String> byKey(Map<String, String> options) {
        Map<String, String> settings = new LinkedHashMap<>();
        options.forEach((name, value) -> settings.put(Objects.requireNonNull(KEYS.get(name), name), value));
        return settings;
    }

    /// Reads the settings, and sets the log up as they say.
    ///
    /// @param config   the configuration file; empty for the usual one
    /// @param settings from the command line, by key
    static ServerConfig read(Optional<Path> config, Map<String, String> settings) throws ConfigException {
        ServerConfig all = ConfigReader.read(config, System.getenv(), settings);
        Logs.to(System.err, all.logLevel(), Logs.Format.TEXT);
        return all;
    }
}
