package io.printmaster.agent.discover;

import io.printmaster.agent.snmp.SnmpCredential;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which SNMP credentials are tried where, in their order. No address is ever asked with any other. Immutable.
///
/// @param usual  tried where no range says otherwise
/// @param ranges the narrowest that holds an address counts, alone
public record CredentialBook(List<SnmpCredential> usual, List<Range> ranges) {

    /// The credentials of some addresses. A host name is only matched by whoever asks for that name.
    public record Range(List<TargetSpec> where, List<SnmpCredential> credentials) {
        /// Copies.
        public Range {
            where = List.copyOf(where);
            credentials = List.copyOf(credentials);
            if (credentials.isEmpty()) {
                throw new IllegalArgumentException("a range without any SNMP credential");
            }
        }

        private long size() {
            return where.stream().mapToLong(TargetSpec::size).sum();
        }

        private boolean holds(InetAddress address) {
            return where.stream().anyMatch(spec -> switch (spec) {
                case TargetSpec.V4Range(long first, long last) ->
                    address instanceof Inet4Address
                            && OwnNetworks.number(address) >= first
                            && OwnNetworks.number(address) <= last;
                case TargetSpec.V6 six -> six.address().equals(address);
                case TargetSpec.Host _ -> false;
            });
        }
    }

    /// Copies and checks.
    ///
    /// @throws IllegalArgumentException without any usual credential, or when two have one name
    public CredentialBook {
        usual = List.copyOf(usual);
        ranges = ranges.stream().sorted(Comparator.comparingLong(Range::size)).toList();
        if (usual.isEmpty()) {
            throw new IllegalArgumentException("the SNMP sweep needs at least one credential, such as a community");
        }
        Set<String> names = new HashSet<>();
        Stream.concat(usual.stream(), ranges.stream().flatMap(r -> r.credentials.stream()))
                .filter(credential -> !names.add(credential.name()))
                .findFirst()
                .ifPresent(twice -> {
                    throw new IllegalArgumentException("two SNMP credentials are called " + twice.name());
                });
    }

    /// The same everywhere.
    public static CredentialBook of(List<SnmpCredential> usual) {
        return new CredentialBook(usual, List.of());
    }

    /// What is tried at this address.
    public List<SnmpCredential> at(InetAddress address) {
        for (Range range : ranges) {
            if (range.holds(address)) {
                return range.credentials();
            }
        }
        return usual;
    }

    /// What is tried at every address of a network; empty when that differs among them.
    Optional<List<SnmpCredential>> throughout(OwnNetworks.Network network) {
        // A network's own and its broadcast address belong to nobody.
        long from = network.first() + 1;
        long to = network.last() - 1;
        for (Range range : ranges) {
            for (TargetSpec spec : range.where) {
                if (spec instanceof TargetSpec.V4Range(long first, long last) && first <= to && last >= from) {
                    return first <= from && last >= to ? Optional.of(range.credentials) : Optional.empty();
                }
            }
        }
        return Optional.of(usual);
    }

    /// Every credential there is.
    public List<SnmpCredential> all() {
        return Stream.concat(usual.stream(), ranges.stream().flatMap(r -> r.credentials.stream()))
                .toList();
    }
}
