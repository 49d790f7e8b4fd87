package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The browser harness itself: that it hears what a page complains of.
final class ChromiumTest {

    @Test
    void complaints_holdErrorsAndViolationsOfThePolicy() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "<!doctype html><title>t</title><script>window.ran = true</script>"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.getResponseHeaders().set("Content-Security-Policy", "script-src 'self'");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.newPage();

            page.navigate("http://127.0.0.1:" + server.getAddress().getPort() + "/");

            assertThat(page.evaluate("window.ran === undefined")).isEqualTo(true);
            assertThat(chromium.complaints()).anyMatch(complaint -> complaint.contains("Content Security Policy"));
        } finally {
            server.stop(0);
        }
    }
}
