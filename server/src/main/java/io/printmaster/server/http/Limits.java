package io.printmaster.server.http;

/// How much one request may bring.
///
/// @param wireBytes     as sent
/// @param inflatedBytes after `Content-Encoding` is undone
public record Limits(long wireBytes, long inflatedBytes) {
    /// Forms and small messages: 64 KiB, 256 KiB inflated.
    public static final Limits SMALL = new Limits(64 << 10, 256 << 10);

    /// Uploads of agents: 8 MiB, 64 MiB inflated (WIRE, "Everywhere").
    public static final Limits UPLOAD = new Limits(8 << 20, 64 << 20);

    /// Checks both.
    ///
    /// @throws IllegalArgumentException unless both are positive
    public Limits {
        if (wireBytes <= 0 || inflatedBytes <= 0) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
