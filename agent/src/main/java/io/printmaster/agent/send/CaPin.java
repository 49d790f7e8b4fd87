package io.printmaster.agent.send;

import io.printmaster.agent.send.Outcome.RetryLater;
import io.printmaster.program.Sha256;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// First contact with a server whose authority is known only by the SHA-256 of its public key (WIRE, "Join string").
///
/// The authority's certificate is fetched over a connection that trusts nothing and sends nothing but `GET /ca.pem`;
/// it is public. Only if the hash matches is it handed out, and everything after goes over a verified connection.
public final class CaPin {
    private static final int MAX_PEM_BYTES = 64 * 1024;

    private CaPin() {}

    /// What was found.
    public sealed interface Found {
        /// The authority of the pin; trust only this.
        record Matched(Trust.Pinned trust) implements Found {}

        /// The server's authority is another one: a wrong server, or someone in between. Send nothing.
        record OtherAuthority(String detail) implements Found {}

        /// The server does not hand out an authority.
        record NoAuthority(String detail) implements Found {}

        /// No answer.
        record Unreachable(String detail) implements Found {}
    }

    /// Fetches and compares.
    ///
    /// @param pin SHA-256 of the authority's SubjectPublicKeyInfo, base64url without padding
    /// @throws InterruptedException when the program is stopping
    public static Found fetch(ServerUrl url, String pin, Duration limit) throws InterruptedException {
        try (Transport transport = Transport.open(url, trustingNothing(), limit, MAX_PEM_BYTES)) {
            Answer answer = transport.get("ca.pem", limit);
            if (answer.status() != 200) {
                return new Found.NoAuthority(url + " answered " + answer.status() + " to the question for its CA");
            }
            return compare(new String(answer.body(), StandardCharsets.US_ASCII), pin, url);
        } catch (IOException e) {
            RetryLater<Void> fault = NetworkFault.of(e, url);
            return new Found.Unreachable(fault.detail());
        }
    }

    /// The pin of a certificate.
    public static String of(X509Certificate certificate) {
        byte[] hash = Sha256.of(certificate.getPublicKey().getEncoded());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private static Found compare(String pem, String pin, ServerUrl url) {
        try {
            for (X509Certificate certificate : Trust.certificates(pem)) {
                if (MessageDigest.isEqual(
                        of(certificate).getBytes(StandardCharsets.US_ASCII), pin.getBytes(StandardCharsets.US_ASCII))) {
                    return new Found.Matched(new Trust.Pinned(pem(certificate)));
                }
            }
            return new Found.OtherAuthority("the CA of " + url + " is not the one that the join string names");
        } catch (CertificateException e) {
            return new Found.NoAuthority(url + " sent no readable CA certificate");
        }
    }

    private static String pem(X509Certificate certificate) throws CertificateException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    private static SSLContext trustingNothing() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Unverified()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    /// Lets any certificate pass, for the one request of this class: what it brings is checked against the pin.
    private static final class Unverified extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
