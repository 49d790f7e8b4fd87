package io.printmaster.agent.snmp;

import java.nio.ByteBuffer;
import java.util.List;

/// Writes and reads single datagrams of SNMP without a socket: for those who ask thousands of addresses at
/// once and keep no state for each. Thread-safe.
public interface SnmpDatagrams {

    /// A GET by SNMPv1 or v2c (RFC 1157, RFC 3416).
    ///
    /// @param requestId 0 or more; comes back in the answer
    byte[] get(SnmpCredential.Community credential, int requestId, List<Oid> oids);

    /// The question to an SNMPv3 agent for its engine id, which every one answers without a user (RFC 3414,
    /// section 4).
    ///
    /// @param messageId 0 or more; comes back in the report
    byte[] whoAreYou(int messageId);

    /// What was received, from the buffer's position on. Never throws for what stands in it.
    SnmpDatagram read(ByteBuffer datagram);
}
