package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.wire.JoinString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real server with a data directory and a port of its own, that can be stopped, killed and started again.
final class ServerUnderTest {
    private static final Duration START = Duration.ofMinutes(5);
    private static final Pattern JOIN_STRING = Pattern.compile("pm1\\.[A-Za-z0-9_-]+");

    private final Programs programs;
    private final Path data;
    private final int port;
    private Optional<ProgramUnderTest> process = Optional.empty();

    private ServerUnderTest(Programs programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    /// A server that was never started.
    static ServerUnderTest in(Programs programs, Path directory) {
        return new ServerUnderTest(programs, directory.resolve("server"), Peers.freeTcpPort());
    }

    /// The same, with everything in PostgreSQL from its next start on.
    ServerUnderTest on(String databaseUrl) {
        try {
            Files.createDirectories(data);
            Files.writeString(data.resolve("server.ini"), "[server]\ndatabase_url = " + databaseUrl + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// Another server process on the same data, never started.
    ServerUnderTest sibling() {
        return new ServerUnderTest(programs, data, Peers.freeTcpPort());
    }

    /// Starts it and waits until it is ready.
    ServerUnderTest start() {
        return start(Map.of());
    }

    /// The same with settings from the environment.
    ServerUnderTest start(Map<String, String> environment) {
        ProgramUnderTest program = programs.printmaster(
                environment,
                "server",
                "run",
                "--data-dir",
                data.toString(),
                "--listen",
                "127.0.0.1:" + port,
                "--public-url",
                address().toString());
        process = Optional.of(program);
        program.awaitLine(START, "INFO", "Server listening");
        return this;
    }

    ProgramUnderTest process() {
        return process.orElseThrow();
    }

    URI address() {
        return URI.create("https://localhost:" + port);
    }

    int port() {
        return port;
    }

    Path data() {
        return data;
    }

    Database database() {
        return new Database(programs, data.resolve("server.db"));
    }

    /// A new join string, as an admin makes one on the command line.
    JoinString joinString(String... options) {
        List<String> words = new ArrayList<>(List.of(
                "server",
                "join-token",
                "create",
                "--data-dir",
                data.toString(),
                "--public-url",
                address().toString()));
        words.addAll(List.of(options));
        ProgramUnderTest command = programs.run(words.toArray(String[]::new));
        Matcher found = JOIN_STRING.matcher(command.outText());
        assertThat(found.find()).as("a join string from%n%s", command.tail(20)).isTrue();
        return JoinString.parse(found.group());
    }

    /// The one-time password of a new admin of that name.
    String createAdmin(String name) {
        ProgramUnderTest command =
                programs.run("server", "admin", "create", "--json", "--name", name, "--data-dir", data.toString());
        assertThat(command.awaitExit(Duration.ofSeconds(1)))
                .as(command.tail(20))
                .isZero();
        return JsonMapper.shared().readTree(command.outText()).path("password").asString();
    }

    /// What a command printed with `--json`.
    static JsonNode json(ProgramUnderTest command) {
        return JsonMapper.shared().readTree(command.outText());
    }

    /// A stranger's client that trusts this server.
    WireClient client() {
        return new WireClient(joinString());
    }
}
