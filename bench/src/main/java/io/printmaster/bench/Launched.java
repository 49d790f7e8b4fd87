package io.printmaster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A program started by `./printmaster`, as people start it; what it says goes to a file.
final class Launched implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Process process;
    private final Path log;

    private Launched(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// @param environment added to this program's own
    static Launched start(Path home, Path log, Map<String, String> environment, List<String> words) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("printmaster").toString()));
        command.addAll(words);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().remove("PRINTMASTER_JAVA_OPTIONS");
        builder.environment().put("PRINTMASTER_NO_BUILD", "1");
        builder.environment().putAll(environment);
        return new Launched(builder.start(), log);
    }

    /// Runs one to its end.
    ///
    /// @return what it said
    static String run(Path home, Path log, List<String> words) throws IOException, InterruptedException {
        try (Launched program = start(home, log, Map.of(), words)) {
            if (!program.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || program.process.exitValue() != 0) {
                throw new IllegalStateException(words + " failed: " + Files.readString(log));
            }
            return Files.readString(log);
        }
    }

    /// The launcher becomes the program, so that this is the program's, too.
    long pid() {
        return process.pid();
    }

    /// Waits until it says something.
    Matcher await(Pattern wanted) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            Matcher found = wanted.matcher(Files.readString(log));
            if (found.find()) {
                return found;
            }
            if (process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new IllegalStateException("waited in vain for " + wanted + " in: " + Files.readString(log));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
