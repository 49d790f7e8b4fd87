package io.printmaster.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.agent.config.WebSettings;
import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.Outbox;
import io.printmaster.agent.store.TestPrinters;
import io.printmaster.model.PrinterKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The agent's page over real connections.
class AgentSiteTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private final AtomicInteger asked = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private AgentSite site;

    private final Subject subject = new Subject() {
        @Override
        public AgentStatus status() {
            return TestStatus.online();
        }

        @Override
        public List<KnownPrinter> printers(Optional<PrinterKey> after, int limit) {
            return IntStream.rangeClosed(1, 250)
                    .mapToObj(number -> TestPrinters.known(number, 1, TestStatus.NOON))
                    .filter(known -> after.isEmpty()
                            || known.key().toString().compareTo(after.get().toString()) > 0)
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<Outbox.Parked> parked(int limit) {
            return List.of();
        }

        @Override
        public String uploadNow() {
            asked.incrementAndGet();
            return "asked";
        }
    };

    @BeforeEach
    void start() {
        site = new AgentSite(new WebSettings(true, new InetSocketAddress(HERE, 0)), subject);
        site.start();
    }

    @AfterEach
    void stop() {
        site.close();
        client.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(site.address()).resolve(path)).GET());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder upload() {
        return HttpRequest.newBuilder(URI.create(site.address()).resolve("/api/v1/uploads"))
                .POST(HttpRequest.BodyPublishers.noBody());
    }

    @Test
    void everyAddress_answersWithItsTypeAndThePolicy() throws Exception {
        for (String[] route : new String[][] {
            {"/", "text/html; charset=utf-8"},
            {"/live", "text/html; charset=utf-8"},
            {"/printers", "text/html; charset=utf-8"},
            {"/api/v1/status", "application/json"},
            {"/metrics", "text/plain; version=0.0.4; charset=utf-8"},
            {"/agent.css", "text/css; charset=utf-8"},
            {"/agent.js", "text/javascript; charset=utf-8"},
            {"/icon.svg", "image/svg+xml"}
        }) {
            HttpResponse<String> answer = get(route[0]);

            assertThat(answer.statusCode()).as(route[0]).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).as(route[0]).contains(route[1]);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
        assertThat(get("/agent.properties").statusCode()).isEqualTo(404);
        assertThat(get("/../AgentSite.class").statusCode()).isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(URI.create(site.address())).HEAD())
                        .body())
                .isEmpty();
    }

    @Test
    void printers_areTurnedPageByPage() throws Exception {
        String first = get("/printers").body();
        assertThat(first).contains("SN00200").doesNotContain("SN00201");
        String next = first.substring(first.indexOf("/printers?after="));
        next = next.substring(0, next.indexOf('"'));
        assertThat(get(next).body()).contains("SN00201", "SN00250").doesNotContain("SN00200", ">Next<");
        assertThat(get("/printers?after=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void upload_needsAHeaderThatForeignPagesCannotSend() throws Exception {
        assertThat(send(upload()).statusCode()).isEqualTo(403);
        assertThat(send(upload().header("X-PrintMaster-Request", "page").header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("/api/v1/uploads").statusCode()).isEqualTo(404);
        HttpRequest.Builder preflight = HttpRequest.newBuilder(
                        URI.create(site.address()).resolve("/api/v1/uploads"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Access-Control-Request-Method", "POST");
        HttpResponse<String> refused = send(preflight);
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(asked).hasValue(0);

        assertThat(send(upload().header("X-PrintMaster-Request", "page")).statusCode())
                .isEqualTo(202);
        assertThat(asked).hasValue(1);
        assertThat(send(HttpRequest.newBuilder(URI.create(site.address()).resolve("/api/v1/uploads"))
                                .header("X-PrintMaster-Request", "page")
                                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(10_000))))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void foreignHostNames_areTurnedAway() throws Exception {
        int port = URI.create(site.address()).getPort();
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost:" + port + "\r\n")).startsWith("HTTP/1.1 200");
        for (String host : List.of("evil.example:" + port, "evil.example", "127.0.0.1", "localhost:1", "")) {
            assertThat(raw("GET /api/v1/status HTTP/1.1\r\nHost: " + host + "\r\n"))
                    .as(host)
                    .startsWith("HTTP/1.1 421")
                    .doesNotContain("agent-01");
        }
        assertThat(raw("GET / HTTP/1.1\r\n")).startsWith("HTTP/1.1 421");
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost:" + port + "\r\nHost: evil.example\r\n"))
                .startsWith("HTTP/1.1 421");
    }

    private String raw(String head) throws IOException {
        try (Socket socket = new Socket(HERE, URI.create(site.address()).getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void silentCallers_keepNobodyElseOut() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                silent.add(new Socket(HERE, URI.create(site.address()).getPort()));
            }
            assertThat(get("/api/v1/status").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void takenPort_stopsNothing() throws Exception {
        ServerSocket taken = new ServerSocket(0, 1, HERE);
        InetSocketAddress there = new InetSocketAddress(HERE, taken.getLocalPort());
        try (AgentSite second = new AgentSite(new WebSettings(true, there), subject)) {
            try (taken) {
                second.start();
                assertThat(second.address()).isEmpty();
            }
            second.tryAgain();
            await().until(() -> !second.address().isEmpty());
        }
    }
}
