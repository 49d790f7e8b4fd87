package io.printmaster.agent.web;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.StoreFault;
import io.printmaster.model.PrinterKey;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Which address gives what, who may ask, and what every answer carries. Thread-safe.
final class Routes {
    /// A request that changes something carries it, with any value. Pages of other origins cannot send it: the browser
    /// asks for leave first, and gets none.
    static final String CONSENT = "X-PrintMaster-Request";

    private static final Logger log = LoggerFactory.getLogger(Routes.class);
    private static final int PRINTERS_SHOWN = 50;
    private static final int PRINTERS_A_PAGE = 200;
    private static final int PARKED_SHOWN = 20;
    private static final int MAX_BODY = 4_096;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> FILES = Map.of(
            "/agent.css", "text/css; charset=utf-8",
            "/agent.js", "text/javascript; charset=utf-8",
            "/icon.svg", "image/svg+xml");
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Subject subject;

    Routes(Subject subject) {
        this.subject = subject;
    }

    /// An answer, whole.
    private record Reply(int status, String type, String body) {
        static Reply text(String type, String body) {
            return new Reply(200, type, body);
        }

        static Reply html(String body) {
            return text("text/html; charset=utf-8", body);
        }

        static Reply problem(int status, String title, String detail) {
            String body = JSON.createObjectNode()
                    .put("type", "about:blank")
                    .put("title", title)
                    .put("status", status)
                    .put("detail", detail)
                    .toString();
            return new Reply(status, "application/problem+json", body);
        }
    }

    /// The handler of every request to a listener at this address.
    HttpHandler at(InetSocketAddress listener) {
        Hosts hosts = new Hosts(listener);
        return exchange -> {
            try (exchange) {
                send(exchange, answer(exchange, hosts));
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("Agent's page failed");
            }
        };
    }

    private Reply answer(HttpExchange exchange, Hosts hosts) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        if (!hosts.allow(headers.get("Host"))) {
            return Reply.problem(421, "Misdirected Request", "This address is not the agent's; use localhost.");
        }
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        try {
            return switch (method) {
                case "GET", "HEAD" -> get(path, exchange.getRequestURI().getRawQuery());
                case "POST" -> post(path, headers, exchange.getRequestBody());
                default -> Reply.problem(405, "Method Not Allowed", "Only GET, HEAD and POST are known here.");
            };
        } catch (StoreFault e) {
            return Reply.problem(503, "Service Unavailable", "The agent's database cannot be read just now.");
        }
    }

    private Reply get(String path, String query) throws IOException {
        return switch (path) {
            case "/" -> Reply.html(Pages.overview(shown()));
            case "/live" -> Reply.html(Pages.live(shown()));
            case "/printers" -> printers(query);
            case "/api/v1/status" ->
                Reply.text("application/json", StatusJson.of(subject.status()).toString());
            case "/metrics" -> Reply.text(MetricsText.CONTENT_TYPE, MetricsText.of(subject.status(), usage()));
            default -> file(path);
        };
    }

    private Reply post(String path, Headers headers, InputStream body) throws IOException {
        if (!path.equals("/api/v1/uploads")) {
            return FILES.containsKey(path) || path.equals("/")
                    ? Reply.problem(405, "Method Not Allowed", "This can only be read.")
                    : notFound();
        }
        String site = String.valueOf(headers.getFirst("Sec-Fetch-Site"));
        if (headers.getFirst(CONSENT) == null || site.equals("cross-site") || site.equals("same-site")) {
            return Reply.problem(
                    403, "Forbidden", "Send the header " + CONSENT + "; other sites may not ask for this.");
        }
        if (body.readNBytes(MAX_BODY + 1).length > MAX_BODY) {
            return Reply.problem(413, "Content Too Large", "No body is needed here.");
        }
        String detail = subject.uploadNow();
        return new Reply(
                202,
                "application/json",
                JSON.createObjectNode()
                        .put("schema_version", StatusJson.SCHEMA_VERSION)
                        .put("detail", detail)
                        .toString());
    }

    private Pages.Shown shown() {
        return new Pages.Shown(
                subject.status(), subject.printers(Optional.empty(), PRINTERS_SHOWN), subject.parked(PARKED_SHOWN));
    }

    private Reply printers(String query) {
        Optional<PrinterKey> after = Optional.empty();
        if (query != null && query.startsWith("after=")) {
            after = PrinterKey.parse(URLDecoder.decode(query.substring("after=".length()), StandardCharsets.UTF_8));
            if (after.isEmpty()) {
                return Reply.problem(400, "Bad Request", "after is no key of a printer.");
            }
        }
        List<KnownPrinter> printers = subject.printers(after, PRINTERS_A_PAGE);
        Optional<String> next = printers.size() < PRINTERS_A_PAGE
                ? Optional.empty()
                : Optional.of(printers.getLast().key().toString());
        return Reply.html(Pages.printers(subject.status(), printers, next));
    }

    private static Reply file(String path) throws IOException {
        String type = FILES.get(path);
        if (type == null) {
            return notFound();
        }
        try (InputStream in = Routes.class.getResourceAsStream(path.substring(1))) {
            return in == null
                    ? notFound()
                    : new Reply(200, type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Reply notFound() {
        return Reply.problem(404, "Not Found", "There is nothing at this address.");
    }

    private static MetricsText.Usage usage() {
        Runtime runtime = Runtime.getRuntime();
        double cpu = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                ? machine.getProcessCpuTime() / 1e9
                : 0;
        return new MetricsText.Usage(runtime.totalMemory() - runtime.freeMemory(), cpu);
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", reply.type);
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
        if (reply.status == 405) {
            headers.set("Allow", "GET, HEAD");
        }
        byte[] body = reply.body.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
