package io.printmaster.agent.discover;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Whom a door that calls into a whole link may tell of, and ask further. Immutable.
///
/// A call by multicast reaches everybody on the link, targets or not; this decides about the answers.
///
/// @param beyondTargets whether devices outside of the targets count as well; sensible when nobody
///                      named targets, and the only way to meet devices that have nothing but IPv6
/// @param excluded      addresses that are never asked anything and never told of
public record Reach(boolean beyondTargets, Predicate<InetAddress> excluded) {
    /// Everybody on the link.
    public static final Reach EVERYBODY = new Reach(true, address -> false);

    /// Only the targets.
    public static final Reach TARGETS = new Reach(false, address -> false);

    /// The addresses that count in a search for these targets. Host names are resolved here, once.
    public Predicate<InetAddress> within(TargetList targets) {
        Predicate<InetAddress> allowed = excluded.negate();
        return beyondTargets ? allowed : allowed.and(Members.of(targets)::contains);
    }

    /// The links on which one of the targets may be: a search elsewhere would call strangers, and wait
    /// for them, for nothing. Host names are resolved here, once.
    public Predicate<NetworkInterface> links(TargetList targets) {
        return beyondTargets ? link -> true : Members.of(targets)::mayBeOn;
    }

    private record Members(List<TargetSpec.V4Range> ranges, List<InetAddress> single) {
        static Members of(TargetList targets) {
            List<TargetSpec.V4Range> ranges = new ArrayList<>();
            List<InetAddress> single = new ArrayList<>();
            for (TargetSpec spec : targets.specs()) {
                switch (spec) {
                    case TargetSpec.V4Range range -> ranges.add(range);
                    case TargetSpec.V6 v6 -> single.add(v6.address());
                    case TargetSpec.Host host -> single.addAll(addresses(host.name()));
                }
            }
            return new Members(ranges, single);
        }

        private static List<InetAddress> addresses(String host) {
            try {
                return List.of(InetAddress.getAllByName(host));
            } catch (UnknownHostException e) {
                return List.of();
            }
        }

        boolean contains(InetAddress address) {
            return single.contains(address)
                    || (address instanceof Inet4Address
                            && ranges.stream()
                                    .anyMatch(r -> number(address) >= r.first() && number(address) <= r.last()));
        }

        boolean mayBeOn(NetworkInterface link) {
            return link.getInterfaceAddresses().stream().anyMatch(this::overlaps);
        }

        private boolean overlaps(InterfaceAddress own) {
            int prefix = own.getNetworkPrefixLength();
            if (single.stream().anyMatch(address -> sameNetwork(address, own.getAddress(), prefix))) {
                return true;
            }
            if (!(own.getAddress() instanceof Inet4Address) || prefix > 32) {
                return false;
            }
            long size = 1L << (32 - prefix);
            long first = number(own.getAddress()) & -size;
            return ranges.stream().anyMatch(r -> r.first() <= first + size - 1 && r.last() >= first);
        }

        private static boolean sameNetwork(InetAddress one, InetAddress other, int prefix) {
            byte[] a = one.getAddress();
            byte[] b = other.getAddress();
            if (a.length != b.length || prefix < 0 || prefix > a.length * 8) {
                return false;
            }
            int rest = a.length * 8 - prefix;
            return new BigInteger(1, a).shiftRight(rest).equals(new BigInteger(1, b).shiftRight(rest));
        }

        private static long number(InetAddress address) {
            return new BigInteger(1, address.getAddress()).longValueExact();
        }
    }
}
