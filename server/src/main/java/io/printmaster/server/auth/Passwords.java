package io.printmaster.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Passwords as Argon2id in PHC form, 19 MiB and two passes (OWASP Password Storage). At most two are computed
/// at a time, so that a flood of sign-ins costs time and not memory. Thread-safe.
public final class Passwords {
    /// The shortest that people may choose.
    public static final int MIN_LENGTH = 12;

    private static final int MAX_LENGTH = 200;
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int HASH_BYTES = 32;
    private static final Pattern PHC =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=1\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    // Without letters and digits that look alike; 20 of 54 are 115 bits.
    private static final String EASY = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final SecureRandom random;
    private final Semaphore places = new Semaphore(2);

    /// Takes salts from `random`.
    public Passwords(SecureRandom random) {
        this.random = random;
    }

    /// A password to be told once.
    public String generate() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            password.append(i > 0 && i % 5 == 0 ? "-" : "").append(EASY.charAt(random.nextInt(EASY.length())));
        }
        return password.toString();
    }

    /// Whether it may be chosen; the answer says what is missing, empty when nothing is.
    public static String weakness(String password, String userName) {
        if (password.length() < MIN_LENGTH) {
            return "A password needs at least " + MIN_LENGTH + " characters.";
        }
        if (password.length() > MAX_LENGTH) {
            return "A password has at most " + MAX_LENGTH + " characters.";
        }
        if (password.equalsIgnoreCase(userName) || password.chars().distinct().count() < 5) {
            return "This password is too easy to guess.";
        }
        return "";
    }

    /// The text to store.
    public String hash(String password) {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(argon2(password, salt, MEMORY_KIB, PASSES));
    }

    /// Whether the password belongs to the stored text; takes as long for a text that is none.
    public boolean matches(String password, String stored) {
        Matcher phc = PHC.matcher(stored);
        if (password.length() > MAX_LENGTH || !phc.matches()) {
            argon2("", new byte[16], MEMORY_KIB, PASSES);
            return false;
        }
        byte[] salt = Base64.getDecoder().decode(phc.group(3));
        byte[] expected = Base64.getDecoder().decode(phc.group(4));
        byte[] found = argon2(password, salt, Integer.parseInt(phc.group(1)), Integer.parseInt(phc.group(2)));
        return MessageDigest.isEqual(expected, found);
    }

    private byte[] argon2(String password, byte[] salt, int memoryKib, int passes) {
        places.acquireUninterruptibly();
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withSalt(salt)
                    .withMemoryAsKB(memoryKib)
                    .withIterations(passes)
                    .withParallelism(1)
                    .build());
            byte[] hash = new byte[HASH_BYTES];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        } finally {
            places.release();
        }
    }
}
