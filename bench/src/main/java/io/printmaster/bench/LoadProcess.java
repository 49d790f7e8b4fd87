package io.printmaster.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A load generator in a process of its own, so that what it costs can be told from what the server costs. It is told
/// by lines what to do and answers with numbers.
final class LoadProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final OutputStream orders;

    private LoadProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.getOutputStream();
    }

    static LoadProcess start(Class<?> main, Object... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /// One that only gets the time of the processors that nobody else wants.
    static LoadProcess startBehindOthers(Class<?> main, Object... arguments) throws IOException {
        return start(List.of("nice", "-n", "19"), main, arguments);
    }

    private static LoadProcess start(List<String> before, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms512m",
                "-Xmx3g",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        return new LoadProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    long pid() {
        return process.pid();
    }

    /// Waits for the next line of numbers.
    long[] await() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the load generator has ended");
        }
        return Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    }

    /// Lets it do the next thing.
    long[] order(Object... words) throws IOException {
        tell(words);
        return await();
    }

    /// Lets it do the next thing, without waiting for the end.
    void tell(Object... words) throws IOException {
        orders.write((String.join(" ", Arrays.stream(words).map(String::valueOf).toList()) + "\n")
                .getBytes(StandardCharsets.UTF_8));
        orders.flush();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
