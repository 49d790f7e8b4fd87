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

/// Where to look: the configured ranges, or the networks that this machine is attached to, without what
/// is excluded.
final class Targets {
    /// A larger network than this is searched only around this machine's own address unless it is
    /// configured.
    private static final int WIDEST_PREFIX = 22;

    private Targets() {}

    /// As [#of], but a machine whose networks have no IPv4 has nothing to be swept, and still hears and
    /// calls by the other doors.
    static TargetList ofSite(List<String> ranges, List<String> exclude) {
        List<TargetSpec> left = left(ranges, exclude);
        return left.isEmpty() && ranges.isEmpty()
                ? TargetList.NONE
                : TargetList.of(left, TargetList.DEFAULT_MAX_ADDRESSES);
    }

    /// Reads what is configured.
    ///
    /// @param ranges empty means the attached networks
    /// @throws IllegalArgumentException with every wrong target on a line of its own, or when nothing
    /// is left
    static TargetList of(List<String> ranges, List<String> exclude) {
        return TargetList.of(left(ranges, exclude), TargetList.DEFAULT_MAX_ADDRESSES);
    }

    private static List<TargetSpec> left(List<String> ranges, List<String> exclude) {
        List<TargetSpec> wanted = ranges.isEmpty()
                ? attached()
                : TargetList.parse(ranges, Long.MAX_VALUE).specs();
        List<TargetSpec> left = new ArrayList<>(wanted);
        if (!exclude.isEmpty()) {
            for (TargetSpec gone : TargetList.parse(exclude, Long.MAX_VALUE).specs()) {
                left = left.stream()
                        .flatMap(spec -> without(spec, gone).stream())
                        .toList();
            }
        }
        return left;
    }

    /// What of a target remains.
    static List<TargetSpec> without(TargetSpec spec, TargetSpec gone) {
        if (!(spec instanceof TargetSpec.V4Range(long first, long last))
                || !(gone instanceof TargetSpec.V4Range(long from, long to))) {
            return spec.equals(gone) ? List.of() : List.of(spec);
        }
        if (to < first || from > last) {
            return List.of(spec);
        }
        List<TargetSpec> rest = new ArrayList<>();
        if (first < from) {
            rest.add(new TargetSpec.V4Range(first, from - 1));
        }
        if (to < last) {
            rest.add(new TargetSpec.V4Range(to + 1, last));
        }
        return rest;
    }

    /// The networks of this machine, the loopback apart.
    static List<TargetSpec> attached() {
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
        return networks;
    }

    private static TargetSpec network(InterfaceAddress address) {
        int prefix = address.getNetworkPrefixLength();
        int searched = prefix < WIDEST_PREFIX ? 24 : prefix;
        return TargetSpec.parse(address.getAddress().getHostAddress() + "/" + searched);
    }
}
