package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The README's first command.
final class DemoTest {
    private static final Duration FIRST_DEVICES = Duration.ofSeconds(20);
    private static final Pattern ADDRESS = Pattern.compile("https://[^\\s]+");
    private static final Pattern PASSWORD = Pattern.compile("(?i)password:?\\s+(\\S+)");

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path temporary;

    @Test
    void demo_showsItsPrintersAndLeavesNothingBehind() throws Exception {
        long started = System.nanoTime();
        ProgramUnderTest demo = programs.printmaster(
                Map.of("TMPDIR", temporary.toString(), "PRINTMASTER_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary),
                "demo");
        String address = find(ADDRESS, demo.awaitLine(FIRST_DEVICES, "https://"));
        Matcher password = PASSWORD.matcher("");
        await().atMost(FIRST_DEVICES).until(() -> password.reset(demo.outText()).find());
        List<ProcessHandle> children = demo.descendants();

        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.newPage(
                    new com.microsoft.playwright.Browser.NewContextOptions().setIgnoreHTTPSErrors(true));
            page.navigate(address);
            page.fill("#user", "admin");
            page.fill("#password", password.group(1));
            page.click("main button[type=submit]");
            page.fill("#current", password.group(1));
            page.fill("#new", "four words make one good password");
            page.fill("#again", "four words make one good password");
            page.click("main button[type=submit]");
            await().atMost(FIRST_DEVICES).until(() -> {
                page.navigate(address.replaceAll("/$", "") + "/devices");
                return page.locator("tbody tr").count() > 0;
            });
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            System.out.println("demo: first devices on the page after " + took.toMillis() + " ms");
            Chromium.picture(page, "demo");
            assertThat(took).isLessThan(FIRST_DEVICES);
            assertThat(chromium.complaints()).isEmpty();
        }

        assertThat(children).isNotEmpty();
        demo.signal("INT");
        demo.awaitExit(Duration.ofSeconds(20));
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        try (Stream<Path> left = Files.walk(temporary)) {
            assertThat(left.filter(path -> !path.equals(temporary))
                            .filter(path -> !path.toString().contains("hsperfdata")))
                    .isEmpty();
        }
    }

    private static String find(Pattern pattern, String line) {
        Matcher found = pattern.matcher(line);
        assertThat(found.find()).as(line).isTrue();
        return found.group();
    }
}
