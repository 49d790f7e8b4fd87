package io.printmaster.program;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A password, token or community that cannot be printed by accident. Immutable.
public final class Secret {
    private final String value;

    /// Wraps the text as it is.
    public Secret(String value) {
        this.value = value;
    }

    /// The secret itself; the only way to it, so that a search for this name finds every use.
    public String reveal() {
        return value;
    }

    /// Whether there is no text in it.
    public boolean isEmpty() {
        return value.isEmpty();
    }

    /// The first 8 characters and `...`, the form in which tokens appear in logs (seed, "Monitoring and Debugging").
    /// Only for random tokens; for anything people chose it would give away too much.
    public String cut() {
        return value.substring(0, Math.min(8, value.length() / 2)) + "...";
    }

    /// Compares in constant time.
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /// Always `***`.
    @Override
    public String toString() {
        return "***";
    }
}
