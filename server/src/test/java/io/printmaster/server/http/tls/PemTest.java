package io.printmaster.server.http.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    @TempDir
    Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("a.pem"), text, US_ASCII);
    }

    private static X509Certificate certificate() {
        return new Issuer(new SecureRandom())
                .authority("Somebody", Instant.parse("2026-01-01T00:00:00Z"))
                .certificate();
    }

    private static KeyPair pair(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(256);
        }
        return generator.generateKeyPair();
    }

    /// What is secret in a key; the rest may be written in several ways.
    private static BigInteger number(PrivateKey key) {
        return key instanceof ECPrivateKey point ? point.getS() : ((RSAPrivateKey) key).getPrivateExponent();
    }

    private static String pem(Object what) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        }
        return text.toString();
    }

    /// As OpenSSL wrote it before PKCS#8: `EC PRIVATE KEY`, `RSA PRIVATE KEY`.
    private static String traditional(PrivateKey key) throws IOException {
        return key instanceof ECPrivateKey point
                ? pem(new PemObject(
                        "EC PRIVATE KEY",
                        new org.bouncycastle.asn1.sec.ECPrivateKey(256, point.getS(), SECObjectIdentifiers.secp256r1)
                                .getEncoded()))
                : pem(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519", "RSASSA-PSS"})
    void key_isReadAsItWasWritten_andByAnotherReader(String algorithm) throws Exception {
        PrivateKey key = pair(algorithm).getPrivate();
        String text = new String(Pem.key(key), US_ASCII);
        assertThat(Pem.readKey(file(text)).getEncoded()).isEqualTo(key.getEncoded());
        try (PEMParser other = new PEMParser(new StringReader(text))) {
            assertThat(other.readPemObject().getContent()).isEqualTo(key.getEncoded());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void keyInATraditionalForm_isRead(String algorithm) throws Exception {
        PrivateKey key = pair(algorithm).getPrivate();
        String text = traditional(key);
        assertThat(text).contains("BEGIN " + algorithm + " PRIVATE KEY");
        assertThat(number(Pem.readKey(file(text)))).isEqualTo(number(key));
        assertThat(number(Pem.readKey(file(text + new String(Pem.key(pair("EC").getPrivate()), US_ASCII)))))
                .as("the first counts")
                .isEqualTo(number(key));
    }

    @Test
    void certificatesAndKey_inOneFile_areReadWithWhatPeopleWriteAround() throws Exception {
        PrivateKey key = pair("EC").getPrivate();
        List<X509Certificate> chain = List.of(certificate(), certificate());
        String text = "Bag Attributes\r\n    friendlyName: a-b\r\n"
                + new String(Pem.key(key), US_ASCII).replace("\n", "\r\n") + "subject=CN = Somebody\r\n"
                + new String(Pem.certificates(chain), US_ASCII).replace("\n", "\r\n");
        assertThat(Pem.readCertificates(file(text))).isEqualTo(chain);
        assertThat(Pem.readKey(file(text))).isEqualTo(key);
    }

    @Test
    void certificates_areWrittenAsAnotherWriterDoes() throws Exception {
        X509Certificate certificate = certificate();
        assertThat(new String(Pem.certificates(List.of(certificate)), US_ASCII).lines())
                .isEqualTo(pem(certificate).lines().toList());
    }

    @Test
    void certificateUnderItsOlderName_isRead() throws Exception {
        X509Certificate certificate = certificate();
        String text = new String(Pem.certificates(List.of(certificate)), US_ASCII).replace("CERT", "X509 CERT");
        assertThat(Pem.readCertificates(file(text))).containsExactly(certificate);
    }

    @Test
    void encryptedKey_isToldWithWhatToDo() throws Exception {
        byte[] encoded = new EncryptedPrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2), new byte[32])
                .getEncoded();
        Path file = file(pem(new PemObject("ENCRYPTED PRIVATE KEY", encoded)));
        assertThat(file).content(US_ASCII).contains("BEGIN ENCRYPTED PRIVATE KEY");
        assertThatThrownBy(() -> Pem.readKey(file))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("holds no unencrypted private key in PEM form");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nMIGH",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nMIIB",
                "nothing",
                ""
            })
    void damagedFile_isToldByName(String text) throws Exception {
        Path file = file(text);
        assertThatThrownBy(() -> Pem.readKey(file))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("a.pem");
        assertThatThrownBy(() -> Pem.readCertificates(file))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("a.pem");
    }
}
