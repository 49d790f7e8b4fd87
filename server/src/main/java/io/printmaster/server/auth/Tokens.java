package io.printmaster.server.auth;

import io.printmaster.program.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Random tokens and what the server keeps of them: an id for finding the row, which says nothing of the token,
/// and a SHA-256. A slow password hash is not needed: nobody guesses 256 random bits, and a slow one would let
/// strangers keep the server busy (WIRE, "Everywhere").
final class Tokens {
    private static final int BYTES = 32;
    private static final int ID_DIGITS = 20;

    private Tokens() {}

    /// A new token: 32 random bytes, base64url.
    static String fresh(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The id of a token, from another hash than [#hash], so that it may be shown.
    static String id(String token) {
        return sha256("printmaster token id:" + token).substring(0, ID_DIGITS);
    }

    /// SHA-256, hexadecimal.
    static String hash(String token) {
        return sha256(token);
    }

    /// Compares in constant time.
    static boolean matches(String token, String hash) {
        return MessageDigest.isEqual(
                hash(token).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
