package io.printmaster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the content security policy and the design ask of every template and script, read from their sources.
class TemplateRulesTest {
    private static final Path SERVER = Path.of(System.getProperty("printmaster.root"), "server", "src", "main");
    private static final Path TEMPLATES = SERVER.resolve("jte");
    private static final Path STATIC = SERVER.resolve("resources/io/printmaster/server/web/static");

    @Test
    void templates_holdNothingInline() throws IOException {
        Pattern inline = Pattern.compile(
                "\\sstyle\\s*=|<style|\\son[a-z]+\\s*=\\s*\"|javascript:|\\$unsafe|<script(?![^>]*\\ssrc=)|hx-on|hx-vals=\"js:",
                Pattern.CASE_INSENSITIVE);
        for (Path template : files(TEMPLATES, ".jte")) {
            assertThat(Files.readString(template)).as(template.toString()).doesNotContainPattern(inline);
        }
    }

    @Test
    void templates_carryTheAntiForgeryTokenInEveryPost() throws IOException {
        Pattern form = Pattern.compile("<form[^>]*method=\"post\".*?</form>", Pattern.DOTALL);
        for (Path template : files(TEMPLATES, ".jte")) {
            form.matcher(Files.readString(template))
                    .results()
                    .map(match -> match.group())
                    .filter(text -> !text.contains("action=\"/login\""))
                    .forEach(text -> assertThat(text).as(template.toString()).contains("name=\"csrf_token\""));
        }
    }

    @Test
    void templates_labelEveryControl() throws IOException {
        Pattern control = Pattern.compile("<(input|select|textarea)\\b(?![^>]*type=\"hidden\")[^>]*>");
        Pattern id = Pattern.compile("\\sid=\"([a-z]+)\"");
        for (Path template : files(TEMPLATES, ".jte")) {
            String text = Files.readString(template);
            control.matcher(text).results().map(match -> match.group()).forEach(tag -> {
                var name = id.matcher(tag);
                boolean named = name.find() && text.contains("<label for=\"" + name.group(1) + "\"");
                boolean labelled = named || tag.contains("aria-label=");
                assertThat(labelled).as(template + ": " + tag).isTrue();
            });
        }
    }

    @Test
    void ownScripts_neverMakeMarkupOfText() throws IOException {
        Pattern dangerous =
                Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function");
        for (String script : List.of("printmaster.js", "chart.js")) {
            assertThat(Files.readString(STATIC.resolve(script))).as(script).doesNotContainPattern(dangerous);
        }
    }

    @Test
    void templates_useOnlyClassesThatTheSheetKnows() throws IOException {
        String sheet = Files.readString(STATIC.resolve("printmaster.css"));
        Pattern classes = Pattern.compile("\\sclass=\"([a-z -]+)\"");
        for (Path template : files(TEMPLATES, ".jte")) {
            classes.matcher(Files.readString(template)).results().forEach(match -> {
                for (String name : match.group(1).split(" ", -1)) {
                    assertThat(sheet).as(template + ": class " + name).contains("." + name);
                }
            });
        }
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> found = all.filter(file -> file.toString().endsWith(end)).toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }
}
