package io.printmaster.agent.survey;

import io.printmaster.agent.discover.Evidence;
import io.printmaster.agent.discover.SameDevice;
import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.Whereabouts;
import io.printmaster.model.Brand;
import io.printmaster.model.MacAddress;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterKey.Kind;
import io.printmaster.model.Sighting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Decides which of the known printers an answer is from. Pure.
///
/// [SameDevice] judges the evidence; here it meets what is kept. Two rules need more than evidence. A MAC
/// that two models share belongs to a print server, whose printers are told apart. And one that answers at
/// its own address with its own MAC under another serial is the same printer with another board.
final class Recognition {
    private static final int SHORTEST_MODEL = 3;

    private Recognition() {}

    /// What it came to.
    sealed interface Verdict {
        /// It is this printer.
        ///
        /// @param members how it is known, the strongest first: none when it is new, several when what was
        ///                taken for several turns out to be one
        /// @param key     what it is known by from now on
        record Device(List<KnownPrinter> members, PrinterKey key) implements Verdict {}

        /// Nobody can say which it is.
        ///
        /// @param why for people
        record Unclear(String why) implements Verdict {}
    }

    /// Everything that an answer tells of who it is from: the reading itself, and where that is silent the
    /// door by which it was met. A door that contradicts the reading is not believed.
    static Evidence evidence(Printer read, Sighting sighting) {
        Evidence own = Evidence.of(read, sighting.door(), sighting.at());
        Evidence door = Evidence.of(sighting);
        boolean contradicts = own.serialKey().isPresent()
                && door.serialKey().isPresent()
                && !bare(own.serialKey().get()).equals(bare(door.serialKey().get()));
        if (contradicts || door.queue()) {
            return own;
        }
        Set<MacAddress> macs = new HashSet<>(own.macs());
        macs.addAll(door.macs());
        return new Evidence(
                own.door(),
                own.address(),
                own.at(),
                false,
                own.manufacturer().isEmpty() ? door.manufacturer() : own.manufacturer(),
                own.serialKey().isPresent() ? own.serial() : door.serial(),
                own.uuid().isEmpty() ? door.uuid() : own.uuid(),
                macs);
    }

    /// @param read       what answered
    /// @param answer     see [#evidence]
    /// @param candidates every printer that is known by one of the answer's traces
    /// @param met        whether the printer of a key was met in this cycle already
    static Verdict of(Printer read, Evidence answer, List<KnownPrinter> candidates, Predicate<PrinterKey> met) {
        if (!answer.identifies()) {
            return new Verdict.Unclear("nothing identifies it");
        }
        List<KnownPrinter> rivals =
                candidates.stream().filter(k -> !isOtherModel(read, answer, k)).toList();
        Optional<KnownPrinter> exchanged =
                exchangedBoard(answer, candidates, met).filter(rivals::contains);
        Optional<List<KnownPrinter>> members = exchanged.isPresent() ? exchanged.map(List::of) : same(answer, rivals);
        if (members.isEmpty()) {
            return new Verdict.Unclear("all that identifies it belongs to several printers");
        }
        return key(read, answer, members.get(), candidates)
                .<Verdict>map(key -> new Verdict.Device(members.get(), key))
                .orElse(new Verdict.Unclear("all that identifies it belongs to another printer"));
    }

    /// The known printers that the evidence says it is; empty when the evidence is ambiguous.
    private static Optional<List<KnownPrinter>> same(Evidence answer, List<KnownPrinter> rivals) {
        if (rivals.isEmpty()) {
            return Optional.of(List.of());
        }
        if (rivals.size() == 1 && hasSerial(rivals.getFirst(), answer.serialKey())) {
            // Nearly every answer is such a one, and nothing stronger than a serial could tell otherwise.
            return Optional.of(rivals);
        }
        List<Evidence> all = new ArrayList<>(List.of(answer));
        rivals.forEach(rival -> all.addAll(evidence(rival)));
        return SameDevice.sort(all).devices().stream()
                .filter(device -> device.evidence().contains(answer))
                .findFirst()
                .map(device -> rivals.stream()
                        .filter(rival -> evidence(rival).stream().anyMatch(device.evidence()::contains))
                        .sorted(Comparator.comparing(KnownPrinter::key, PrinterKey.STRONGEST_FIRST))
                        .toList());
    }

    /// What is kept of a printer as evidence; once more for each further UUID, since its doors may tell
    /// different ones.
    static List<Evidence> evidence(KnownPrinter known) {
        Printer printer = known.last().printer();
        Set<MacAddress> macs =
                known.keys().stream().flatMap(key -> key.mac().stream()).collect(Collectors.toSet());
        Stream<String> uuids = known.keys().stream()
                .filter(key -> key.kind() == Kind.UUID)
                .map(PrinterKey::value)
                .filter(uuid -> !uuid.equals(printer.identity().uuid()));
        return Stream.concat(Stream.of(printer.identity().uuid()), uuids)
                .map(uuid -> new Evidence(
                        known.sighting().door(),
                        printer.network().address(),
                        known.last().at(),
                        false,
                        printer.identity().manufacturer(),
                        printer.identity().serial(),
                        uuid,
                        macs))
                .toList();
    }

    /// Whether it is another model than the known printer, with nothing but a MAC in common. Only what was
    /// read by one protocol is compared: SNMP and IPP often name one model differently.
    private static boolean isOtherModel(Printer read, Evidence answer, KnownPrinter known) {
        Printer old = known.last().printer();
        boolean comparable =
                read.provenance().sourceType().equals(old.provenance().sourceType());
        boolean moreInCommon = answer.keys()
                .anyMatch(key -> key.kind() != Kind.MAC && known.keys().contains(key));
        return comparable
                && !moreInCommon
                && differ(read.identity().model(), old.identity().model());
    }

    private static boolean differ(String one, String other) {
        String a = letters(one);
        String b = letters(other);
        boolean told = a.length() >= SHORTEST_MODEL && b.length() >= SHORTEST_MODEL;
        return told && !a.contains(b) && !b.contains(a);
    }

    private static String letters(String model) {
        return Brand.strip(model).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }

    /// The printer whose formatter was exchanged or set back: it answers at its address with its MAC under
    /// a serial that nobody has. A MAC that several printers share is a print server's and proves nothing.
    private static Optional<KnownPrinter> exchangedBoard(
            Evidence answer, List<KnownPrinter> candidates, Predicate<PrinterKey> met) {
        Optional<String> serial = answer.serialKey().map(Recognition::bare);
        if (serial.isEmpty() || candidates.stream().anyMatch(k -> serial.equals(serial(k)))) {
            return Optional.empty();
        }
        List<KnownPrinter> ofMac = candidates.stream()
                .filter(k ->
                        k.keys().stream().flatMap(key -> key.mac().stream()).anyMatch(answer.macs()::contains))
                .toList();
        return ofMac.size() == 1
                ? ofMac.stream()
                        .filter(k -> serial(k).isPresent() && !met.test(k.key()) && isAt(k, answer.address()))
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<String> serial(KnownPrinter known) {
        return serialKey(known).map(Recognition::bare);
    }

    private static Optional<PrinterKey> serialKey(KnownPrinter known) {
        var identity = known.last().printer().identity();
        return PrinterKey.ofSerial(identity.manufacturer(), identity.serial());
    }

    private static boolean hasSerial(KnownPrinter known, Optional<PrinterKey> serial) {
        return serial.isPresent() && serialKey(known).equals(serial);
    }

    /// Whether everything that a door tells is known of the printer already.
    static boolean fits(Evidence told, Whereabouts known) {
        return told.keys().allMatch(key -> switch (key.kind()) {
            case SERIAL -> known.serial().map(Recognition::bare).equals(Optional.of(bare(key)));
            case UUID, MAC -> known.keys().contains(key);
        });
    }

    private static boolean isAt(KnownPrinter known, String address) {
        return Stream.concat(Stream.of(known.sighting()), known.others().stream())
                .anyMatch(place -> place.address().getHostAddress().equals(address));
    }

    /// The strongest key that is its own; of equally strong ones that by which it is known already.
    private static Optional<PrinterKey> key(
            Printer read, Evidence answer, List<KnownPrinter> members, List<KnownPrinter> candidates) {
        Optional<String> serial = answer.serialKey().map(Recognition::bare);
        List<KnownPrinter> others =
                candidates.stream().filter(k -> !members.contains(k)).toList();
        return Stream.concat(members.stream().map(KnownPrinter::key), answer.keys())
                .filter(key -> key.kind() != Kind.SERIAL
                        || serial.isEmpty()
                        || bare(key).equals(serial.get()))
                .filter(key -> others.stream().noneMatch(other -> owns(other, key)))
                .min(Comparator.comparing(PrinterKey::kind)
                        .thenComparing(key -> key.value().startsWith("/")))
                .or(() -> answer.macs().stream()
                        .map(MacAddress::value)
                        .sorted()
                        .flatMap(mac ->
                                PrinterKey.ofMacAndModel(mac, read.identity().model()).stream())
                        .filter(key -> others.stream().noneMatch(other -> owns(other, key)))
                        .findFirst());
    }

    /// A serial that a printer had before its board was exchanged belongs to whoever tells it now; a weaker
    /// former key goes on to lead to the printer that had it.
    private static boolean owns(KnownPrinter other, PrinterKey key) {
        return other.key().equals(key)
                || (key.kind() != Kind.SERIAL
                        && other.last().printer().ties().formerKeys().contains(key));
    }

    /// Everything by which a printer that answered so is to be found from now on: a door's UUID may be
    /// another than the printer's own, and both lead to it.
    static Set<PrinterKey> traces(Evidence answer, Sighting sighting) {
        Evidence door = Evidence.of(sighting);
        Set<PrinterKey> traces = answer.traces();
        boolean same = door.serialKey().isEmpty()
                || door.serialKey()
                        .map(Recognition::bare)
                        .equals(answer.serialKey().map(Recognition::bare));
        if (same && !door.queue()) {
            traces.addAll(door.traces());
        }
        return traces;
    }

    private static String bare(PrinterKey serial) {
        return serial.value().substring(serial.value().indexOf('/') + 1);
    }
}
