package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Where a page ended, as text for the caller: the sort it belongs to and the values of the last row's keys.
final class Cursor {
    private static final String SEPARATOR = "\u0000";

    private Cursor() {}

    static String of(String sort, List<String> values) {
        String text = sort + SEPARATOR + String.join(SEPARATOR, values);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The values.
    ///
    /// @throws PageRequest.BadCursor when it is none of this sort with so many values
    static List<String> read(String cursor, String sort, int count) {
        String text;
        try {
            text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new PageRequest.BadCursor();
        }
        List<String> parts = Arrays.asList(text.split(SEPARATOR, -1));
        if (parts.size() != count + 1 || !parts.getFirst().equals(sort)) {
            throw new PageRequest.BadCursor();
        }
        return parts.subList(1, parts.size());
    }

    /// A number among the values.
    ///
    /// @throws PageRequest.BadCursor when it is none
    static long number(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new PageRequest.BadCursor();
        }
    }
}
