package io.printmaster.agent.survey;

import io.printmaster.agent.discover.Evidence;
import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.SendMarks;
import io.printmaster.model.Identity;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Provenance;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import io.printmaster.model.Ties;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Puts what was known of a printer and what it tells now into one. Pure.
final class Joining {
    /// An address at which a printer was not met for so long is none of its addresses any more.
    private static final Duration ADDRESS_LIFE = Duration.ofDays(7);

    private Joining() {}

    /// The printer as it is kept from now on.
    ///
    /// @param members  how it was known, the strongest first; may be none
    /// @param key      what it is known by from now on
    /// @param again    whether another address of it was already read in this cycle: then this one is a
    ///                 further address, and becomes the one that is polled only if it is the better
    static KnownPrinter of(
            List<KnownPrinter> members,
            PrinterKey key,
            Reading read,
            Sighting sighting,
            Evidence answer,
            boolean again) {
        Optional<KnownPrinter> latest = latest(members);
        boolean main = !again || latest.isEmpty() || isBetter(read, sighting, latest.get());
        Reading content = main ? read : latest.get().last();
        Sighting place = main ? sighting : latest.get().sighting();
        List<Sighting> others = others(members, latest, place, sighting, again, read.at());
        Set<PrinterKey> keys = Recognition.traces(answer, sighting);
        members.forEach(member -> keys.addAll(member.keys()));
        Printer p = content.printer();
        Printer printer = new Printer(
                key,
                identity(p.identity(), members, key, answer),
                network(p.network(), members),
                p.condition(),
                p.inventory(),
                provenance(p.provenance(), members, content.at()),
                ties(members, key, others));
        return new KnownPrinter(
                new Reading(printer, content.meters(), content.at()), place, marks(members, key), keys, others);
    }

    /// What was sent under another key, the server does not have under this one.
    private static SendMarks marks(List<KnownPrinter> members, PrinterKey key) {
        return members.stream()
                .filter(member -> member.key().equals(key))
                .findFirst()
                .map(KnownPrinter::marks)
                .orElse(SendMarks.NONE);
    }

    /// The member that was read last: the printer as it was before this reading.
    static Optional<KnownPrinter> latest(List<KnownPrinter> members) {
        return members.stream().max(Comparator.comparing(member -> member.last().at()));
    }

    /// Wired before wireless, then IPv4 before IPv6 before addresses of one link only.
    private static boolean isBetter(Reading read, Sighting sighting, KnownPrinter known) {
        return rank(read.printer().network(), sighting.address())
                < rank(known.last().printer().network(), known.sighting().address());
    }

    private static int rank(Network network, InetAddress address) {
        int family = address instanceof Inet4Address ? 0 : 1;
        return (network.wireless() ? 4 : 0) + (address.isLinkLocalAddress() ? 2 : family);
    }

    /// The other addresses, the one just met first. An address that a printer left for one where it was
    /// never met before is not its own any more: it moved, and somebody else may be there tomorrow.
    private static List<Sighting> others(
            List<KnownPrinter> members,
            Optional<KnownPrinter> latest,
            Sighting place,
            Sighting met,
            boolean again,
            Instant now) {
        Map<InetAddress, Sighting> others = new LinkedHashMap<>();
        others.put(met.address(), met);
        for (KnownPrinter member : members) {
            boolean wasThere =
                    member.others().stream().anyMatch(o -> o.address().equals(met.address()));
            boolean moved = !again && !wasThere && latest.filter(member::equals).isPresent();
            Stream<Sighting> own = !moved ? Stream.of(member.sighting()) : Stream.of();
            Stream.concat(own, member.others().stream())
                    .filter(o -> Duration.between(o.at(), now).compareTo(ADDRESS_LIFE) < 0)
                    .forEach(o -> others.putIfAbsent(o.address(), o));
        }
        others.remove(place.address());
        return List.copyOf(others.values());
    }

    /// What this reading does not tell stays as it was told before; a printer keeps the serial that its key
    /// is made of.
    private static Identity identity(Identity now, List<KnownPrinter> members, PrinterKey key, Evidence answer) {
        String serial = now.serial();
        if (answer.serialKey().isPresent()) {
            serial = answer.serial();
        } else if (key.kind() == PrinterKey.Kind.SERIAL) {
            serial = told(members, Identity::serial);
        }
        String uuid = answer.uuid().isEmpty() ? told(members, Identity::uuid) : answer.uuid();
        return new Identity(now.manufacturer(), now.model(), serial, now.firmware(), uuid, now.assetNumber());
    }

    private static String told(List<KnownPrinter> members, Function<Identity, String> field) {
        return members.stream()
                .map(member -> field.apply(member.last().printer().identity()))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Network network(Network now, List<KnownPrinter> members) {
        if (!now.macs().isEmpty() || members.isEmpty()) {
            return now;
        }
        Network before = members.getFirst().last().printer().network();
        String mac = now.address().equals(before.address()) ? before.mac() : "";
        return new Network(
                now.address(),
                now.hostname(),
                mac,
                now.subnetMask(),
                now.gateway(),
                now.webUiUrl(),
                before.macs(),
                now.wireless());
    }

    /// First seen stays what it was; last seen is when it answered.
    private static Provenance provenance(Provenance told, List<KnownPrinter> members, Instant at) {
        Instant first = members.stream()
                .map(member -> member.last().printer().provenance().firstSeen())
                .filter(time -> time.isBefore(at))
                .min(Instant::compareTo)
                .orElse(at);
        return new Provenance(
                told.deviceType(),
                told.sourceType(),
                told.discoveryMethod(),
                first,
                at,
                told.location(),
                told.description());
    }

    private static Ties ties(List<KnownPrinter> members, PrinterKey key, List<Sighting> others) {
        Set<PrinterKey> former = new LinkedHashSet<>();
        Set<String> queues = new LinkedHashSet<>();
        members.forEach(member -> former.add(member.key()));
        for (KnownPrinter member : members) {
            former.addAll(member.last().printer().ties().formerKeys());
            queues.addAll(member.last().printer().ties().queues());
        }
        former.remove(key);
        return new Ties(List.copyOf(former), addresses(others), new ArrayList<>(queues));
    }

    /// The addresses as people know them: what hangs on a cable has none.
    static List<String> addresses(List<Sighting> others) {
        return others.stream()
                .filter(o -> o.door() != Sighting.Door.USB)
                .map(o -> o.address().getHostAddress())
                .sorted()
                .toList();
    }
}
