package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.wire.JoinString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A stranger's client of the server's agent routes: it shares no code with our agent but the join string, says what
/// a test wants it to say, and takes only a server whose chain holds the pinned key.
final class WireClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI server;
    private final HttpClient client;

    WireClient(JoinString join) {
        this(join.server(), join.caPin());
    }

    /// @param pin SHA-256 of the CA's public key, base64url
    WireClient(URI server, String pin) {
        this.server = server;
        this.client = HttpClient.newBuilder()
                .sslContext(pinned(pin))
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /// Registers and returns the agent's token.
    String register(String joinToken, String agentId) {
        HttpResponse<String> answer = tryRegister(joinToken, agentId);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("agent_token").asString();
    }

    HttpResponse<String> tryRegister(String joinToken, String agentId) {
        String body = """
                {"token":"%s","agent_id":"%s","agent_version":"0.0-test","hostname":"stranger","platform":"linux"}""".formatted(joinToken, agentId);
        return send(post("/api/v1/agents/register", body));
    }

    HttpResponse<String> heartbeat(String token, String agentId) {
        return send(post("/api/v1/agents/heartbeat", "{\"agent_id\":\"" + agentId + "\",\"status\":\"active\"}")
                .header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(20)));
    }

    HttpResponse<String> upload(String token, String path, String body) {
        return upload(token, path, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> upload(String token, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(at(path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + server, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private URI at(String path) {
        return URI.create(server.toString().replaceFirst("/$", "") + path);
    }

    @Override
    public void close() {
        client.close();
    }

    /// SHA-256 of a certificate's SubjectPublicKeyInfo, as join strings hold it.
    static String pinOf(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLContext pinned(String pin) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinTrust(pin)}, null);
            return context;
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Takes a chain that holds the pinned key and whose every certificate is signed by the next.
    private static final class PinTrust extends X509ExtendedTrustManager {
        private final String pin;

        PinTrust(String pin) {
            this.pin = pin;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            if (Arrays.stream(chain).noneMatch(certificate -> pinOf(certificate).equals(pin))) {
                throw new CertificateException("the server's chain does not hold the pinned key");
            }
            for (int i = 0; i + 1 < chain.length; i++) {
                try {
                    chain[i].verify(chain[i + 1].getPublicKey());
                } catch (java.security.GeneralSecurityException e) {
                    throw new CertificateException("certificate " + i + " is not signed by the next", e);
                }
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String auth, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String auth, javax.net.ssl.SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String auth) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String auth, Socket socket)
                throws CertificateException {
            throw new CertificateException("not a server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String auth, javax.net.ssl.SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("not a server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String auth) throws CertificateException {
            throw new CertificateException("not a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
