package io.printmaster.agent.send;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Whose certificates count as the server's. The host name is verified in either case.
public sealed interface Trust {

    /// The authorities that the platform trusts; for an agent that joined without a pin.
    record Platform() implements Trust {}

    /// Only this authority, learned and checked when the agent joined, or given in a file.
    ///
    /// @param pem one or more certificates
    record Pinned(String pem) implements Trust {}

    /// A TLS context of that trust.
    ///
    /// @throws GeneralSecurityException when the pinned text holds no certificate
    default SSLContext context() throws GeneralSecurityException {
        return switch (this) {
            case Platform() -> SSLContext.getDefault();
            case Pinned(String pem) -> pinned(certificates(pem));
        };
    }

    /// The certificates in a PEM text, at most ten.
    ///
    /// @throws CertificateException when there is none, or one cannot be read
    static List<X509Certificate> certificates(String pem) throws CertificateException {
        List<X509Certificate> found = new ArrayList<>();
        byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
        for (Certificate c :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
            found.add((X509Certificate) c);
        }
        if (found.isEmpty() || found.size() > 10) {
            throw new CertificateException("expected 1 to 10 PEM certificates, found " + found.size());
        }
        return found;
    }

    private static SSLContext pinned(List<X509Certificate> authorities) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty key store could not be made", e);
        }
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca" + i, authorities.get(i));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
