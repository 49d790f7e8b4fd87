package io.printmaster.agent.run;

import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.discover.TargetSpec;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Where to look: the configured ranges, or the networks that this machine is attached to, without what is
/// excluded.
final class Targets {
    /// A larger network than this is searched only around this machine's own address unless it is configured.
    private static final int WIDEST_PREFIX = 22;

    private Targets() {}

    /// Reads what is configured.
    ///
    /// @param ranges empty means the attached networks; without any of IPv4 there are no targets, and only
    ///               those who answer a call to everybody can be met
    /// @throws IllegalArgumentException with every wrong target on a line of its own, or when nothing of
    ///                                  the configured ranges is left
    static TargetList of(List<String> ranges, List<String> exclude) {
        TargetList wanted = ranges.isEmpty() ? attached() : TargetList.parse(ranges, Long.MAX_VALUE);
        TargetList left = exclude.isEmpty() ? wanted : wanted.without(TargetList.parse(exclude, Long.MAX_VALUE));
        if (left.size() == 0 && !ranges.isEmpty()) {
            throw new IllegalArgumentException("no targets: every one of them is excluded");
        }
        return left.bounded(TargetList.DEFAULT_MAX_ADDRESSES);
    }

    /// The networks of this machine, the loopback apart.
    static TargetList attached() {
        List<TargetSpec> networks = new ArrayList<>();
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (network.isUp() && !network.isLoopback() && !network.isPointToPoint()) {
                    network.getInterfaceAddresses().stream()
                            .filter(a -> a.getAddress() instanceof Inet4Address)
                            .map(Targets::network)
                            .filter(spec -> !networks.contains(spec))
                            .forEach(networks::add);
                }
            }
        } catch (SocketException e) {
            throw new IllegalArgumentException("this machine's networks cannot be listed; set [discovery] ranges", e);
        }
        return networks.isEmpty() ? TargetList.NONE : TargetList.of(networks, Long.MAX_VALUE);
    }

    private static TargetSpec network(InterfaceAddress address) {
        int prefix = address.getNetworkPrefixLength();
        int searched = prefix < WIDEST_PREFIX ? 24 : prefix;
        return TargetSpec.parse(address.getAddress().getHostAddress() + "/" + searched);
    }
}
