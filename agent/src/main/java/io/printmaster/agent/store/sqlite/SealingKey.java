package io.printmaster.agent.store.sqlite;

import io.printmaster.program.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The key that secrets are encrypted with: 32 random bytes in a file of mode 0600 beside `agent.db`, so that a copy of
/// the database alone is useless. Immutable, thread-safe.
final class SealingKey {
    static final int NONCE_BYTES = 12;
    private static final int KEY_BYTES = 32;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;

    private SealingKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
    }

    static SealingKey random(SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return new SealingKey(bytes);
    }

    /// Makes a key and keeps it in the file.
    static SealingKey create(Path file, SecureRandom random) throws IOException {
        SealingKey key = random(random);
        PrivateFiles.write(file, key.key.getEncoded());
        return key;
    }

    /// Reads the file.
    ///
    /// @throws GeneralSecurityException when there is no key in it
    static SealingKey read(Path file) throws IOException, GeneralSecurityException {
        if (Files.size(file) != KEY_BYTES) {
            throw new GeneralSecurityException("not a key of " + KEY_BYTES + " bytes");
        }
        return new SealingKey(Files.readAllBytes(file));
    }

    byte[] seal(String name, String plain, byte[] nonce) throws GeneralSecurityException {
        return cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(plain.getBytes(StandardCharsets.UTF_8));
    }

    String open(String name, byte[] sealed, byte[] nonce) throws GeneralSecurityException {
        return new String(cipher(Cipher.DECRYPT_MODE, name, nonce).doFinal(sealed), StandardCharsets.UTF_8);
    }

    private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
