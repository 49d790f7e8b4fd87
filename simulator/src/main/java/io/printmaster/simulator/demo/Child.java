package io.printmaster.simulator.demo;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that runs as long as the demonstration; what it says goes to a file.
final class Child {
    private static final int TAIL_BYTES = 16_384;

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static Child start(String name, ProcessBuilder command, Path log) throws IOException {
        Process process =
                command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        // Nothing is ever said to it; a program that waits for input shall find the end of it.
        process.getOutputStream().close();
        return new Child(name, process, log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits until it ends, or for `patience`.
    boolean ended(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// How it ended and its last lines.
    DemoException death() {
        return new DemoException(
                "the " + name + " ended by itself with code " + process.exitValue() + "; its last lines:\n" + tail(15));
    }

    String tail(int lines) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(file.length(), TAIL_BYTES)];
            file.seek(file.length() - end.length);
            file.readFully(end);
            List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(its log cannot be read: " + e.getMessage() + ")";
        }
    }

    /// Asks it to end; the answer is waited for in [#awaitEnd].
    void askToEnd() {
        process.destroy();
    }

    /// Waits for the end that was asked for, and makes it so when it takes too long.
    void awaitEnd(Duration patience) throws InterruptedException {
        if (!ended(patience)) {
            process.destroyForcibly();
            ended(patience);
        }
    }
}
