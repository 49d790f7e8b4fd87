package io.printmaster.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.server.http.HttpProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StaticFilesTest {
    private static final Pattern ROW =
            Pattern.compile("\\| ([^ |]+) \\| [^|]+ \\| [^|]+ \\| [^|]+ \\| ([0-9a-f]{64}) \\|");

    @Test
    void vendoredFiles_areAsPublished() throws Exception {
        Map<String, String> rows = new String(read("VENDORED.md"), StandardCharsets.UTF_8)
                .lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(m -> m.group(1), m -> m.group(2)));

        assertThat(rows).hasSize(5);
        for (Map.Entry<String, String> row : rows.entrySet()) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(read(row.getKey()));
            assertThat(HexFormat.of().formatHex(hash)).as(row.getKey()).isEqualTo(row.getValue());
        }
    }

    @Test
    void vendoredFiles_areAllInTheList() throws Exception {
        String list = new String(read("VENDORED.md"), StandardCharsets.UTF_8);
        Path folder = Path.of(
                        StaticFiles.class.getResource("static/VENDORED.md").toURI())
                .getParent();
        try (Stream<Path> files = Files.list(folder)) {
            List<String> foreign = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(".min.") || name.contains("LICENSE"))
                    .toList();
            assertThat(foreign).hasSize(5).allMatch(list::contains);
        }
    }

    @Test
    void files_areServedWithTypeAndKeptForEver() {
        StaticFiles files = StaticFiles.load();
        FakeRequest request = FakeRequest.get("/static/printmaster.css").param("file", "printmaster.css");

        var answer = FakeRequest.handle(files.routes().getFirst(), request);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(FakeRequest.header(answer, "Content-Type")).isEqualTo("text/css; charset=utf-8");
        assertThat(FakeRequest.header(answer, "Cache-Control")).contains("immutable");
        assertThat(files.href("printmaster.css")).matches("/static/printmaster\\.css\\?v=[0-9a-f]{16}");
        String tag = FakeRequest.header(answer, "ETag");
        var again = FakeRequest.handle(files.routes().getFirst(), request.header("If-None-Match", tag));
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void files_areNotLookedUpByPath() {
        FakeRequest request = FakeRequest.get("/static/x").param("file", "../Templates.class");

        assertThatThrownBy(
                        () -> StaticFiles.load().routes().getFirst().handler().handle(request))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("404");
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = StaticFiles.class.getResourceAsStream("static/" + name)) {
            return in.readAllBytes();
        }
    }
}
