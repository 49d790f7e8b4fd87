package io.printmaster.agent.discover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// UDP sockets that never block: one, and more only while the kernel takes nothing from those there are.
///
/// A datagram to a neighbour that is still being resolved stays charged to its socket for up to three
/// seconds, and a socket with the usual buffer holds 256 of them. Several sockets hold several times as
/// many, also where the system caps the size of the buffers.
public final class UdpLine implements SweepLine {
    /// Above this the kernel's table of neighbours, 1,024 for the whole machine, is the limit.
    private static final int MAX_SOCKETS = 4;

    private static final int SEND_BUFFER = 4 << 20;
    private static final int RECEIVE_BUFFER = 8 << 20;
    private static final int MAX_DATAGRAM = 65_535;

    private final int sendBuffer;
    private final int maxSockets;
    private final Selector selector;
    private final List<DatagramChannel> four = new ArrayList<>();
    private final List<DatagramChannel> six = new ArrayList<>();
    private final ByteBuffer incoming = ByteBuffer.allocate(MAX_DATAGRAM);
    private Iterator<SelectionKey> ready = List.<SelectionKey>of().iterator();

    private UdpLine(int sendBuffer, int maxSockets, Selector selector) {
        this.sendBuffer = sendBuffer;
        this.maxSockets = maxSockets;
        this.selector = selector;
    }

    /// A line with large buffers, as far as the system allows.
    ///
    /// @throws IOException when there is no socket to be had
    public static UdpLine open() throws IOException {
        return open(SEND_BUFFER, MAX_SOCKETS);
    }

    /// A line of at most so many sockets for each IP version.
    ///
    /// @param sendBuffer octets for each; 0 leaves the system's default
    /// @throws IOException when there is no socket to be had
    public static UdpLine open(int sendBuffer, int maxSockets) throws IOException {
        UdpLine line = new UdpLine(sendBuffer, maxSockets, Selector.open());
        try {
            line.add(line.four, StandardProtocolFamily.INET);
            return line;
        } catch (IOException e) {
            line.close();
            throw e;
        }
    }

    private DatagramChannel add(List<DatagramChannel> channels, ProtocolFamily family) throws IOException {
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            if (sendBuffer > 0) {
                channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
            }
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            SocketOption<Boolean> broadcast = StandardSocketOptions.SO_BROADCAST;
            channel.setOption(broadcast, family == StandardProtocolFamily.INET);
            channel.bind(null);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channels.add(channel);
        return channel;
    }

    @Override
    public boolean send(byte[] datagram, InetSocketAddress to) throws IOException {
        boolean isSix = to.getAddress() instanceof Inet6Address;
        List<DatagramChannel> channels = isSix ? six : four;
        for (DatagramChannel channel : channels) {
            if (isTaken(channel, datagram, to)) {
                return true;
            }
        }
        if (channels.size() >= maxSockets) {
            return false;
        }
        ProtocolFamily family = isSix ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        return isTaken(add(channels, family), datagram, to);
    }

    private static boolean isTaken(DatagramChannel channel, byte[] datagram, InetSocketAddress to) throws IOException {
        try {
            return channel.send(ByteBuffer.wrap(datagram), to) > 0;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            // ENOBUFS: the network device's own queue is full.
            String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("buffer space")) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public @Nullable Heard receive(Duration patience) throws IOException {
        Heard waiting = next();
        if (waiting != null) {
            return waiting;
        }
        selector.selectedKeys().clear();
        long millis = patience.toMillis();
        int count = patience.isPositive() ? selector.select(Math.max(1, millis)) : selector.selectNow();
        if (count > 0) {
            ready = selector.selectedKeys().iterator();
        }
        return next();
    }

    private @Nullable Heard next() throws IOException {
        while (ready.hasNext()) {
            SelectionKey key = ready.next();
            incoming.clear();
            if (key.channel() instanceof DatagramChannel channel
                    && channel.receive(incoming) instanceof InetSocketAddress from) {
                return new Heard(from.getAddress(), incoming.flip());
            }
        }
        return null;
    }

    /// How many sockets are open now.
    public int sockets() {
        return four.size() + six.size();
    }

    @Override
    public void close() {
        try {
            for (DatagramChannel channel : four) {
                channel.close();
            }
            for (DatagramChannel channel : six) {
                channel.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the sockets of the sweep do not close", e);
        }
    }
}
