package io.printmaster.agent.discover.mdns;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What one sender on the link has announced and not taken back: one device, or a computer with its
/// queues. Nobody can change here what somebody else said. For one thread at a time.
final class Announcer {
    /// A computer may share a hundred queues, each with some ten records.
    private static final int MAX_RECORDS = 2_000;

    /// Answers to a port of our own come with short lives, to be cached by nobody (RFC 6762, section
    /// 6.7); they have to last for the search.
    private static final long SHORTEST_SECONDS = 75;

    private static final long LONGEST_SECONDS = 4_500;

    private final InetAddress from;
    private final Map<String, Map<String, Held<DnsRecord.Pointer>>> pointers = new HashMap<>();
    private final Map<String, Held<DnsRecord.Service>> services = new LinkedHashMap<>();
    private final Map<String, Held<DnsRecord.Properties>> properties = new HashMap<>();
    private final Map<String, Map<InetAddress, Held<DnsRecord.Address>>> addresses = new HashMap<>();

    private final Map<String, Announced> told = new HashMap<>();

    private record Held<T extends DnsRecord>(T record, Instant since, Instant until) {
        boolean isOver(Instant now) {
            return !until.isAfter(now);
        }
    }

    Announcer(InetAddress from) {
        this.from = from;
    }

    /// Takes a record in, or out when it says goodbye.
    void take(DnsRecord record, Instant now) {
        long seconds = Math.clamp(record.life().ttlSeconds(), SHORTEST_SECONDS, LONGEST_SECONDS);
        Instant until = record.life().isGoodbye() ? now : now.plusSeconds(seconds);
        boolean room = record.life().isGoodbye() || size() < MAX_RECORDS;
        if (!room) {
            dropOver(now);
            room = size() < MAX_RECORDS;
        }
        if (!room) {
            return;
        }
        String name = record.name().key();
        switch (record) {
            case DnsRecord.Pointer pointer ->
                pointers.computeIfAbsent(name, n -> new TreeMap<>())
                        .put(pointer.target().key(), new Held<>(pointer, now, until));
            case DnsRecord.Service service -> services.put(name, new Held<>(service, now, until));
            case DnsRecord.Properties txt -> properties.put(name, new Held<>(txt, now, until));
            case DnsRecord.Address address -> take(name, address, now, until);
        }
    }

    /// An address that replaces earlier ones leaves those of the same packet alone (RFC 6762, section
    /// 10.2).
    private void take(String name, DnsRecord.Address address, Instant now, Instant until) {
        Map<InetAddress, Held<DnsRecord.Address>> all = addresses.computeIfAbsent(name, n -> new LinkedHashMap<>());
        if (address.life().flush()) {
            boolean v6 = address.address() instanceof Inet6Address;
            all.values()
                    .removeIf(h -> h.record().address() instanceof Inet6Address == v6
                            && h.since().isBefore(now.minusSeconds(1)));
        }
        all.put(address.address(), new Held<>(address, now, until));
    }

    private int size() {
        return services.size()
                + properties.size()
                + pointers.values().stream().mapToInt(Map::size).sum()
                + addresses.values().stream().mapToInt(Map::size).sum();
    }

    /// Forgets what has run out.
    ///
    /// @return whether anything is left
    boolean dropOver(Instant now) {
        services.values().removeIf(h -> h.isOver(now));
        properties.values().removeIf(h -> h.isOver(now));
        pointers.values().forEach(all -> all.values().removeIf(h -> h.isOver(now)));
        addresses.values().forEach(all -> all.values().removeIf(h -> h.isOver(now)));
        pointers.values().removeIf(Map::isEmpty);
        addresses.values().removeIf(Map::isEmpty);
        return !(services.isEmpty() && pointers.isEmpty() && properties.isEmpty() && addresses.isEmpty());
    }

    /// The services that are known in full: where they are and with what properties.
    List<Announced> announced(Instant now) {
        dropOver(now);
        Map<String, Set<String>> subtypes = subtypes();
        return services.keySet().stream()
                .flatMap(key -> announced(key, subtypes).stream())
                .toList();
    }

    private Optional<Announced> announced(String key, Map<String, Set<String>> subtypes) {
        Held<DnsRecord.Service> held = services.get(key);
        Held<DnsRecord.Properties> txt = properties.get(key);
        if (held == null || txt == null) {
            return Optional.empty();
        }
        DnsRecord.Service service = held.record();
        List<InetAddress> at = addressesOf(service.host());
        String type = service.name().type();
        if (at.isEmpty() || type.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Announced(
                type,
                subtypes.getOrDefault(key, Set.of()),
                service.name().first(),
                service.host().text(),
                service.port(),
                at,
                txt.record().txt()));
    }

    /// Of the services that a message was about, those that it made known, or known anew.
    List<Announced> news(DnsMessage message, Instant now) {
        dropOver(now);
        Set<String> about = message.records().stream()
                .map(record -> record instanceof DnsRecord.Pointer pointer ? pointer.target() : record.name())
                .map(DnsName::key)
                .collect(Collectors.toSet());
        Map<String, Set<String>> subtypes = subtypes();
        List<Announced> news = new ArrayList<>();
        told.keySet().retainAll(services.keySet());
        services.forEach((key, held) -> {
            if (about.contains(key) || about.contains(held.record().host().key())) {
                announced(key, subtypes)
                        .filter(one -> !one.equals(told.put(key, one)))
                        .ifPresent(news::add);
            }
        });
        return news;
    }

    private Map<String, Set<String>> subtypes() {
        Map<String, Set<String>> subtypes = new HashMap<>();
        pointers.values()
                .forEach(all -> all.forEach((instance, held) -> {
                    List<String> labels = held.record().name().labels();
                    if (labels.size() > 1 && labels.get(1).equalsIgnoreCase("_sub")) {
                        subtypes.computeIfAbsent(instance, i -> new TreeSet<>())
                                .add(labels.getFirst().toLowerCase(Locale.ROOT));
                    }
                }));
        return subtypes;
    }

    private List<InetAddress> addressesOf(DnsName host) {
        return addresses.getOrDefault(host.key(), Map.of()).keySet().stream()
                .map(this::scoped)
                .distinct()
                .toList();
    }

    /// A link-local IPv6 address is on the link on which it was told of.
    private InetAddress scoped(InetAddress address) {
        boolean linkLocal = address instanceof Inet6Address v6 && v6.isLinkLocalAddress();
        if (linkLocal && from instanceof Inet6Address sender) {
            NetworkInterface link = sender.getScopedInterface();
            try {
                return link != null
                        ? Inet6Address.getByAddress(null, address.getAddress(), link)
                        : Inet6Address.getByAddress(null, address.getAddress(), sender.getScopeId());
            } catch (UnknownHostException e) {
                return address;
            }
        }
        return address;
    }

    /// What is still to be asked before everything that was pointed to is known in full.
    List<DnsQuestion> missing(Instant now) {
        dropOver(now);
        Set<DnsQuestion> questions = new HashSet<>();
        pointers.values()
                .forEach(all -> all.values().forEach(held -> {
                    DnsName instance = held.record().target();
                    if (!instance.type().isEmpty() && !services.containsKey(instance.key())) {
                        questions.add(new DnsQuestion(instance, DnsRecord.TYPE_SRV, true));
                    }
                    if (!instance.type().isEmpty() && !properties.containsKey(instance.key())) {
                        questions.add(new DnsQuestion(instance, DnsRecord.TYPE_TXT, true));
                    }
                }));
        services.values().forEach(held -> {
            if (addressesOf(held.record().host()).isEmpty()) {
                questions.add(new DnsQuestion(held.record().host(), DnsRecord.TYPE_A, true));
                questions.add(new DnsQuestion(held.record().host(), DnsRecord.TYPE_AAAA, true));
            }
        });
        return questions.stream().filter(q -> q.name().isAskable()).toList();
    }

    /// The pointers whose services are known in full: nobody need tell of them again.
    List<DnsRecord.Pointer> complete(Instant now) {
        List<DnsRecord.Pointer> complete = new ArrayList<>();
        pointers.values()
                .forEach(all -> all.forEach((instance, held) -> {
                    Held<DnsRecord.Service> service = services.get(instance);
                    long left = held.until().getEpochSecond() - now.getEpochSecond();
                    boolean fresh = left * 2 > held.record().life().ttlSeconds();
                    if (fresh && service != null && isKnown(service.record(), instance)) {
                        complete.add(new DnsRecord.Pointer(
                                held.record().name(),
                                new DnsRecord.Life(left, false),
                                held.record().target()));
                    }
                }));
        return complete;
    }

    private boolean isKnown(DnsRecord.Service service, String instance) {
        @Nullable Held<DnsRecord.Properties> txt = properties.get(instance);
        return txt != null && !addressesOf(service.host()).isEmpty();
    }
}
