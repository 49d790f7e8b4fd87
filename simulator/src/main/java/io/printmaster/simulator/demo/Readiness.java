package io.printmaster.simulator.demo;

import io.printmaster.program.AnyCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Asks a server of this machine for `GET /readyz` until it says 200.
final class Readiness implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final HttpClient client;

    private Readiness(HttpClient client) {
        this.client = client;
    }

    static Readiness create() {
        // The server makes its own certificate at its first start, and nothing is sent to it here but the question
        // whether
        // it is ready. The agent, which sends secrets, checks it by the pin in its join string.
        return new Readiness(HttpClient.newBuilder()
                .sslContext(AnyCertificate.context())
                .connectTimeout(Duration.ofSeconds(2))
                .build());
    }

    /// Waits until the server is ready.
    ///
    /// @throws DemoException when the server ends or is not ready in time
    void await(URI base, Child server, Duration patience) throws DemoException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/readyz"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + patience.toNanos();
        while (!isReady(request)) {
            if (server.ended(PAUSE)) {
                throw server.death();
            }
            if (System.nanoTime() - end > 0) {
                throw new DemoException("the server was not ready within " + patience.toSeconds()
                        + " s; its last lines:\n" + server.tail(15));
            }
        }
    }

    private boolean isReady(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // Not listening yet.
            return false;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
