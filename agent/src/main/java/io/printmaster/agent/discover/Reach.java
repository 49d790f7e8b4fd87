package io.printmaster.agent.discover;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Whom a door that calls into a whole link may tell of, and ask further. Immutable.
///
/// A call by multicast reaches everybody on the link, targets or not; this decides about the answers.
///
/// @param beyondTargets whether devices outside of the targets count as well; sensible when nobody named targets, and
///                      the only way to meet devices that have nothing but IPv6
/// @param excluded      addresses that are never asked anything and never told of
public record Reach(boolean beyondTargets, Predicate<InetAddress> excluded) {

    /// Everybody on the link.
    public static final Reach EVERYBODY = new Reach(true, address -> false);

    /// Only the targets.
    public static final Reach TARGETS = new Reach(false, address -> false);

    /// The addresses that count in a search for these targets. Host names are resolved here, once.
    public Predicate<InetAddress> within(TargetList targets) {
        Predicate<InetAddress> allowed = excluded.negate();
        return beyondTargets ? allowed : allowed.and(members(targets));
    }

    private static Predicate<InetAddress> members(TargetList targets) {
        List<TargetSpec.V4Range> ranges = new ArrayList<>();
        List<InetAddress> single = new ArrayList<>();
        for (TargetSpec spec : targets.specs()) {
            switch (spec) {
                case TargetSpec.V4Range range -> ranges.add(range);
                case TargetSpec.V6 v6 -> single.add(v6.address());
                case TargetSpec.Host host -> single.addAll(addresses(host.name()));
            }
        }
        return address -> single.contains(address)
                || (address instanceof Inet4Address && ranges.stream().anyMatch(r -> contains(r, address)));
    }

    private static boolean contains(TargetSpec.V4Range range, InetAddress address) {
        long number = new BigInteger(1, address.getAddress()).longValueExact();
        return number >= range.first() && number <= range.last();
    }

    private static List<InetAddress> addresses(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
