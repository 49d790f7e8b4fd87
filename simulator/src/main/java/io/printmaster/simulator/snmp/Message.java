package io.printmaster.simulator.snmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;

/// A community message: version, community, PDU (RFC 1157, section 4; RFC 1901, section 3).
///
/// @param version 0 is SNMPv1, 1 is SNMPv2c
record Message(int version, OctetString community, PDU pdu) {
    static final int V1 = 0;
    static final int V2C = 1;

    /// @throws IOException when the datagram is no such message
    static Message decode(ByteBuffer datagram) throws IOException {
        BERInputStream in = new BERInputStream(datagram);
        BER.MutableByte type = new BER.MutableByte();
        BER.decodeHeader(in, type);
        if (type.getValue() != BER.SEQUENCE) {
            throw new IOException("not a sequence");
        }
        Integer32 version = new Integer32();
        version.decodeBER(in);
        if (version.getValue() != V1 && version.getValue() != V2C) {
            throw new IOException("not SNMPv1 or v2c");
        }
        OctetString community = new OctetString();
        community.decodeBER(in);
        PDU pdu = new PDU();
        pdu.decodeBER(in);
        return new Message(version.getValue(), community, pdu);
    }

    /// The octets that [#encode] makes.
    int length() {
        int payload = payload();
        return 1 + BER.getBERLengthOfLength(payload) + payload;
    }

    private int payload() {
        return new Integer32(version).getBERLength() + community.getBERLength() + pdu.getBERLength();
    }

    ByteBuffer encode() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length() + 8);
        BEROutputStream out = new BEROutputStream(bytes);
        BER.encodeHeader(out, BER.SEQUENCE, payload());
        new Integer32(version).encodeBER(out);
        community.encodeBER(out);
        pdu.encodeBER(out);
        return bytes.flip();
    }
}
