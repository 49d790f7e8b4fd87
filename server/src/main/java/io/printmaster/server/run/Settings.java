package io.printmaster.server.run;

import io.printmaster.program.Logs;
import io.printmaster.server.config.ConfigException;
import io.printmaster.server.config.ConfigReader;
import io.printmaster.server.config.ServerConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options that every command has, because each works on the same settings.
final class Settings {
    /// Who the audit log says it was when a command changed something.
    static final String ACTOR = "command";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file (default: server.ini in the data directory).")
    private @Nullable Path config;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the database and the keys are.")
    private @Nullable String dataDir;

    @Option(names = "--listen", paramLabel = "HOST:PORT", description = "Where to listen (default: 0.0.0.0:9090).")
    private @Nullable String listen;

    @Option(names = "--public-url", paramLabel = "URL", description = "How agents and people reach the server.")
    private @Nullable String publicUrl;

    @Option(names = "--log-level", paramLabel = "LEVEL", description = "error, warn, info, debug or trace.")
    private @Nullable String logLevel;

    @Option(
            names = "--database",
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
        put(options, "data_dir", dataDir);
        put(options, "listen", listen);
        put(options, "public_url", publicUrl);
        put(options, "log_level", logLevel);
        put(options, "database_url", database);
        ServerConfig settings = ConfigReader.read(Optional.ofNullable(config), System.getenv(), options);
        Logs.to(System.err, settings.logLevel(), Logs.Format.TEXT);
        return settings;
    }

    private static void put(Map<String, String> options, String key, @Nullable String value) {
        if (value != null) {
            options.put(key, value);
        }
    }
}
