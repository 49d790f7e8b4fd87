package io.printmaster.agent.snmp;

import java.net.InetAddress;
import java.time.Duration;

/// Whom to ask, how to be let in, and how patiently.
///
/// @param timeout of one attempt
/// @param retries further attempts after the first
public record SnmpTarget(InetAddress address, int port, SnmpCredential credential, Duration timeout, int retries) {

    /// The port of SNMP agents.
    public static final int DEFAULT_PORT = 161;

    /// @throws IllegalArgumentException for a port, timeout or number of retries out of range
    public SnmpTarget {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("an SNMP port is 1 to 65535");
        }
        if (timeout.compareTo(Duration.ofMillis(10)) < 0 || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("an SNMP timeout is 10 ms to 60 s");
        }
        if (retries < 0 || retries > 10) {
            throw new IllegalArgumentException("SNMP retries are 0 to 10");
        }
    }

    /// The same device, asked with another number of further attempts.
    public SnmpTarget withRetries(int other) {
        return new SnmpTarget(address, port, credential, timeout, other);
    }
}
