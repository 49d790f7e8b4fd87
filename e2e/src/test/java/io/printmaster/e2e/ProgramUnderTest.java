package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// One real process, started as its user would, with what it says kept line by line. Thread-safe.
///
/// Made by [Programs], which ends whatever a test leaves behind.
final class ProgramUnderTest {
    private static final Duration POLL = Duration.ofMillis(20);

    private final String name;
    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers = new ArrayList<>();

    private ProgramUnderTest(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static ProgramUnderTest start(String name, Path directory, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        // What surrounds the build must not steer the programs under test.
        builder.environment().keySet().removeIf(key -> key.startsWith("PRINTMASTER_") || key.equals("INIT_SECRET"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            ProgramUnderTest program = new ProgramUnderTest(name, process);
            program.read("out", process.getInputStream(), program.out);
            program.read("err", process.getErrorStream(), program.err);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    private void read(String what, InputStream stream, List<String> lines) {
        readers.add(Thread.ofVirtual().name(name + "-" + what).start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                }
            } catch (IOException closed) {
                // The process is gone, and with it its last words.
            }
        }));
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// The lines of its standard output so far.
    List<String> out() {
        return List.copyOf(out);
    }

    /// The lines of its standard error so far, where the programs log.
    List<String> err() {
        return List.copyOf(err);
    }

    String outText() {
        return String.join("\n", out);
    }

    String errText() {
        return String.join("\n", err);
    }

    /// All lines with every one of the parts in it, from both streams.
    List<String> lines(String... parts) {
        return Stream.concat(out.stream(), err.stream()).filter(holding(parts)).toList();
    }

    /// Waits for the first line with every one of the parts in it. Fails with what was said instead, at once when the
    /// process ended without saying it.
    String awaitLine(Duration atMost, String... parts) {
        return awaitLines(1, atMost, parts).getFirst();
    }

    /// Waits until there are so many lines with every one of the parts in them.
    List<String> awaitLines(int count, Duration atMost, String... parts) {
        await().alias(name + " says " + Arrays.toString(parts))
                .atMost(atMost)
                .pollInterval(POLL)
                .until(() -> lines(parts).size() >= count || isOver());
        List<String> found = lines(parts);
        assertThat(found)
                .as("lines of %s with %s; it said:%n%s", name, Arrays.toString(parts), tail(40))
                .hasSizeGreaterThanOrEqualTo(count);
        return found;
    }

    /// Waits for its end and for its last words.
    int awaitExit(Duration atMost) {
        try {
            assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                    .as("%s ends within %s; it said:%n%s", name, atMost, tail(40))
                    .isTrue();
            for (Thread reader : readers) {
                reader.join(Duration.ofSeconds(5));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    /// Asks it to stop (SIGTERM) and waits for its end.
    int stop(Duration atMost) {
        signal("TERM");
        return awaitExit(atMost);
    }

    /// Ends it as a power cut would (SIGKILL).
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /// Sends a signal by its name without `SIG`: `INT`, `STOP`, `CONT`.
    void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The processes that it started and that still run.
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /// The last lines of both streams, for a failed test's report.
    String tail(int lines) {
        return "-- " + name + (isAlive() ? "" : " (exit " + process.exitValue() + ")") + "\n" + last(out, lines)
                + last(err, lines);
    }

    private static String last(List<String> lines, int count) {
        return lines.stream()
                .skip(Math.max(0, lines.size() - count))
                .map(line -> "   " + line + "\n")
                .reduce("", String::concat);
    }

    private boolean isOver() {
        return !process.isAlive() && readers.stream().noneMatch(Thread::isAlive);
    }

    private static Predicate<String> holding(String... parts) {
        return line -> Arrays.stream(parts).allMatch(line::contains);
    }
}
