package io.printmaster.agent.run;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The command line of an agent that a service manager starts: `run` with at most `--config`, `--data-dir` and
/// `--debug`, each once. It is understood without picocli, whose two hundred classes are too old for the JVM's cache
/// and cost a third of the start. Everything else, every mistake included, is picocli's.
///
/// @param config        where the configuration is; null for the usual places
/// @param dataDirectory where the databases are; null as configured
/// @param debug         whether a failure shows its details
record PlainRun(@Nullable Path config, @Nullable Path dataDirectory, boolean debug) {
    private static final String COMMAND = "run";
    private static final String DEBUG = "--debug";
    private static final String CONFIG = "--config";
    private static final String DATA_DIRECTORY = "--data-dir";

    /// Looks at the words behind `printmaster agent`.
    ///
    /// @return empty for whatever picocli is to look at
    static Optional<PlainRun> of(String... words) {
        if (words.length == 0 || !words[0].equals(COMMAND)) {
            return Optional.empty();
        }
        Path config = null;
        Path dataDirectory = null;
        boolean debug = false;
        for (int i = 1; i < words.length; i++) {
            String[] parts = words[i].split("=", 2);
            if (words[i].equals(DEBUG) && !debug) {
                debug = true;
                continue;
            }
            String value = parts.length == 2 ? parts[1] : i + 1 < words.length ? words[++i] : "";
            Path path = path(value);
            if (path != null && parts[0].equals(CONFIG) && config == null) {
                config = path;
            } else if (path != null && parts[0].equals(DATA_DIRECTORY) && dataDirectory == null) {
                dataDirectory = path;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new PlainRun(config, dataDirectory, debug));
    }

    /// A word that may mean something else to picocli (an option, a file of arguments) is none.
    private static @Nullable Path path(String word) {
        if (word.isEmpty() || word.startsWith("-") || word.startsWith("@")) {
            return null;
        }
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /// Runs the agent until it is stopped.
    ///
    /// @return the exit code
    int execute(Console console) {
        try {
            return RunCommand.run(console, new Settings(config, dataDirectory));
        } catch (InterruptedException | RuntimeException e) {
            return Failures.told(console, e, debug);
        }
    }
}
