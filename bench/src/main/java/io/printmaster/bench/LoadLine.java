package io.printmaster.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// One kept connection of HTTP/1.1 over TLS that costs its own process as little as can be: requests are bytes made
/// beforehand, answers are looked at only as far as needed. Used by one thread.
final class LoadLine implements AutoCloseable {
    private static final String LENGTH = "content-length:";
    private static final String RETRY_AFTER = "retry-after:";

    private final SSLSocket socket;
    private final OutputStream out;
    private final InputStream in;
    private final byte[] head = new byte[8_192];

    private LoadLine(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new BufferedInputStream(socket.getInputStream(), 16_384);
    }

    static LoadLine open(SSLContext tls, int port) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", port);
        socket.setTcpNoDelay(true);
        return new LoadLine(socket);
    }

    /// A new one has no session to resume.
    static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        try (InputStream certificate = Files.newInputStream(authority)) {
            trust.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, factory.getTrustManagers(), null);
        return tls;
    }

    /// A whole request.
    ///
    /// @param more further lines of the head, each with its end
    static byte[] request(String path, String more, byte[] body) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + more
                        + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    /// Sends what may be only the beginning of a request.
    void send(byte[] some) throws IOException {
        out.write(some);
        out.flush();
    }

    /// What came back.
    ///
    /// @param head the status line and the headers
    record Reply(String head, String body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        /// Whole seconds; 0 where the server asked for none.
        int retryAfter() {
            String asked = header(head, RETRY_AFTER);
            return asked.isEmpty() ? 0 : Integer.parseInt(asked);
        }
    }

    private static String header(String head, String name) {
        int found = head.toLowerCase(Locale.ROOT).indexOf("\r\n" + name);
        return found < 0
                ? ""
                : head.substring(found + 2 + name.length(), head.indexOf('\r', found + 2))
                        .strip();
    }

    /// Sends it and waits for the answer.
    Reply ask(byte[] request) throws IOException {
        send(request);
        String head = head();
        byte[] body = in.readNBytes(Integer.parseInt(header(head, LENGTH)));
        return new Reply(head, new String(body, StandardCharsets.UTF_8));
    }

    /// Sends it and waits for the answer's body.
    ///
    /// @throws IllegalStateException unless the answer is 200
    String exchange(byte[] request) throws IOException {
        Reply reply = ask(request);
        if (reply.status() != 200) {
            throw new IllegalStateException(reply.head + reply.body);
        }
        return reply.body;
    }

    private String head() throws IOException {
        int size = 0;
        while (size < 4
                || head[size - 1] != '\n'
                || head[size - 2] != '\r'
                || head[size - 3] != '\n'
                || head[size - 4] != '\r') {
            int next = in.read();
            if (next < 0 || size == head.length) {
                throw new IOException("the server closed the connection");
            }
            head[size++] = (byte) next;
        }
        return new String(head, 0, size, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
