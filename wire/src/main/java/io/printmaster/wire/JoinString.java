package io.printmaster.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.CRC32;

/// What an admin pastes at a new site: the server's address, the SHA-256 of its CA's public key, and a join token
/// (WIRE, section 2). `pm1.` followed by base64url of a CRC-32, then the three parts on lines of their own; the
/// checksum tells a mistyped or cut string from a wrong one.
///
/// @param server base address, `https`, path kept
/// @param caPin  SHA-256 of the CA's SubjectPublicKeyInfo, base64url without padding
/// @param token  the join token; never logged
public record JoinString(URI server, String caPin, String token) {
    private static final String PREFIX = "pm1.";

    /// @throws IllegalArgumentException when a part is missing or the address is not `https`; safe to show
    public JoinString {
        String scheme = server.getScheme() == null ? "" : server.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") || server.getHost() == null) {
            throw new IllegalArgumentException("the join string's address is not an https address");
        }
        if (!caPin.matches("[A-Za-z0-9_-]{43}")) {
            throw new IllegalArgumentException("the join string's pin is not a SHA-256");
        }
        if (!token.matches("[A-Za-z0-9_.~-]{8,200}")) {
            throw new IllegalArgumentException("the join string's token is not one");
        }
    }

    /// The text to paste.
    public String format() {
        byte[] body = (server + "\n" + caPin + "\n" + token).getBytes(StandardCharsets.UTF_8);
        byte[] whole =
                ByteBuffer.allocate(4 + body.length).putInt(crc(body)).put(body).array();
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /// Reads what was pasted; blanks and line breaks in it do no harm.
    ///
    /// @throws IllegalArgumentException when it is no join string; the message says what is wrong and what to do
    public static JoinString parse(String pasted) {
        String text = pasted.replaceAll("\\s+", "");
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "a join string begins with " + PREFIX + "; copy the whole line that the" + " server printed");
        }
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
        if (whole.length < 5) {
            throw damaged();
        }
        byte[] body = Arrays.copyOfRange(whole, 4, whole.length);
        if (ByteBuffer.wrap(whole).getInt() != crc(body)) {
            throw damaged();
        }
        String[] parts = new String(body, StandardCharsets.UTF_8).split("\n", -1);
        if (parts.length != 3) {
            throw damaged();
        }
        try {
            return new JoinString(new URI(parts[0]), parts[1], parts[2]);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the join string's address is not an https address");
        }
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("the join string is damaged or cut off; copy the whole line that the server"
                + " printed, or make a new one");
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /// Without the token.
    @Override
    public String toString() {
        return "JoinString[server=" + server + "]";
    }
}
