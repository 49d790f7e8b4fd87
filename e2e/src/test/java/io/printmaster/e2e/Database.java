package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An SQLite database of a running program, read by the `sqlite3` command as an admin would. A test that asks is
/// skipped where the command is missing.
final class Database {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Programs programs;
    private final Path file;

    Database(Programs programs, Path file) {
        this.programs = programs;
        this.file = file;
    }

    /// The rows of a query, one object of column to value a row.
    List<JsonNode> rows(String sql) {
        String text = run("-json", sql);
        return text.isBlank() ? List.of() : JSON.readTree(text).valueStream().toList();
    }

    /// The only value of a query.
    long number(String sql) {
        return Long.parseLong(run("-noheader", sql).strip());
    }

    /// Harms it behind the back of its program, which must not run meanwhile.
    void change(String sql) {
        sqlite3("-batch", "-list", sql);
    }

    /// What the command prints.
    String run(String mode, String sql) {
        return sqlite3("-readonly", mode, sql);
    }

    private String sqlite3(String access, String mode, String sql) {
        String command = Peers.need("sqlite3").toString();
        ProgramUnderTest query = programs.start(
                "sqlite3",
                Repository.ROOT,
                Map.of(),
                List.of(command, access, mode, "-cmd", ".timeout 5000", file.toString(), sql));
        assertThat(query.awaitExit(Duration.ofSeconds(60)))
                .as("sqlite3 on %s: %s", file, query.errText())
                .isZero();
        return query.outText();
    }
}
