package io.printmaster.server.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Keys and certificates as PEM text (RFC 7468). The forms that this program writes are read by the JDK
/// alone; what is otherwise is left to [ForeignPem], whose library would be a third of the server's start.
final class Pem {
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> KEY_ALGORITHMS = List.of("EC", "RSA", "EdDSA", "RSASSA-PSS");

    private Pem() {}

    /// What stands between two markers.
    private record Block(String label, String base64) {
        byte[] der() {
            return Base64.getMimeDecoder().decode(base64);
        }
    }

    static byte[] certificates(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate certificate : certificates) {
                write(text, CERTIFICATE, certificate.getEncoded());
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate cannot be written", e);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] key(PrivateKey key) {
        StringBuilder text = new StringBuilder();
        write(text, KEY, key.getEncoded());
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(StringBuilder text, String label, byte[] der) {
        text.append("-----BEGIN ").append(label).append("-----\n");
        text.append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
        text.append("\n-----END ").append(label).append("-----\n");
    }

    static List<X509Certificate> readCertificates(Path file) throws TlsException {
        List<X509Certificate> all;
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            Optional<List<X509Certificate>> plain = plainCertificates(blocks(text));
            all = plain.isPresent() ? plain.get() : ForeignPem.certificates(text);
        } catch (IOException | CertificateException | IllegalArgumentException e) {
            throw unreadable(file, "certificates", e);
        }
        if (all.isEmpty()) {
            throw new TlsException(file + " holds no certificate in PEM form", null);
        }
        return all;
    }

    /// Empty where there may be certificates of another form, or none.
    private static Optional<List<X509Certificate>> plainCertificates(List<Block> blocks) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> all = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label.equals(CERTIFICATE)) {
                all.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
            } else if (block.label.endsWith(CERTIFICATE)) {
                return Optional.empty();
            }
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    static PrivateKey readKey(Path file) throws TlsException {
        Optional<PrivateKey> key;
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            key = plainKey(blocks(text));
            if (key.isEmpty()) {
                key = ForeignPem.key(text);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(file, "a private key", e);
        }
        return key.orElseThrow(() -> new TlsException(
                file + " holds no unencrypted private key in PEM form; write one with: openssl pkey -in <key> -out "
                        + file.getFileName(),
                null));
    }

    /// Empty where the first key is of another form, or there is none.
    private static Optional<PrivateKey> plainKey(List<Block> blocks) {
        return blocks.stream()
                .filter(block -> block.label.endsWith(KEY))
                .findFirst()
                .filter(block -> block.label.equals(KEY))
                .flatMap(block -> key(new PKCS8EncodedKeySpec(block.der())));
    }

    /// The algorithm stands inside, where the JDK shows it only to its own factories.
    private static Optional<PrivateKey> key(PKCS8EncodedKeySpec encoded) {
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
            } catch (InvalidKeySpecException e) {
                // of the next one, perhaps
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the JDK has no keys of " + algorithm, e);
            }
        }
        return Optional.empty();
    }

    private static List<Block> blocks(String text) {
        return BLOCK.matcher(text)
                .results()
                .map(block -> new Block(block.group(1), block.group(2)))
                .toList();
    }

    private static TlsException unreadable(Path file, String what, Exception cause) {
        String why = cause instanceof NoSuchFileException
                ? "it does not exist"
                : cause instanceof AccessDeniedException ? "it may not be read" : "it is damaged";
        return new TlsException("cannot read " + what + " from " + file + ": " + why, cause);
    }
}
