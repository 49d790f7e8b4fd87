package io.printmaster.agent.snmp.snmp4j;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/// The UDP socket with buffers for a whole network at once: answers to a sweep arrive together, and
/// datagrams to addresses that are still being resolved stay charged to the send buffer. The kernel
/// cuts both to what it allows.
final class BigBufferTransport extends DefaultUdpTransportMapping {
    private static final int RECEIVE_BUFFER_BYTES = 8 * 1024 * 1024;
    /// The longest there is over IPv4 (RFC 768): we ask for answers below 1,300 octets, but some devices overdo it.
    private static final int MAX_DATAGRAM_BYTES = 65_507;

    private static final int SEND_BUFFER_BYTES = 4 * 1024 * 1024;

    private @Nullable DatagramSocket grown;

    BigBufferTransport() throws IOException {
        super(new UdpAddress("0.0.0.0/0"));
        maxInboundMessageSize = MAX_DATAGRAM_BYTES;
        // Each message is understood before the next is received, so one array is enough for all; else the library
        // would allot one of that size for each.
        setAsyncMsgProcessingSupported(false);
        setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        DatagramSocket opened = socket;
        if (opened != null) {
            grow(opened);
        }
    }

    @Override
    protected synchronized DatagramSocket ensureSocket() throws SocketException {
        DatagramSocket ensured = super.ensureSocket();
        // Asked for each message; another socket is there only after a fault.
        if (!ensured.equals(grown)) {
            grow(ensured);
        }
        return ensured;
    }

    private void grow(DatagramSocket opened) throws SocketException {
        opened.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        opened.setSendBufferSize(SEND_BUFFER_BYTES);
        grown = opened;
    }
}
