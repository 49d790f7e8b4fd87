package io.printmaster.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.printmaster.wire.JoinString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Stands on the line between an agent and its server, hears every batch and every answer in clear, and can hurt
/// either. It holds the server's own key, so that the agent's checks of the connection stay what they are.
final class Tap implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Set<String> HOP_BY_HOP =
            Set.of("host", "connection", "content-length", "upgrade", "http2-settings", "transfer-encoding");

    /// What happens to a request.
    enum Harm {
        NONE,
        /// The connection ends before the server hears anything.
        CUT_BEFORE,
        /// The server does its work, and the agent never learns of it.
        CUT_AFTER,
        /// The server hears it twice.
        REPEAT,
        /// Somebody between answers 503.
        BUSY
    }

    /// Decides on each request, by its path and its number among the uploads.
    @FunctionalInterface
    interface Mischief {
        Harm on(String path, int number);
    }

    /// A batch that reached the server, in the order of arrival.
    ///
    /// @param batch its id
    /// @param heard whether the agent got the answer
    record Delivery(
            String path, String batch, List<JsonNode> records, int status, Set<Integer> refused, boolean heard) {
        /// The status where the server was gone before it answered: nobody knows whether it has the batch.
        static final int UNANSWERED = 0;
    }

    private final HttpsServer server;
    private final HttpClient client;
    private final URI behind;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private volatile Mischief mischief = (path, number) -> Harm.NONE;
    private int uploads;

    private Tap(HttpsServer server, HttpClient client, URI behind) {
        this.server = server;
        this.client = client;
        this.behind = behind;
    }

    /// Stands before a server that made its own certificate.
    static Tap before(ServerUnderTest target, JoinString join) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(target.data().resolve("tls"))));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(WireClient.pinned(join.caPin()))
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        Tap tap = new Tap(server, client, join.server());
        server.createContext("/", tap::serve);
        server.start();
        return tap;
    }

    /// The same invitation with the tap's address in it.
    JoinString through(JoinString join) {
        return new JoinString(
                URI.create("https://localhost:" + server.getAddress().getPort()), join.caPin(), join.token());
    }

    int port() {
        return server.getAddress().getPort();
    }

    void mischief(Mischief newMischief) {
        this.mischief = newMischief;
    }

    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    private void serve(HttpExchange exchange) throws IOException {
        // Heard to its end first: a slow or half-open connection must not keep the others waiting.
        byte[] body = exchange.getRequestBody().readAllBytes();
        Optional<HttpResponse<byte[]>> answer = pass(exchange, body);
        if (answer.isPresent()) {
            answer(exchange, answer.get());
        }
        exchange.close();
    }

    // One at a time, so that the order of arrival at the server is the order of the record.
    private synchronized Optional<HttpResponse<byte[]>> pass(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().toString();
        boolean upload = path.endsWith("/batch");
        Harm harm = mischief.on(path, upload ? ++uploads : uploads);
        if (harm == Harm.CUT_BEFORE) {
            return Optional.empty();
        }
        if (harm == Harm.BUSY) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            exchange.sendResponseHeaders(503, -1);
            return Optional.empty();
        }
        HttpResponse<byte[]> answer;
        try {
            answer = forward(exchange, path, body);
            if (harm == Harm.REPEAT) {
                answer = forward(exchange, path, body);
            }
        } catch (IOException serverAway) {
            if (upload) {
                note(exchange, path, body, Delivery.UNANSWERED, new byte[0], false);
            }
            return Optional.empty();
        }
        boolean heard = harm != Harm.CUT_AFTER;
        if (upload) {
            note(exchange, path, body, answer.statusCode(), answer.body(), heard);
        }
        return heard ? Optional.of(answer) : Optional.empty();
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, String path, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(behind + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void note(HttpExchange exchange, String path, byte[] body, int status, byte[] answer, boolean heard)
            throws IOException {
        byte[] plain = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
                : body;
        JsonNode envelope = JSON.readTree(plain);
        List<JsonNode> records = envelope.path(path.contains("/devices/") ? "devices" : "metrics")
                .valueStream()
                .toList();
        Set<Integer> refused = new HashSet<>();
        if (status == 200) {
            JSON.readTree(answer)
                    .path("rejected")
                    .valueStream()
                    .forEach(row -> refused.add(row.path("index").asInt()));
        }
        deliveries.add(new Delivery(path, envelope.path("batch_id").asString(""), records, status, refused, heard));
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (!name.startsWith(":") && !HOP_BY_HOP.contains(name)) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
        });
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static SSLContext context(Path tls) throws IOException, GeneralSecurityException {
        List<Certificate> chain = new ArrayList<>();
        try (InputStream in = Files.newInputStream(tls.resolve("server.pem"))) {
            chain.addAll(CertificateFactory.getInstance("X.509").generateCertificates(in));
        }
        String pem = Files.readString(tls.resolve("server.key"))
                .replaceAll("-----[A-Z ]+-----", "")
                .replaceAll("\\s", "");
        PrivateKey key = KeyFactory.getInstance(chain.getFirst().getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, PASSWORD);
        keys.setKeyEntry("server", key, PASSWORD, chain.toArray(Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
