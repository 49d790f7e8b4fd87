package io.printmaster.simulator.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Starts the programs by the launcher, as a user would.
final class Programs {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MAX_OUTPUT_BYTES = 1 << 20;

    private final Path launcher;
    private final Path logs;
    private final AtomicInteger run = new AtomicInteger();

    Programs(Path launcher, Path logs) {
        this.launcher = launcher;
        this.logs = logs;
    }

    private ProcessBuilder command(List<String> words) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        // The demonstration itself was built a moment ago.
        builder.environment().put("PRINTMASTER_NO_BUILD", "1");
        // Settings of the caller's own agent or server must not leak into the demonstration.
        builder.environment()
                .keySet()
                .removeIf(n -> n.startsWith("PRINTMASTER_SERVER_")
                        || n.startsWith("PRINTMASTER_AGENT_")
                        || n.startsWith("PRINTMASTER_JOIN")
                        || n.equals("INIT_SECRET"));
        return builder;
    }

    /// Starts one that stays.
    Child start(String name, List<String> words) throws IOException {
        return Child.start(name, command(words), logs.resolve(name + ".log"));
    }

    /// Runs one to its end and reads the JSON object that it printed.
    ///
    /// @throws DemoException when it fails or prints something else; with what it said
    JsonNode ask(List<String> words) throws IOException, InterruptedException, DemoException {
        String said = run(words);
        try {
            JsonNode node = JsonMapper.shared().readTree(said);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            // Told below in words that help more.
        }
        throw new DemoException("printmaster " + words.get(0) + " " + words.get(1) + " printed no JSON object");
    }

    /// Runs one to its end.
    ///
    /// @return its standard output
    /// @throws DemoException when it fails or hangs; with what it said
    String run(List<String> words) throws IOException, InterruptedException, DemoException {
        String name = words.get(0) + "-" + words.get(1) + "-" + run.incrementAndGet();
        Path out = logs.resolve(name + ".out");
        Path err = logs.resolve(name + ".log");
        Process process = command(words)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw failed(words, "did not end within " + PATIENCE.toSeconds() + " s", err);
            }
            if (process.exitValue() != 0) {
                throw failed(words, "failed with code " + process.exitValue(), err);
            }
            if (Files.size(out) > MAX_OUTPUT_BYTES) {
                throw failed(words, "printed more than a megabyte", err);
            }
            return Files.readString(out, StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
            // Passwords and join strings stand in it.
            Files.deleteIfExists(out);
        }
    }

    private static DemoException failed(List<String> words, String how, Path err) throws IOException {
        String said = Files.readString(err, StandardCharsets.UTF_8).strip();
        return new DemoException("printmaster " + words.get(0) + " " + words.get(1) + " " + how
                + (said.isEmpty() ? "" : "; it said:\n" + said));
    }
}
