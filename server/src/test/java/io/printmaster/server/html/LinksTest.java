package io.printmaster.server.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " javascript:alert(1)",
                "java\tscript:alert(1)",
                "data:text/html,<script>alert(1)</script>",
                "vbscript:x",
                "file:///etc/passwd",
                "//evil.example/x",
                "/relative",
                "http:",
                "http:///nohost",
                "https://user:secret@host/",
                "http://host/\" onmouseover=\"alert(1)",
                ""
            })
    void web_refusesWhatIsNoWebPage(String hostile) {
        assertThat(Links.web(hostile)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.7/", "https://[::1]:8443/web/index.html?x=1", "HTTP://printer.local"})
    void web_takesWebPages(String page) {
        assertThat(Links.web(page)).contains(page);
    }

    @Test
    void segment_keepsSlashesInside() {
        assertThat(Links.segment("serial:HP/A B?#%")).isEqualTo("serial:HP%2FA%20B%3F%23%25");
    }

    @Test
    void with_leavesOutWhatIsEmptyAndKeepsTheOrder() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("q", "a&b=c");
        values.put("state", "");
        values.put("sort", "-seen");
        assertThat(Links.with("/devices", values)).isEqualTo("/devices?q=a%26b%3Dc&sort=-seen");
        assertThat(Links.with("/devices", Map.of("q", ""))).isEqualTo("/devices");
    }
}
