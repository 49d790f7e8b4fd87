package io.printmaster.agent.discover.mdns;

import java.net.InetAddress;

/// One of the records that announce services (RFC 6763): who offers what, where, and with which
/// properties.
sealed interface DnsRecord {
    int TYPE_A = 1;
    int TYPE_PTR = 12;
    int TYPE_TXT = 16;
    int TYPE_AAAA = 28;
    int TYPE_SRV = 33;

    DnsName name();

    Life life();

    /// How long it holds.
    ///
    /// @param ttlSeconds 0 says that it holds no more
    /// @param flush      whether it replaces all earlier ones of its name and type (RFC 6762, section
    ///                   10.2)
    record Life(long ttlSeconds, boolean flush) {
        boolean isGoodbye() {
            return ttlSeconds == 0;
        }
    }

    /// PTR: a service type, or a subtype of one, and an instance of it.
    record Pointer(DnsName name, Life life, DnsName target) implements DnsRecord {}

    /// SRV: where an instance is.
    record Service(DnsName name, Life life, int port, DnsName host) implements DnsRecord {}

    /// TXT of an instance.
    record Properties(DnsName name, Life life, TxtRecord txt) implements DnsRecord {}

    /// A or AAAA of a host.
    record Address(DnsName name, Life life, InetAddress address) implements DnsRecord {}
}
