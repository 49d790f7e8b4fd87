package io.printmaster.agent.run;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.config.ConfigLoader;
import io.printmaster.agent.config.ConfigResult;
import io.printmaster.agent.config.ConfigSources;
import io.printmaster.agent.config.UploadSettings;
import io.printmaster.agent.send.RequestLimits;
import io.printmaster.program.ExitCode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that lead to the configuration, and the way from them to settings.
final class Settings {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file; without it the usual places are looked at.")
    private @Nullable Path config;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the agent keeps its databases.")
    private @Nullable Path dataDirectory;

    /// For picocli, which fills the options in.
    Settings() {}

    /// @param config        the configuration file; null for the usual places
    /// @param dataDirectory where the databases are; null as configured
    Settings(@Nullable Path config, @Nullable Path dataDirectory) {
        this.config = config;
        this.dataDirectory = dataDirectory;
    }

    /// Reads and checks everything; complains of what looks wrong on `err`.
    ///
    /// @throws CommandFault with every fault on a line of its own
    AgentSettings load(Console console) {
        ConfigResult.Valid valid = valid(console);
        valid.warnings().forEach(w -> console.err().println("printmaster: warning: " + w));
        return valid.settings();
    }

    ConfigResult.Valid valid(Console console) {
        return switch (ConfigLoader.load(sources(console))) {
            case ConfigResult.Valid valid -> valid;
            case ConfigResult.Invalid invalid ->
                throw new CommandFault(
                        ExitCode.USAGE,
                        "the configuration cannot be used:\n"
                                + invalid.problems().stream().map(p -> "  " + p).collect(Collectors.joining("\n")));
        };
    }

    /// How long the server may take.
    static RequestLimits limits(UploadSettings upload) {
        return new RequestLimits(upload.connectTimeout(), upload.requestTimeout());
    }

    private ConfigSources sources(Console console) {
        Map<String, String> environment = console.environment();
        Path home = Path.of(System.getProperty("user.home", "."));
        Map<String, String> overrides = new LinkedHashMap<>();
        if (dataDirectory != null) {
            overrides.put("storage.data_dir", dataDirectory.toAbsolutePath().toString());
        }
        Path usual = ConfigSources.usualDataDirectory(
                environment, System.getProperty("os.name", ""), System.getProperty("user.name", ""), home);
        return new ConfigSources(
                Optional.ofNullable(config),
                List.of(
                        Path.of("config.ini"),
                        Path.of("/etc/printmaster/agent/config.ini"),
                        usual.resolve("config.ini")),
                environment,
                overrides,
                usual);
    }
}
