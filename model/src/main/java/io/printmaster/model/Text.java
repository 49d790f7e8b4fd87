package io.printmaster.model;

import org.jspecify.annotations.Nullable;

/// Cleans text that came from outside. Pure and thread-safe.
public final class Text {

    private Text() {}

    /// Makes text from a device harmless and comparable: null becomes empty, control characters (NUL, CR, LF, ESC
    /// and the C1 range among them) and unpaired surrogates become blanks, runs of blanks become one, ends are
    /// trimmed, and the result is cut to `maxLength` UTF-16 units without splitting a character.
    public static String clean(@Nullable String text, int maxLength) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        if (text.length() <= maxLength && isPlain(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), maxLength));
        boolean blankDue = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isBlank(c)) {
                blankDue = clean.length() > 0;
                continue;
            }
            if (clean.length() + (blankDue ? 1 : 0) + Character.charCount(c) > maxLength) {
                break;
            }
            if (blankDue) {
                clean.append(' ');
                blankDue = false;
            }
            clean.appendCodePoint(c);
        }
        return clean.toString();
    }

    /// Whether the text is printable ASCII without leading, trailing or repeated blanks: nearly every text there
    /// is, and each is cleaned several times on its way.
    private static boolean isPlain(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) {
                return false;
            }
            before = c;
        }
        return before != ' ';
    }

    private static boolean isBlank(int c) {
        return Character.isISOControl(c)
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || c == 0xFEFF
                || (c >= 0xD800 && c <= 0xDFFF)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
