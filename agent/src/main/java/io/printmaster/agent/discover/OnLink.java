package io.printmaster.agent.discover;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.List;

/// Which targets hang on this machine's own networks, where every unknown address has to be resolved by
/// the kernel first: about a thousand may be under way at once, each for three seconds, and what is
/// more is lost without a word.
final class OnLink {
    /// Below the kernel's usual limit of 1,024 neighbours, which others use too.
    private static final long NEIGHBOURS = 768;

    private OnLink() {}

    /// The packet rate that suits these targets.
    static int rate(TargetList targets, SweepSettings settings) {
        return count(targets) > NEIGHBOURS
                ? Math.min(settings.packetsPerSecond(), settings.onLinkPerSecond())
                : settings.packetsPerSecond();
    }

    private static long count(TargetList targets) {
        long onLink = 0;
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!network.isLoopback() && !network.isPointToPoint() && network.isUp()) {
                    for (InterfaceAddress address : network.getInterfaceAddresses()) {
                        onLink += overlap(targets.specs(), address);
                    }
                }
            }
        } catch (SocketException e) {
            // Interfaces that cannot be listed are treated as none: the general rate still holds.
            return onLink;
        }
        return onLink;
    }

    private static long overlap(List<TargetSpec> specs, InterfaceAddress own) {
        InetAddress address = own.getAddress();
        if (address.getAddress().length != 4) {
            return 0;
        }
        long number = 0;
        for (byte octet : address.getAddress()) {
            number = number << 8 | (octet & 0xFF);
        }
        long size = 1L << (32 - own.getNetworkPrefixLength());
        long first = number & -size;
        long last = first + size - 1;
        long overlap = 0;
        for (TargetSpec spec : specs) {
            if (spec instanceof TargetSpec.V4Range(long from, long to)) {
                overlap += Math.max(0, Math.min(to, last) - Math.max(from, first) + 1);
            }
        }
        return overlap;
    }
}
