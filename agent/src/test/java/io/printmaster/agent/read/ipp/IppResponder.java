package io.printmaster.agent.read.ipp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A hand-made printer: an HTTP server on the loopback that answers POSTs with octets that the test decides on, and
/// remembers what was asked.
final class IppResponder implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Function<byte[], byte[]>> paths = new ConcurrentHashMap<>();
    private final List<byte[]> requests = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int statusElsewhere = 404;

    IppResponder() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    IppResponder(HttpServer server) {
        this.server = server;
        server.createContext("/", this::handle);
        server.start();
    }

    IppResponder at(String path, Function<byte[], byte[]> answer) {
        paths.put(path, answer);
        return this;
    }

    IppResponder elsewhere(int status) {
        statusElsewhere = status;
        return this;
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<byte[]> requests() {
        return requests;
    }

    List<String> asked() {
        return asked;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            requests.add(request);
            asked.add(exchange.getRequestURI().getPath());
            Function<byte[], byte[]> answer = paths.get(exchange.getRequestURI().getPath());
            if (answer == null) {
                exchange.sendResponseHeaders(statusElsewhere, -1);
                return;
            }
            byte[] body = answer.apply(request);
            exchange.getResponseHeaders().set("Content-Type", "application/ipp");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
