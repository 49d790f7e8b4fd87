package io.printmaster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server with data of its own, started by the launcher as people start it. What is in `SERVER_JAVA_OPTIONS` is added
/// to its JVM's options, for a flight recording say.
final class BenchServer implements AutoCloseable {
    /// Lets agents in.
    static final String SECRET = "bench-join-token-0123456789";

    private static final Pattern LISTENING = Pattern.compile("Server listening address=\\S*:(\\d+)");

    private static final Pattern CLOSED = Pattern.compile("Store closed records=(\\d+) commits=(\\d+)");

    private final Launched program;
    private final Path data;
    private final int port;

    private BenchServer(Launched program, Path data, int port) {
        this.program = program;
        this.data = data;
        this.port = port;
    }

    /// @param data     a folder that need not exist; its log lies beside it
    /// @param database a PostgreSQL database instead of a file in the folder
    static BenchServer start(Path data, Optional<String> database) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>();
        environment.put("PRINTMASTER_SERVER_INIT_SECRET", SECRET);
        database.ifPresent(url -> environment.put("PRINTMASTER_SERVER_DATABASE_URL", url));
        Optional.ofNullable(System.getenv("SERVER_JAVA_OPTIONS"))
                .ifPresent(options -> environment.put("PRINTMASTER_JAVA_OPTIONS", options));
        List<String> run = new ArrayList<>(List.of("server", "run", "--data-dir", data.toString()));
        run.addAll(List.of("--listen", "127.0.0.1:0", "--public-url", "https://localhost"));
        Launched program = Launched.start(Path.of("").toAbsolutePath(), Path.of(data + ".log"), environment, run);
        try {
            return new BenchServer(
                    program, data, Integer.parseInt(program.await(LISTENING).group(1)));
        } catch (IOException | InterruptedException | RuntimeException e) {
            program.close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return program.pid();
    }

    /// Whom its clients trust.
    Path authority() {
        return data.resolve("tls/ca.pem");
    }

    /// An empty database as the server makes it.
    static void makeTables(Path data, Optional<String> database) throws IOException, InterruptedException {
        start(data, database).close();
    }

    /// What a run's folder holds.
    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    /// Ends it.
    ///
    /// @return how many records of agents shared a commit, on average
    double recordsInCommit() throws IOException, InterruptedException {
        stop();
        Matcher closed = program.await(CLOSED);
        return Double.parseDouble(closed.group(1)) / Math.max(1, Long.parseLong(closed.group(2)));
    }

    /// Ends it as an operator would, and waits for its end; more than once is no fault.
    void stop() {
        program.close();
    }

    @Override
    public void close() {
        stop();
    }
}
