package io.printmaster.agent.snmp.snmp4j;

import io.printmaster.agent.fuzz.FuzzInput;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.snmp4j.TransportStateReference;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.AbstractTransportMapping;

/// Stands for the socket: answers each request at once, on the sender's thread, with what the fuzzer makes of it.
final class FuzzTransport extends AbstractTransportMapping<UdpAddress> {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int OID = 0x06;
    private static final int RESPONSE = 0xA2;

    private FuzzInput input = new FuzzInput(new byte[0]);

    /// From where the next answers come.
    void feed(FuzzInput next) {
        input = next;
    }

    @Override
    public void sendMessage(
            UdpAddress address, byte[] message, TransportStateReference state, long timeoutMillis, int maxRetries) {
        byte[] answer = switch (input.choice(5)) {
            case 0 -> input.rest();
            case 1 -> altered(message);
            case 2 -> response(message, input.rest());
            case 3 -> response(message, bindings());
            // An echo with the tag of an answer: what a very simple device might send.
            default -> altered(tagged(message));
        };
        fireProcessMessage(
                address,
                ByteBuffer.wrap(answer),
                new TransportStateReference(this, address, null, null, null, false, null));
    }

    private byte[] altered(byte[] message) {
        byte[] altered = message.clone();
        int changes = input.octet() % 16;
        for (int i = 0; i < changes; i++) {
            altered[(input.octet() << 8 | input.octet()) % altered.length] = (byte) input.octet();
        }
        byte[] more = input.rest();
        byte[] whole = Arrays.copyOf(altered, altered.length + more.length);
        System.arraycopy(more, 0, whole, altered.length, more.length);
        return whole;
    }

    /// The request's own version, community and request id around other bindings.
    private byte[] response(byte[] request, byte[] bindings) {
        int[] version = element(request, element(request, 0)[0]);
        int[] community = element(request, version[1]);
        int[] pdu = element(request, community[1]);
        int[] id = element(request, pdu[0]);
        int status = input.octet();
        int index = input.octet();
        byte[] inner = joined(
                Arrays.copyOfRange(request, pdu[0], id[1]),
                element(INTEGER, status < 20 ? status : 0),
                element(INTEGER, index < 40 ? index : 0),
                element(SEQUENCE, bindings));
        return element(
                SEQUENCE,
                joined(Arrays.copyOfRange(request, element(request, 0)[0], community[1]), element(RESPONSE, inner)));
    }

    private byte[] bindings() {
        ByteArrayOutputStream bindings = new ByteArrayOutputStream();
        int count = input.octet() % 40;
        for (int i = 0; i < count; i++) {
            byte[] name = element(OID, input.run());
            byte[] value = element(input.octet(), input.run());
            bindings.writeBytes(element(SEQUENCE, joined(name, value)));
        }
        return bindings.toByteArray();
    }

    private static byte[] tagged(byte[] message) {
        byte[] answer = message.clone();
        for (int i = 0; i < answer.length; i++) {
            if (answer[i] == (byte) 0xA0 || answer[i] == (byte) 0xA1 || answer[i] == (byte) 0xA5) {
                answer[i] = (byte) RESPONSE;
                return answer;
            }
        }
        return answer;
    }

    /// Where the contents of the element at that place begin and end; the library wrote it, so it is sound.
    private static int[] element(byte[] message, int at) {
        int length = message[at + 1] & 0xFF;
        int from = at + 2;
        if (length > 0x80) {
            int octets = length & 0x7F;
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | (message[from++] & 0xFF);
            }
        }
        return new int[] {from, from + length};
    }

    private static byte[] element(int tag, int value) {
        return element(tag, new byte[] {(byte) value});
    }

    static byte[] element(int tag, byte[] contents) {
        byte[] head = {
            (byte) tag,
            (byte) 0x83,
            (byte) (contents.length >> 16),
            (byte) (contents.length >> 8),
            (byte) contents.length
        };
        return joined(head, contents);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    @Override
    public Class<? extends Address> getSupportedAddressClass() {
        return UdpAddress.class;
    }

    @Override
    public UdpAddress getListenAddress() {
        return new UdpAddress("127.0.0.1/0");
    }

    @Override
    public void listen() {}

    @Override
    public void close() {}
}
