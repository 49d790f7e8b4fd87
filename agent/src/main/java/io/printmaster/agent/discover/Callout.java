package io.printmaster.agent.discover;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A socket from which everybody on the links is called, and to which they answer as long as it stays
/// open. For one thread. SSDP and WS-Discovery both work like that.
public final class Callout implements AutoCloseable {
    private static final int MAX_DATAGRAM = 65_535;
    private static final int RECEIVE_BUFFER = 1 << 20;
    private static final int TTL = 2;

    private final DatagramSocket socket;
    private final List<Destination> destinations;
    private final byte[] buffer = new byte[MAX_DATAGRAM];

    /// Where a call goes.
    ///
    /// @param via the network interface to send from; absent for a plain address
    public record Destination(
            InetSocketAddress to, @Nullable NetworkInterface via) {}

    /// What was received. The octets are the receiver's own.
    @SuppressWarnings("ArrayRecordComponent") // handed over, not compared
    public record Received(InetAddress from, byte[] octets) {}

    /// Where calls go; lists the interfaces anew at every search, since they come and go.
    @FunctionalInterface
    public interface Links {
        /// The destinations on the interfaces that are wanted.
        List<Destination> destinations(Predicate<NetworkInterface> wanted) throws IOException;
    }

    private Callout(DatagramSocket socket, List<Destination> destinations) {
        this.socket = socket;
        this.destinations = destinations;
    }

    /// The groups on every interface that is up, can multicast and is not the loopback: IPv4 where it
    /// has an IPv4 address, IPv6 where it has an IPv6 one.
    ///
    /// @throws IOException when the interfaces cannot be listed
    public static List<Destination> everywhere(String group4, String group6, int port) throws IOException {
        return everywhere(group4, group6, port, link -> true);
    }

    /// As above, on some of the interfaces.
    public static List<Destination> everywhere(
            String group4, String group6, int port, Predicate<NetworkInterface> wanted) throws IOException {
        List<Destination> destinations = new ArrayList<>();
        for (NetworkInterface link : links().stream().filter(wanted).toList()) {
            if (hasAddress(link, Inet4Address.class)) {
                destinations.add(new Destination(new InetSocketAddress(InetAddress.getByName(group4), port), link));
            }
            if (hasAddress(link, Inet6Address.class)) {
                destinations.add(new Destination(new InetSocketAddress(scoped(group6, link), port), link));
            }
        }
        return List.copyOf(destinations);
    }

    static List<NetworkInterface> links() throws SocketException {
        List<NetworkInterface> links = new ArrayList<>();
        for (NetworkInterface link : NetworkInterface.networkInterfaces().toList()) {
            if (link.isUp() && link.supportsMulticast() && !link.isLoopback()) {
                links.add(link);
            }
        }
        return links;
    }

    private static boolean hasAddress(NetworkInterface link, Class<? extends InetAddress> kind) {
        return link.inetAddresses().anyMatch(kind::isInstance);
    }

    private static InetAddress scoped(String group, NetworkInterface link) throws UnknownHostException {
        return Inet6Address.getByAddress(null, InetAddress.getByName(group).getAddress(), link);
    }

    /// Opens the socket at a port of its own.
    ///
    /// @throws IOException when there is no socket to be had
    public static Callout open(List<Destination> destinations) throws IOException {
        return open(destinations, TTL);
    }

    /// As above, with a time to live of the calls.
    public static Callout open(List<Destination> destinations, int ttl) throws IOException {
        DatagramSocket socket = new DatagramSocket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, ttl);
        return new Callout(socket, List.copyOf(destinations));
    }

    /// Sends to every destination. A link that cannot be sent to must not keep the others from being
    /// asked.
    ///
    /// @return how many datagrams went out
    public int send(byte[] octets) {
        return send(destination -> octets);
    }

    /// As above, with a call for each destination.
    public int send(Function<Destination, byte[]> call) {
        return send(socket, destinations, call);
    }

    static int send(DatagramSocket socket, List<Destination> destinations, Function<Destination, byte[]> call) {
        int sent = 0;
        for (Destination destination : destinations) {
            try {
                NetworkInterface via = destination.via();
                if (via != null) {
                    socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, via);
                }
                byte[] octets = call.apply(destination);
                socket.send(new DatagramPacket(octets, octets.length, destination.to()));
                sent++;
            } catch (IOException e) {
                // Counted by its absence; the interface may have gone a moment ago.
            }
        }
        return sent;
    }

    /// Waits for one datagram.
    ///
    /// @return null when none came in time
    /// @throws InterruptedException when the thread is interrupted
    /// @throws IOException when the socket is closed
    public @Nullable Received receive(Duration patience) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped while waiting for answers");
        }
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.setSoTimeout((int) Math.max(1, Math.min(patience.toMillis(), 60_000)));
        try {
            socket.receive(packet);
            return new Received(packet.getAddress(), Arrays.copyOf(packet.getData(), packet.getLength()));
        } catch (SocketTimeoutException e) {
            return null;
        } catch (SocketException e) {
            // Interrupting a virtual thread closes the socket that it waits at.
            if (Thread.interrupted()) {
                InterruptedException stopped = new InterruptedException("stopped while waiting for answers");
                stopped.initCause(e);
                throw stopped;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
