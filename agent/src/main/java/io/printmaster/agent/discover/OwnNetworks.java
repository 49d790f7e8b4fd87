package io.printmaster.agent.discover;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The IPv4 networks that this machine is attached to, where every unknown address has to be resolved by
/// the kernel first, and where a broadcast reaches everybody. Immutable.
///
/// @param networks in the order of the interfaces, loopback and point-to-point links apart
public record OwnNetworks(List<Network> networks) {

    private static final long SMALL = 1 << 16;

    /// One of them.
    ///
    /// @param first     the network's own address as a number, `last` its highest
    /// @param broadcast where everybody is reached, if anywhere
    public record Network(long first, long last, Optional<InetAddress> broadcast) {
        boolean holds(long address) {
            return address >= first && address <= last;
        }

        /// Whether its addresses can be looked at one by one.
        boolean isSmall() {
            return last - first < SMALL;
        }

        /// All of them.
        Stream<InetAddress> addresses() {
            return LongStream.rangeClosed(first, last).mapToObj(OwnNetworks::address);
        }
    }

    /// Copies.
    public OwnNetworks {
        networks = List.copyOf(networks);
    }

    /// Those of the interfaces that are up now; none when they cannot be listed.
    public static OwnNetworks now() {
        List<Network> networks = new ArrayList<>();
        try {
            for (NetworkInterface link : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (link.isUp() && !link.isLoopback() && !link.isPointToPoint()) {
                    link.getInterfaceAddresses().stream()
                            .filter(a -> a.getAddress() instanceof Inet4Address)
                            .map(OwnNetworks::network)
                            .filter(n -> !networks.contains(n))
                            .forEach(networks::add);
                }
            }
        } catch (SocketException e) {
            return new OwnNetworks(networks);
        }
        return new OwnNetworks(networks);
    }

    private static Network network(InterfaceAddress own) {
        long size = 1L << (32 - own.getNetworkPrefixLength());
        long first = number(own.getAddress()) & -size;
        return new Network(first, first + size - 1, Optional.ofNullable(own.getBroadcast()));
    }

    /// Whether an address hangs on one of them.
    boolean hold(InetAddress address) {
        if (networks.isEmpty() || !(address instanceof Inet4Address)) {
            return false;
        }
        long number = number(address);
        for (Network network : networks) {
            if (network.holds(number)) {
                return true;
            }
        }
        return false;
    }

    private static InetAddress address(long number) {
        byte[] octets = {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number};
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }

    /// An IPv4 address as an unsigned number.
    static long number(InetAddress address) {
        return new BigInteger(1, address.getAddress()).longValueExact();
    }
}
