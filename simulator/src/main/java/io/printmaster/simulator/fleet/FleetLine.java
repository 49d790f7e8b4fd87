package io.printmaster.simulator.fleet;

import io.printmaster.program.AnyCertificate;
import io.printmaster.wire.JoinString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The connections of a fleet to the server that its join string names. Thread-safe; a request waits for a free
/// connection, and that wait is not part of what is measured.
final class FleetLine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String base;
    private final HttpClient client;
    private final Semaphore free;
    private final FleetTally tally;
    private final LongSupplier nanos;

    private FleetLine(JoinString join, HttpClient client, int connections, FleetTally tally, LongSupplier nanos) {
        this.base = join.server().toString().replaceFirst("/$", "");
        this.client = client;
        this.free = new Semaphore(connections);
        this.tally = tally;
        this.nanos = nanos;
    }

    /// Fetches the server's authority, compares it with the pin, and trusts nothing else from then on.
    ///
    /// @throws IOException when the server does not answer or is not the one of the pin
    static FleetLine open(FleetPlan plan, FleetTally tally, LongSupplier nanos)
            throws IOException, InterruptedException {
        URI ca = URI.create(plan.join().server().toString().replaceFirst("/$", "") + "/ca.pem");
        byte[] pem;
        try (HttpClient first =
                HttpClient.newBuilder().sslContext(AnyCertificate.context()).build()) {
            HttpRequest request = HttpRequest.newBuilder(ca).timeout(PATIENCE).build();
            pem = first.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        }
        HttpClient client = HttpClient.newBuilder()
                .sslContext(trusting(pem, plan.join().caPin()))
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        return new FleetLine(plan.join(), client, plan.connections(), tally, nanos);
    }

    private static SSLContext trusting(byte[] pem, String pin) throws IOException {
        try {
            X509Certificate ca = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(ca.getPublicKey().getEncoded());
            if (!Base64.getUrlEncoder().withoutPadding().encodeToString(hash).equals(pin)) {
                throw new IOException("the server's authority is not the one that the join string names");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("ca", ca);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the server's authority cannot be read", e);
        }
    }

    /// An answer; status 0 when none came.
    ///
    /// @param retryAfter what the server asked for; zero when nothing
    record Reply(int status, ByteBuffer body, Duration retryAfter) {
        byte[] bytes() {
            byte[] bytes = new byte[body.remaining()];
            body.duplicate().get(bytes);
            return bytes;
        }
    }

    /// @param token empty for a registration
    Reply post(String path, String token, byte[] json, boolean compress) throws InterruptedException {
        byte[] body = compress ? gzip(json) : json;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (compress) {
            request.header("Content-Encoding", "gzip");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        free.acquire();
        long began = nanos.getAsLong();
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            tally.answered(Integer.toString(answer.statusCode()), nanos.getAsLong() - began, body.length);
            return new Reply(answer.statusCode(), ByteBuffer.wrap(answer.body()), retryAfter(answer));
        } catch (HttpTimeoutException e) {
            tally.answered("timeout", nanos.getAsLong() - began, body.length);
        } catch (IOException e) {
            tally.answered("cut", nanos.getAsLong() - began, body.length);
        } finally {
            free.release();
        }
        return new Reply(0, ByteBuffer.allocate(0), Duration.ZERO);
    }

    private static Duration retryAfter(HttpResponse<byte[]> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
    }

    private static byte[] gzip(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
