package io.printmaster.simulator.demo;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Asks a server of this machine for `GET /readyz` until it says 200.
final class Readiness implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final HttpClient client;

    private Readiness(HttpClient client) {
        this.client = client;
    }

    static Readiness create() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            return new Readiness(HttpClient.newBuilder()
                    .sslContext(context)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
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

    /// Takes any certificate: the server makes its own at its first start, and nothing is sent to it here but the
    /// question whether it is ready. The agent, which sends secrets, checks it by the pin in its join string.
    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
