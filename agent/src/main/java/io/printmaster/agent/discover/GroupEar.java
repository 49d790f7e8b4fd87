package io.printmaster.agent.discover;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to what devices announce to a multicast group, on every interface. The port is shared with
/// other programs of this machine. One virtual thread between [#open] and [#close]; both may be called
/// from any thread.
public final class GroupEar implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupEar.class);
    private static final int MAX_DATAGRAM = 65_535;

    private final @Nullable String group4;
    private final @Nullable String group6;
    private final InetSocketAddress at;
    private final Set<String> joined = new HashSet<>();
    private @Nullable MulticastSocket socket;

    /// Names the groups; opens nothing yet.
    public GroupEar(String group4, String group6, int port) {
        this(group4, group6, new InetSocketAddress(port));
    }

    /// Without groups it hears only what is sent straight to it.
    GroupEar(@Nullable String group4, @Nullable String group6, InetSocketAddress at) {
        this.group4 = group4;
        this.group6 = group6;
        this.at = at;
    }

    /// An ear that hears only what is sent to this very address.
    public static GroupEar at(InetSocketAddress address) {
        return new GroupEar(null, null, address);
    }

    /// Starts to listen; a second call does nothing. The listener is called from one thread and must be
    /// quick.
    ///
    /// @throws IOException when the port cannot be had
    public synchronized void open(BiConsumer<InetAddress, byte[]> listener) throws IOException {
        if (socket != null) {
            return;
        }
        MulticastSocket opened = new MulticastSocket(null);
        try {
            opened.setReuseAddress(true);
            opened.bind(at);
            joinAll(opened);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        socket = opened;
        Thread.ofVirtual().name("listen-" + opened.getLocalPort()).start(() -> hear(opened, listener));
    }

    /// The port that it listens at; 0 when it does not.
    public synchronized int port() {
        return socket == null ? 0 : socket.getLocalPort();
    }

    /// Takes in interfaces that came up since; does nothing while it does not listen.
    public synchronized void refresh() {
        if (socket != null) {
            try {
                joinAll(socket);
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("error", e.getMessage()).log("Interfaces cannot be listed");
            }
        }
    }

    /// Sends from the port that it listens at.
    ///
    /// @return how many datagrams went out; none while it does not listen
    public synchronized int send(byte[] octets, List<Callout.Destination> destinations, int ttl) {
        if (socket == null) {
            return 0;
        }
        try {
            socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, ttl);
        } catch (IOException e) {
            return 0;
        }
        return Callout.send(socket, destinations, destination -> octets);
    }

    private void joinAll(MulticastSocket socket) throws IOException {
        join(socket, group4);
        join(socket, group6);
    }

    private void join(MulticastSocket socket, @Nullable String group) throws IOException {
        if (group == null) {
            return;
        }
        InetAddress address = InetAddress.getByName(group);
        for (NetworkInterface link : Callout.links()) {
            boolean fits =
                    link.inetAddresses().anyMatch(a -> a instanceof Inet4Address == address instanceof Inet4Address);
            if (fits && joined.add(group + "%" + link.getName() + link.getIndex())) {
                try {
                    socket.joinGroup(new InetSocketAddress(address, 0), link);
                } catch (SocketException e) {
                    joined.remove(group + "%" + link.getName() + link.getIndex());
                    LOG.atDebug()
                            .addKeyValue("group", group)
                            .addKeyValue("interface", link.getName())
                            .addKeyValue("error", e.getMessage())
                            .log("Group cannot be joined");
                }
            }
        }
    }

    private static void hear(MulticastSocket socket, BiConsumer<InetAddress, byte[]> listener) {
        byte[] buffer = new byte[MAX_DATAGRAM];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                listener.accept(packet.getAddress(), Arrays.copyOf(packet.getData(), packet.getLength()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.atWarn().addKeyValue("error", e.getMessage()).log("Announcements are no longer heard");
                    return;
                }
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("An announcement could not be handled");
            }
        }
    }

    @Override
    public synchronized void close() {
        if (socket != null) {
            socket.close();
            socket = null;
            joined.clear();
        }
    }
}
