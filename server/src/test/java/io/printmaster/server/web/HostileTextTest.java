package io.printmaster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.server.html.Badge;
import io.printmaster.server.html.Tone;
import io.printmaster.server.web.view.AuditLine;
import io.printmaster.server.web.view.AuditView;
import io.printmaster.server.web.view.DeviceLine;
import io.printmaster.server.web.view.DevicesView;
import io.printmaster.server.web.view.Fact;
import io.printmaster.server.web.view.Frame;
import io.printmaster.server.web.view.Pager;
import io.printmaster.server.web.view.Time;
import io.printmaster.server.web.view.Viewer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a printer or an agent calls itself, a page shows it as text.
class HostileTextTest {
    private static final Instant NOW = Instant.parse("2026-11-03T14:32:15Z");
    private static final Time TIME = Time.of(NOW, NOW);

    private final Templates templates = new Templates();
    private final Frame frame =
            new Frame("Devices", "devices", new Viewer("ann", "admin", true, "token"), StaticFiles.load(), NOW);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\" onmouseover=\"alert(1)",
                "' autofocus onfocus='alert(1)",
                "\"><svg/onload=alert(1)>",
                "</td></tr></table><iframe src=\"javascript:alert(1)\">",
                "{{constructor.constructor('alert(1)')()}}",
                "=HYPERLINK(\"http://evil.example\",\"x\")",
                "</textarea><script>alert(1)</script>",
                "--><script>alert(1)</script>"
            })
    void pages_showHostileTextAsText(String hostile) {
        String plain = devices("harmless") + audit("harmless") + facts("harmless");
        String attacked = devices(hostile) + audit(hostile) + facts(hostile);

        // The same tags and the same attributes: nothing of the text became markup.
        assertThat(Markup.skeleton(attacked)).isEqualTo(Markup.skeleton(plain));
    }

    private String devices(String text) {
        DeviceLine line = new DeviceLine(
                "1",
                "/devices/x",
                text,
                text,
                new Badge(Tone.BAD, "Error"),
                text,
                text,
                text,
                text,
                "/agents?q=x",
                text,
                true,
                text,
                TIME);
        Pager pager = new Pager(text, 1, "", "/devices?after=x");
        DevicesView view = new DevicesView(
                text, text, List.of(), List.of(), List.of(), text, List.of(), List.of(line), pager, "/devices", "/x");
        return templates.fill("page/devices", Map.of("frame", frame, "view", view));
    }

    private String audit(String text) {
        AuditLine line = new AuditLine(TIME, text, "", text, text, text);
        AuditView view = new AuditView(text, text, text, text, List.of(line), new Pager(text, 1, "", ""), "/audit");
        return templates.fill("page/audit", Map.of("frame", frame, "view", view));
    }

    private String facts(String text) {
        return templates.fill(
                "part/facts", Map.of("facts", List.of(Fact.of(text, text), Fact.linked(text, text, "https://x/"))));
    }
}
