package io.printmaster.program;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 (FIPS 180-4), which every Java platform has.
public final class Sha256 {
    private Sha256() {}

    /// A fresh digest, for one thread.
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Of all these bytes: 32 bytes.
    public static byte[] of(byte[] bytes) {
        return digest().digest(bytes);
    }
}
