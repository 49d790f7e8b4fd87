package io.printmaster.model;

import java.util.regex.Pattern;

/// The customer whose printers, agents and people belong together; first in every key of the server's store.
public record TenantId(String value) {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /// The tenant of a server that serves one organisation only.
    public static final TenantId DEFAULT = new TenantId("default");

    /// @throws IllegalArgumentException when the text is no tenant id
    public TenantId {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("a tenant id has 1 to 64 letters, digits or . _ - characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
