package io.printmaster.agent.send;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/// A hand-written fake of the server, over real HTTPS on 127.0.0.1, for what the real server never does: wrong
/// statuses, cut connections, silence, nonsense. It keeps every request.
public final class FakeServer implements AutoCloseable {
    private static final TestAuthority AUTHORITY = TestAuthority.create();

    private final HttpsServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile Function<Seen, Reply> behaviour = request -> Reply.of(404, "{}");

    /// A request as it arrived, the body inflated.
    public record Seen(String method, String path, Map<String, List<String>> headers, String body) {
        /// A header's value; empty when absent.
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    /// What is done about it.
    public record Reply(int status, String body, Map<String, String> headers, How how) {
        enum How {
            ANSWER,
            CUT,
            SILENCE
        }

        /// An ordinary answer.
        public static Reply of(int status, String body) {
            return new Reply(status, body, Map.of(), How.ANSWER);
        }

        /// With one header.
        public Reply with(String name, String value) {
            return new Reply(status, body, Map.of(name, value), how);
        }

        /// The connection is closed once the request is read.
        public static Reply cut() {
            return new Reply(0, "", Map.of(), How.CUT);
        }

        /// No answer until the server closes.
        public static Reply silence() {
            return new Reply(0, "", Map.of(), How.SILENCE);
        }
    }

    private FakeServer(HttpsServer http) {
        this.http = http;
    }

    /// Starts one on a free port.
    public static FakeServer start() {
        return startAt(0);
    }

    /// Starts one on that port, as a server that comes back does.
    public static FakeServer startAt(int port) {
        try {
            HttpsServer http = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            http.setHttpsConfigurator(new HttpsConfigurator(AUTHORITY.serverContext()));
            FakeServer server = new FakeServer(http);
            http.setExecutor(server.threads);
            http.createContext("/", server::handle);
            http.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What to do with each request from now on.
    public FakeServer behave(Function<Seen, Reply> behaviour) {
        this.behaviour = behaviour;
        return this;
    }

    /// All requests so far.
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    /// Those whose path ends so.
    public List<Seen> seen(String pathEnd) {
        return seen.stream().filter(s -> s.path().endsWith(pathEnd)).toList();
    }

    /// Where it listens.
    public ServerUrl url() {
        return ServerUrl.parse("https://127.0.0.1:" + port(), false);
    }

    /// The port it listens on.
    public int port() {
        return http.getAddress().getPort();
    }

    /// Its authority.
    public static TestAuthority authority() {
        return AUTHORITY;
    }

    /// What an agent that joined it trusts.
    public static Trust trust() {
        return new Trust.Pinned(AUTHORITY.pem());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                    body = in.readAllBytes();
                }
            }
            Seen request = new Seen(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(body, StandardCharsets.UTF_8));
            seen.add(request);
            Reply reply = behaviour.apply(request);
            switch (reply.how) {
                case ANSWER -> answer(exchange, reply);
                case CUT -> {}
                case SILENCE -> closing.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        reply.headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        closing.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
