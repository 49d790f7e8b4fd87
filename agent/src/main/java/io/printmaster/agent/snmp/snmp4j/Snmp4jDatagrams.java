package io.printmaster.agent.snmp.snmp4j;

import io.printmaster.agent.snmp.EngineId;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpCredential.Community;
import io.printmaster.agent.snmp.SnmpCredential.Version;
import io.printmaster.agent.snmp.SnmpDatagram;
import io.printmaster.agent.snmp.SnmpDatagrams;
import io.printmaster.agent.snmp.SnmpRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.ScopedPDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.asn1.BERSerializable;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;

/// Single datagrams by the library's BER coder. Stateless.
public final class Snmp4jDatagrams implements SnmpDatagrams {
    /// SNMPv3 message flags (RFC 3412, section 6.4).
    private static final byte ENCRYPTED = 2;

    private static final byte REPORTABLE = 4;
    private static final int USER_BASED = 3;
    private static final int MAX_MESSAGE_BYTES = 1472;

    /// Makes nothing but itself.
    public Snmp4jDatagrams() {}

    @Override
    public byte[] get(Community credential, int requestId, List<Oid> oids) {
        PDU pdu = Messages.pdu(credential, new SnmpRequest.Get(oids));
        pdu.setRequestID(new Integer32(requestId));
        int version = credential.version() == Version.V1 ? SnmpConstants.version1 : SnmpConstants.version2c;
        return sequence(
                new Integer32(version), UsmUsers.octets(credential.community().reveal()), pdu);
    }

    @Override
    public byte[] whoAreYou(int messageId) {
        ScopedPDU nothing = new ScopedPDU();
        nothing.setType(PDU.GET);
        nothing.setRequestID(new Integer32(messageId));
        OctetString nobody = new OctetString();
        byte[] security = sequence(nobody, new Integer32(0), new Integer32(0), nobody, nobody, nobody);
        byte[] header = sequence(
                new Integer32(messageId),
                new Integer32(MAX_MESSAGE_BYTES),
                new OctetString(new byte[] {REPORTABLE}),
                new Integer32(USER_BASED));
        return sequence(new Integer32(SnmpConstants.version3), new Coded(header), new OctetString(security), nothing);
    }

    /// Octets that are coded already.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Coded(byte[] octets) implements BERSerializable {
        @Override
        public int getBERLength() {
            return octets.length;
        }

        @Override
        public int getBERPayloadLength() {
            return octets.length;
        }

        @Override
        public void decodeBER(BERInputStream in) {
            throw new UnsupportedOperationException("only written");
        }

        @Override
        public void encodeBER(OutputStream out) throws IOException {
            out.write(octets);
        }
    }

    private static byte[] sequence(BERSerializable... parts) {
        int length = 0;
        for (BERSerializable part : parts) {
            length += part.getBERLength();
        }
        ByteBuffer octets = ByteBuffer.allocate(length + 8);
        BEROutputStream out = new BEROutputStream(octets);
        try {
            BER.encodeHeader(out, BER.SEQUENCE, length);
            for (BERSerializable part : parts) {
                part.encodeBER(out);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a buffer that was measured overflows", e);
        }
        byte[] done = new byte[octets.position()];
        octets.flip().get(done);
        return done;
    }

    @Override
    public SnmpDatagram read(ByteBuffer datagram) {
        try {
            BERInputStream in = new BERInputStream(datagram);
            header(in);
            return switch (integer(in)) {
                case SnmpConstants.version1 -> community(in, SnmpDatagram.Version.V1);
                case SnmpConstants.version2c -> community(in, SnmpDatagram.Version.V2C);
                case SnmpConstants.version3 -> version3(in);
                default -> new SnmpDatagram.Unclear();
            };
        } catch (IOException | RuntimeException e) {
            // The library throws either for broken BER, depending on what is broken.
            return new SnmpDatagram.Unclear();
        }
    }

    private static void header(BERInputStream in) throws IOException {
        BER.MutableByte type = new BER.MutableByte();
        BER.decodeHeader(in, type);
        if (type.getValue() != BER.SEQUENCE) {
            throw new IOException("not a sequence");
        }
    }

    private static int integer(BERInputStream in) throws IOException {
        Integer32 number = new Integer32();
        number.decodeBER(in);
        return number.getValue();
    }

    private static OctetString octets(BERInputStream in) throws IOException {
        OctetString text = new OctetString();
        text.decodeBER(in);
        return text;
    }

    private static SnmpDatagram community(BERInputStream in, SnmpDatagram.Version version) throws IOException {
        octets(in);
        boolean first = version == SnmpDatagram.Version.V1;
        PDU pdu = first ? new PDUv1() : new PDU();
        pdu.decodeBER(in);
        return switch (pdu.getType()) {
            case PDU.RESPONSE -> new SnmpDatagram.Response(pdu.getRequestID().getValue(), Messages.outcome(pdu));
            case PDU.V1TRAP -> first ? new SnmpDatagram.Notification(version) : new SnmpDatagram.Unclear();
            case PDU.TRAP, PDU.INFORM -> first ? new SnmpDatagram.Unclear() : new SnmpDatagram.Notification(version);
            default -> new SnmpDatagram.Unclear();
        };
    }

    /// RFC 3412, section 6, with the security parameters of RFC 3414, section 2.4.
    private static SnmpDatagram version3(BERInputStream in) throws IOException {
        header(in);
        int messageId = integer(in);
        integer(in);
        byte flags = octets(in).get(0);
        integer(in);
        BERInputStream security = new BERInputStream(ByteBuffer.wrap(octets(in).getValue()));
        header(security);
        Optional<EngineId> engine = EngineId.of(octets(security).getValue());
        if ((flags & ENCRYPTED) != 0) {
            // Nobody asks us anything, and what we ask encrypted is answered elsewhere: it can only be a notification.
            octets(in);
            return new SnmpDatagram.Notification(SnmpDatagram.Version.V3);
        }
        ScopedPDU pdu = new ScopedPDU();
        pdu.decodeBER(in);
        return switch (pdu.getType()) {
            case PDU.TRAP, PDU.INFORM -> new SnmpDatagram.Notification(SnmpDatagram.Version.V3);
            case PDU.REPORT, PDU.RESPONSE ->
                engine.<SnmpDatagram>map(id -> new SnmpDatagram.Report(messageId, id))
                        .orElseGet(SnmpDatagram.Unclear::new);
            default -> new SnmpDatagram.Unclear();
        };
    }
}
