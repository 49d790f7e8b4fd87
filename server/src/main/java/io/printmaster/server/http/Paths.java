package io.printmaster.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes URLs apart: segments are split first and decoded after, so that an encoded slash belongs to its segment.
final class Paths {
    private static final int MAX_SEGMENTS = 32;
    private static final int MAX_FIELDS = 1_000;

    private Paths() {}

    /// The segments of a raw path, decoded, without empty ones (`//` counts as `/`).
    ///
    /// @throws HttpProblem 400 for dot segments, broken percent signs, bytes that are no UTF-8, control
    /// characters
    static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.split("/", -1)) {
            if (raw.isEmpty()) {
                continue;
            }
            String segment = decode(raw, false);
            boolean control = segment.chars().anyMatch(c -> c < 0x20 || c == 0x7F);
            if (control || segment.equals(".") || segment.equals("..") || segments.size() == MAX_SEGMENTS) {
                throw HttpProblem.malformed("The path of the address is not acceptable.");
            }
            segments.add(segment);
        }
        return segments;
    }

    /// Parameters of a query or of an urlencoded form, in the order sent.
    static Map<String, List<String>> parameters(String text) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        int count = 0;
        for (String pair : text.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MAX_FIELDS) {
                throw HttpProblem.malformed("There are more than " + MAX_FIELDS + " parameters.");
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
            all.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
        return all;
    }

    private static String decode(String text, boolean plusIsBlank) {
        if (text.indexOf('%') < 0 && (!plusIsBlank || text.indexOf('+') < 0)) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%') {
                int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
                int low = high >= 0 ? Character.digit(in[i + 2], 16) : -1;
                if (low < 0) {
                    throw HttpProblem.malformed("The address has a percent sign without two hexadecimal digits.");
                }
                out.put((byte) (high << 4 | low));
                i += 2;
            } else {
                out.put(plusIsBlank && in[i] == '+' ? (byte) ' ' : in[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
        } catch (CharacterCodingException e) {
            throw HttpProblem.malformed("The address is not UTF-8.");
        }
    }
}
