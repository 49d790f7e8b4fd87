package io.printmaster.agent.run;

import io.printmaster.program.PlainWords;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The command line of an agent that a service manager starts: `run` with at most `--config`, `--data-dir`
/// and `--debug`, each once, understood without picocli.
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
        return PlainWords.of(COMMAND, Set.of(CONFIG, DATA_DIRECTORY), Set.of(DEBUG), words)
                .flatMap(PlainRun::of);
    }

    private static Optional<PlainRun> of(PlainWords words) {
        try {
            return Optional.of(new PlainRun(
                    path(words.values().get(CONFIG)),
                    path(words.values().get(DATA_DIRECTORY)),
                    words.flags().contains(DEBUG)));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Path path(@Nullable String word) {
        return word == null ? null : Path.of(word);
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
