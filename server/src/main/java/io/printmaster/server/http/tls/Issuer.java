package io.printmaster.server.http.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes certificates: EC P-256, signed with SHA-256 (RFC 5280, RFC 5480).
final class Issuer {
    static final Duration CA_LIFE = Duration.ofDays(20 * 365L);
    /// Browsers refuse more than 398 days.
    static final Duration SERVER_LIFE = Duration.ofDays(397);

    private static final Duration SKEW = Duration.ofHours(24);
    private static final String SIGNATURE = "SHA256withECDSA";

    private final SecureRandom random;

    Issuer(SecureRandom random) {
        this.random = random;
    }

    /// A key with the certificate for it.
    record Issued(PrivateKey key, X509Certificate certificate) {}

    Issued authority(String name, Instant now) {
        try {
            KeyPair pair = newPair();
            X500Name subject = new X500Name("CN=" + name);
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    subject, serial(), from(now), until(now, CA_LIFE), subject, pair.getPublic());
            JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(pair.getPublic()));
            return new Issued(pair.getPrivate(), sign(builder, pair.getPrivate()));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("the JDK cannot make a certificate", e);
        }
    }

    Issued server(Issued authority, ServerNames names, Instant now) {
        try {
            KeyPair pair = newPair();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    X500Name.getInstance(
                            authority.certificate.getSubjectX500Principal().getEncoded()),
                    serial(),
                    from(now),
                    until(now, SERVER_LIFE),
                    new X500Name("CN=PrintMaster server"),
                    pair.getPublic());
            JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(pair.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    utils.createAuthorityKeyIdentifier(authority.certificate.getPublicKey()));
            builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
            return new Issued(pair.getPrivate(), sign(builder, authority.key));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("the JDK cannot make a certificate", e);
        }
    }

    private static GeneralNames alternatives(ServerNames names) {
        List<GeneralName> all = new ArrayList<>();
        names.dns().forEach(n -> all.add(new GeneralName(GeneralName.dNSName, n)));
        names.addresses().forEach(a -> all.add(new GeneralName(GeneralName.iPAddress, a)));
        return new GeneralNames(all.toArray(GeneralName[]::new));
    }

    private KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private BigInteger serial() {
        return new BigInteger(126, random).setBit(126);
    }

    private static Date from(Instant now) {
        return Date.from(now.minus(SKEW).truncatedTo(ChronoUnit.SECONDS));
    }

    private static Date until(Instant now, Duration life) {
        return Date.from(now.plus(life).minus(SKEW).truncatedTo(ChronoUnit.SECONDS));
    }

    private X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE)
                        .setSecureRandom(random)
                        .build(key)));
    }
}
