package io.printmaster.agent.discover;

import io.printmaster.agent.snmp.SnmpCredential;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The addresses of one sweep by their places from 0, and what may be asked at each. Host names are
/// resolved when it is made, so that no packet has to wait for a name server. For one thread.
final class SweepTargets {
    /// A name server that takes longer is left alone.
    private static final long NAME_SECONDS = 5;

    private final TargetList targets;
    private final CredentialBook book;
    private final OwnNetworks networks;
    private final Map<Long, Optional<InetAddress>> hosts;
    private final Map<List<SnmpCredential>, AskSet> sets = new HashMap<>();
    private final int maxAsks;

    SweepTargets(TargetList targets, CredentialBook book, OwnNetworks networks) throws InterruptedException {
        this.targets = targets;
        this.book = book;
        this.networks = networks;
        this.hosts = resolve(targets);
        sets.put(book.usual(), AskSet.of(book.usual()));
        book.ranges().forEach(range -> sets.put(range.credentials(), AskSet.of(range.credentials())));
        this.maxAsks =
                sets.values().stream().mapToInt(set -> set.asks().size()).max().orElse(1);
    }

    private static Map<Long, Optional<InetAddress>> resolve(TargetList targets) throws InterruptedException {
        Map<Long, CompletableFuture<Optional<InetAddress>>> asked = new HashMap<>();
        long place = 0;
        for (TargetSpec spec : targets.specs()) {
            if (spec instanceof TargetSpec.Host(String name)) {
                CompletableFuture<Optional<InetAddress>> answer = new CompletableFuture<>();
                Thread.ofVirtual().name("resolve-" + name).start(() -> answer.complete(lookup(name)));
                asked.put(place, answer);
            }
            place += spec.size();
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(NAME_SECONDS);
        Map<Long, Optional<InetAddress>> hosts = new HashMap<>();
        for (Map.Entry<Long, CompletableFuture<Optional<InetAddress>>> one : asked.entrySet()) {
            try {
                long left = Math.max(0, end - System.nanoTime());
                hosts.put(one.getKey(), one.getValue().get(left, TimeUnit.NANOSECONDS));
            } catch (ExecutionException | TimeoutException e) {
                hosts.put(one.getKey(), Optional.empty());
            }
        }
        return hosts;
    }

    private static Optional<InetAddress> lookup(String name) {
        try {
            return Optional.of(InetAddress.getByName(name));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    int size() {
        return (int) targets.size();
    }

    /// Empty for a host name that does not resolve.
    Optional<InetAddress> address(int place) {
        Optional<InetAddress> host = hosts.get((long) place);
        if (host != null) {
            return host;
        }
        try {
            return Optional.of(targets.address(place));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /// The place of an address; -1 when it is no target.
    int place(InetAddress address) {
        long place = targets.position(address);
        if (place >= 0) {
            return (int) place;
        }
        return hosts.entrySet().stream()
                .filter(host -> host.getValue().filter(address::equals).isPresent())
                .mapToInt(host -> host.getKey().intValue())
                .findFirst()
                .orElse(-1);
    }

    boolean isOnLink(InetAddress address) {
        return networks.hold(address);
    }

    AskSet asks(InetAddress address) {
        List<SnmpCredential> credentials = book.at(address);
        return sets.computeIfAbsent(credentials, AskSet::of);
    }

    List<OwnNetworks.Network> networks() {
        return networks.networks();
    }

    /// What may be asked at every address of a network; empty when that differs among them.
    Optional<AskSet> asksThroughout(OwnNetworks.Network network) {
        return book.throughout(network).map(credentials -> sets.computeIfAbsent(credentials, AskSet::of));
    }

    /// Whether any target is in the network.
    boolean overlaps(OwnNetworks.Network network) {
        boolean ranges = targets.specs().stream()
                .anyMatch(spec -> spec instanceof TargetSpec.V4Range(long first, long last)
                        && first <= network.last()
                        && last >= network.first());
        return ranges
                || hosts.values().stream()
                        .flatMap(Optional::stream)
                        .anyMatch(host -> host instanceof Inet4Address && network.holds(OwnNetworks.number(host)));
    }

    List<AskSet> sets() {
        return new ArrayList<>(sets.values());
    }

    /// The most asks that any of them may get.
    int maxAsks() {
        return maxAsks;
    }
}
