package io.printmaster.server.run;

import io.printmaster.program.PlainWords;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The command line of a server that a service manager starts: `run` with the options of [Settings], each
/// at most once, understood without picocli.
///
/// @param config   the configuration file; empty for the usual one
/// @param settings the other options, by key
record PlainRun(Optional<Path> config, Map<String, String> settings) {
    private static final String COMMAND = "run";

    PlainRun {
        settings = Map.copyOf(settings);
    }

    /// Looks at the words behind `printmaster server`.
    ///
    /// @return empty for whatever picocli is to look at
    static Optional<PlainRun> of(String... words) {
        return PlainWords.of(COMMAND, Settings.OPTIONS, Set.of(), words).flatMap(PlainRun::of);
    }

    private static Optional<PlainRun> of(PlainWords words) {
        Map<String, String> settings = new LinkedHashMap<>(words.values());
        Optional<String> config = Optional.ofNullable(settings.remove(Settings.CONFIG));
        try {
            return Optional.of(new PlainRun(config.map(Path::of), Settings.byKey(settings)));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// Runs the server until it is stopped.
    ///
    /// @return the exit code
    int execute() {
        try {
            return RunCommand.run(Settings.read(config, settings));
        } catch (Exception e) {
            return Failures.tell(e, new PrintWriter(System.err, true, System.err.charset()));
        }
    }
}
