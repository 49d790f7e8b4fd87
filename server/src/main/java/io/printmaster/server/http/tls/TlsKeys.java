package io.printmaster.server.http.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// A server's private key and certificate chain, the leaf first. Never printed.
public final class TlsKeys {
    // Protects nothing: the key store lives in memory only, but the JDK wants a password.
    private static final String PASSWORD = "memory";

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    /// Takes a key and its chain.
    ///
    /// @throws IllegalArgumentException for an empty chain
    public TlsKeys(PrivateKey key, List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("no certificate");
        }
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /// The chain, the leaf first.
    public List<X509Certificate> chain() {
        return chain;
    }

    /// The last of the chain: what agents must trust.
    public X509Certificate anchor() {
        return chain.getLast();
    }

    /// A key store in memory with both.
    public KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, PASSWORD.toCharArray(), chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK has no usable PKCS12 key store", e);
        }
    }

    /// The key store's password.
    public String password() {
        return PASSWORD;
    }

    @Override
    public String toString() {
        return "TlsKeys[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}
