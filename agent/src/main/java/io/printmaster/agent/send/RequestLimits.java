package io.printmaster.agent.send;

import java.time.Duration;

/// How long the server may take. Immutable.
///
/// @param connect for the TCP connection and the TLS handshake
/// @param upload  for one batch, connecting and the answer included
public record RequestLimits(Duration connect, Duration upload) {
    /// What the configuration has without being told: 10 s and 60 s.
    public static final RequestLimits DEFAULT = new RequestLimits(Duration.ofSeconds(10), Duration.ofSeconds(60));

    /// @throws IllegalArgumentException when a limit leaves no time at all
    public RequestLimits {
        if (!connect.isPositive() || !upload.isPositive()) {
            throw new IllegalArgumentException("the limits of a request are longer than nothing");
        }
    }
}
