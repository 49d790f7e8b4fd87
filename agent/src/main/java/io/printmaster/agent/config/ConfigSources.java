package io.printmaster.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the configuration is read from.
///
/// @param file          named by the user (`--config`); it must be there
/// @param usualFiles    looked for in this order when none is named; the first that is there is read
/// @param environment   all environment variables
/// @param overrides     `section.key` to value, from the command line
/// @param defaultDataDirectory value of `[storage] data_dir` when nobody says anything
public record ConfigSources(
        Optional<Path> file,
        List<Path> usualFiles,
        Map<String, String> environment,
        Map<String, String> overrides,
        Path defaultDataDirectory) {

    /// Copies.
    public ConfigSources {
        usualFiles = List.copyOf(usualFiles);
        environment = Map.copyOf(environment);
        overrides = Map.copyOf(overrides);
    }

    /// The directory for the agent's data on this machine: systemd's `STATE_DIRECTORY`; `%ProgramData%` on Windows;
    /// `/var/lib/printmaster-agent` for root; else the XDG state directory of the user.
    public static Path usualDataDirectory(Map<String, String> environment, String osName, String user, Path home) {
        String systemd = environment.getOrDefault("STATE_DIRECTORY", "");
        if (!systemd.isEmpty()) {
            return Path.of(systemd.split(":", 2)[0]);
        }
        if (osName.startsWith("Windows")) {
            return Path.of(environment.getOrDefault("ProgramData", "C:\\ProgramData"), "PrintMaster", "agent");
        }
        if (user.equals("root")) {
            return Path.of("/var/lib/printmaster-agent");
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.isEmpty() ? home.resolve(".local").resolve("state") : Path.of(state);
        return base.resolve("printmaster-agent");
    }
}
