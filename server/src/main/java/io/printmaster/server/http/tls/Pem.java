package io.printmaster.server.http.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/// Keys and certificates as PEM text (RFC 7468).
final class Pem {

    private Pem() {}

    static byte[] certificates(List<X509Certificate> certificates) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (X509Certificate certificate : certificates) {
                writer.writeObject(certificate);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a certificate cannot be written", e);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] key(PrivateKey key) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(new JcaPKCS8Generator(key, null));
        } catch (IOException e) {
            throw new IllegalStateException("a key cannot be written", e);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static List<X509Certificate> readCertificates(Path file) throws TlsException {
        List<X509Certificate> all = new ArrayList<>();
        try (PEMParser parser = new PEMParser(Files.newBufferedReader(file, StandardCharsets.US_ASCII))) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof X509CertificateHolder holder) {
                    all.add(new JcaX509CertificateConverter().getCertificate(holder));
                }
            }
        } catch (IOException | CertificateException e) {
            throw unreadable(file, "certificates", e);
        }
        if (all.isEmpty()) {
            throw new TlsException(file + " holds no certificate in PEM form", null);
        }
        return all;
    }

    static PrivateKey readKey(Path file) throws TlsException {
        try (PEMParser parser = new PEMParser(Files.newBufferedReader(file, StandardCharsets.US_ASCII))) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
                if (part instanceof PEMKeyPair pair) {
                    return converter.getKeyPair(pair).getPrivate();
                }
            }
        } catch (IOException e) {
            throw unreadable(file, "a private key", e);
        }
        throw new TlsException(
                file + " holds no unencrypted private key in PEM form; write one with: openssl pkey -in <key> -out "
                        + file.getFileName(),
                null);
    }

    private static TlsException unreadable(Path file, String what, Exception cause) {
        String why = cause instanceof java.nio.file.NoSuchFileException
                ? "it does not exist"
                : cause instanceof java.nio.file.AccessDeniedException ? "it may not be read" : "it is damaged";
        return new TlsException("cannot read " + what + " from " + file + ": " + why, cause);
    }
}
