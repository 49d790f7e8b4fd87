package io.printmaster.agent.snmp.snmp4j;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.SocketException;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/// The UDP socket with buffers for a whole network at once: answers to a sweep arrive together, and
/// datagrams to addresses that are still being resolved stay charged to the send buffer. The kernel
/// cuts both to what it allows.
final class BigBufferTransport extends DefaultUdpTransportMapping {
    private static final int RECEIVE_BUFFER_BYTES = 8 * 1024 * 1024;
    /// Of one datagram. The library allots as much anew for each one; we ask for answers below 1,300 octets, and
    /// devices that overdo it stay below what fits into a few fragments.
    private static final int MAX_DATAGRAM_BYTES = 16 * 1024;

    private static final int SEND_BUFFER_BYTES = 4 * 1024 * 1024;

    BigBufferTransport() throws IOException {
        super(new UdpAddress("0.0.0.0/0"));
        maxInboundMessageSize = MAX_DATAGRAM_BYTES;
        setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        DatagramSocket opened = socket;
        if (opened != null) {
            grow(opened);
        }
    }

    @Override
    protected synchronized DatagramSocket ensureSocket() throws SocketException {
        DatagramSocket ensured = super.ensureSocket();
        if (ensured.getSendBufferSize() < SEND_BUFFER_BYTES) {
            grow(ensured);
        }
        return ensured;
    }

    private static void grow(DatagramSocket socket) throws SocketException {
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        socket.setSendBufferSize(SEND_BUFFER_BYTES);
    }
}
