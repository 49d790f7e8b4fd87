package io.printmaster.agent.snmp;

/// What a datagram turned out to be. Nobody has proven who sent it.
public sealed interface SnmpDatagram {

    /// An answer by SNMPv1 or v2c to the request of this number.
    record Response(int requestId, SnmpOutcome outcome) implements SnmpDatagram {}

    /// A report by SNMPv3 to the message of this number: the device is there and tells its name, before any
    /// password counts (RFC 3414, section 4).
    record Report(int messageId, EngineId engine) implements SnmpDatagram {}

    /// A trap or an inform request, whatever it says: an event that the sender found worth telling.
    record Notification(Version version) implements SnmpDatagram {}

    /// Anything else: a request, broken octets, another protocol.
    record Unclear() implements SnmpDatagram {}

    /// Of the message.
    enum Version {
        V1,
        V2C,
        V3
    }
}
