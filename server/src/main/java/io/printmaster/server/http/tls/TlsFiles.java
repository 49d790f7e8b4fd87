package io.printmaster.server.http.tls;

import io.printmaster.program.PrivateFiles;
import io.printmaster.program.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The server's keys on disk, below the data directory: `tls/ca.key`, `ca.pem`, `server.key`, `server.pem`, all
/// 0600 in a directory of 0700. The CA is made once and kept for ever, for agents have its hash in their join
/// string; the server's certificate is made anew when it is about to expire or when the host's names change.
/// Thread-safe.
public final class TlsFiles {
    /// A certificate with less than this left is replaced.
    public static final Duration RENEW_BEFORE = Duration.ofDays(60);

    private final Path directory;
    private final Clock clock;
    private final SecureRandom random;

    /// Touches nothing yet.
    ///
    /// @param dataDirectory the server's
    public TlsFiles(Path dataDirectory, Clock clock, SecureRandom random) {
        this.directory = dataDirectory.resolve("tls");
        this.clock = clock;
        this.random = random;
    }

    /// The keys to use now, made or renewed as needed; the chain ends with the CA.
    ///
    /// @throws TlsException when a file is damaged or cannot be written; nothing is replaced then
    public synchronized TlsKeys own(ServerNames names) throws TlsException {
        try {
            PrivateFiles.createDirectory(directory);
            Issuer.Issued authority = authority();
            Path keyFile = directory.resolve("server.key");
            Path certificateFile = directory.resolve("server.pem");
            if (Files.exists(keyFile) && Files.exists(certificateFile)) {
                PrivateKey key = Pem.readKey(keyFile);
                X509Certificate leaf = Pem.readCertificates(certificateFile).getFirst();
                if (usable(leaf, key, authority.certificate(), names)) {
                    return new TlsKeys(key, List.of(leaf, authority.certificate()));
                }
            }
            Issuer.Issued fresh = issuer().server(authority, names, clock.instant());
            List<X509Certificate> chain = List.of(fresh.certificate(), authority.certificate());
            PrivateFiles.write(keyFile, Pem.key(fresh.key()));
            PrivateFiles.write(certificateFile, Pem.certificates(chain));
            return new TlsKeys(fresh.key(), chain);
        } catch (IOException e) {
            throw new TlsException("cannot keep the server's keys in " + directory + ": " + e.getMessage(), e);
        }
    }

    /// The CA alone, for printing join strings while another process serves; made when there is none.
    ///
    /// @throws TlsException as for [#own]
    public synchronized X509Certificate authorityCertificate() throws TlsException {
        try {
            PrivateFiles.createDirectory(directory);
            return authority().certificate();
        } catch (IOException e) {
            throw new TlsException("cannot keep the server's keys in " + directory + ": " + e.getMessage(), e);
        }
    }

    private Issuer.Issued authority() throws IOException, TlsException {
        Path keyFile = directory.resolve("ca.key");
        Path certificateFile = directory.resolve("ca.pem");
        if (Files.exists(keyFile) || Files.exists(certificateFile)) {
            X509Certificate certificate = Pem.readCertificates(certificateFile).getFirst();
            PrivateKey key = Pem.readKey(keyFile);
            if (!belong(key, certificate.getPublicKey())) {
                throw new TlsException(
                        keyFile + " does not belong to " + certificateFile
                                + "; put both back from a backup, or remove both and let every agent join again",
                        null);
            }
            return new Issuer.Issued(key, certificate);
        }
        Issuer.Issued fresh = issuer().authority(
                        "PrintMaster CA " + clock.instant().toString().substring(0, 10), clock.instant());
        PrivateFiles.write(keyFile, Pem.key(fresh.key()));
        PrivateFiles.write(certificateFile, Pem.certificates(List.of(fresh.certificate())));
        return fresh;
    }

    /// Loads Bouncy Castle, which an ordinary start does without.
    private Issuer issuer() {
        return new Issuer(random);
    }

    private boolean usable(X509Certificate leaf, PrivateKey key, X509Certificate authority, ServerNames names) {
        Instant end = leaf.getNotAfter().toInstant();
        if (clock.instant().plus(RENEW_BEFORE).isAfter(end) || !namesOf(leaf).covers(names)) {
            return false;
        }
        try {
            leaf.verify(authority.getPublicKey());
        } catch (GeneralSecurityException e) {
            return false;
        }
        return belong(key, leaf.getPublicKey());
    }

    static ServerNames namesOf(X509Certificate certificate) {
        Set<String> dns = new TreeSet<>();
        Set<String> addresses = new TreeSet<>();
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                if (name.get(0).equals(2)) {
                    dns.add(String.valueOf(name.get(1)));
                } else if (name.get(0).equals(7)) {
                    addresses.add(String.valueOf(name.get(1)));
                }
            }
        } catch (CertificateParsingException e) {
            return new ServerNames(Set.of(), Set.of());
        }
        return new ServerNames(dns, addresses);
    }

    /// Keys that whoever runs the server gave: a certificate chain, the leaf first, and its key.
    ///
    /// @throws TlsException when they cannot be read, do not belong together or are expired
    public static TlsKeys given(Path certificates, Path key, Instant now) throws TlsException {
        List<X509Certificate> chain = Pem.readCertificates(certificates);
        PrivateKey secret = Pem.readKey(key);
        X509Certificate leaf = chain.getFirst();
        if (!belong(secret, leaf.getPublicKey())) {
            throw new TlsException(
                    "the key in " + key + " does not belong to the first certificate in " + certificates, null);
        }
        if (now.isAfter(leaf.getNotAfter().toInstant())) {
            throw new TlsException(
                    "the certificate in " + certificates + " expired at "
                            + leaf.getNotAfter().toInstant(),
                    null);
        }
        return new TlsKeys(secret, chain);
    }

    /// What agents compare: SHA-256 of the SubjectPublicKeyInfo, base64url without padding.
    public static String pin(X509Certificate authority) {
        byte[] hash = Sha256.of(authority.getPublicKey().getEncoded());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /// A certificate as PEM text, for `GET /ca.pem`.
    public static byte[] pem(X509Certificate certificate) {
        return Pem.certificates(List.of(certificate));
    }

    private static boolean belong(PrivateKey secret, PublicKey open) {
        byte[] probe = {1, 2, 3};
        String algorithm = switch (secret.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> secret.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(secret);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
