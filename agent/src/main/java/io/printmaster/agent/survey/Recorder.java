package io.printmaster.agent.survey;

import io.printmaster.agent.delta.Delta;
import io.printmaster.agent.discover.Evidence;
import io.printmaster.agent.discover.SameDevice;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.PrinterStore.RecordBytes;
import io.printmaster.agent.store.SendMarks;
import io.printmaster.agent.store.SendMarks.LastSample;
import io.printmaster.agent.survey.Recognition.Verdict;
import io.printmaster.model.Change;
import io.printmaster.model.Condition;
import io.printmaster.model.HintName;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import io.printmaster.model.Ties;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Keeps what one cycle reads: which printer it is, what changed, and what is queued, all in one
/// transaction.
///
/// The one owner of merging. Readings come from many threads, but only one at a time is in a transaction,
/// so each is judged in the light of all before it. Thread-safe; one for each cycle.
final class Recorder {
    private static final Condition OFFLINE = new Condition(PrinterStatus.OFFLINE, Set.of(), List.of(), "");

    private final DeviceStore store;
    private final SurveySettings settings;
    private final DeltaCounts counts;
    private final Set<PrinterKey> met = ConcurrentHashMap.newKeySet();

    /// @param counts takes what is queued and what is saved
    Recorder(DeviceStore store, SurveySettings settings, DeltaCounts counts) {
        this.store = store;
        this.settings = settings;
        this.counts = counts;
    }

    /// What became of an answer.
    ///
    /// @param members keys by which the printer was known before; none when it is new
    /// @param changes what is different now
    /// @param again   whether another address of it was read before in this cycle
    record Recorded(PrinterKey key, List<PrinterKey> members, List<Change> changes, boolean again) {}

    /// The printers that an answer would be taken for, the strongest first.
    List<KnownPrinter> recognised(Printer read, Sighting sighting) {
        return store.transaction(() -> switch (candidates(read, Recognition.evidence(read, sighting))
                .verdict()) {
            case Verdict.Device(List<KnownPrinter> members, PrinterKey key) -> members;
            case Verdict.Unclear unclear -> List.<KnownPrinter>of();
        });
    }

    /// Whom an answer may be from, and whom it is taken for.
    ///
    /// @param traces the keys they were looked for by
    /// @param all    every printer that is known by one of them
    private record Candidates(Set<PrinterKey> traces, List<KnownPrinter> all, Verdict verdict) {}

    private Candidates candidates(Printer read, Evidence answer) {
        Set<PrinterKey> traces = answer.traces();
        answer.macs()
                .forEach(mac -> PrinterKey.ofMacAndModel(
                                mac.value(), read.identity().model())
                        .ifPresent(traces::add));
        List<KnownPrinter> all = store.printers().findAny(traces);
        return new Candidates(traces, all, Recognition.of(read, answer, all, met::contains));
    }

    /// Takes an answer in.
    ///
    /// @return empty when nobody can say which printer it is
    Optional<Recorded> answered(Reading read, Sighting sighting, Instant now) {
        Optional<Kept> kept = store.transaction(() -> {
            Evidence answer = Recognition.evidence(read.printer(), sighting);
            Candidates candidates = candidates(read.printer(), answer);
            return switch (candidates.verdict()) {
                case Verdict.Device device -> {
                    release(device, candidates, now);
                    yield Optional.of(keep(device, read, sighting, answer, now));
                }
                case Verdict.Unclear unclear -> Optional.<Kept>empty();
            };
        });
        kept.filter(k -> !k.recorded.again()).ifPresent(k -> counts.reading(k.deviceQueued, k.sampleQueued, k.bytes));
        return kept.map(Kept::recorded);
    }

    private record Kept(Recorded recorded, boolean deviceQueued, boolean sampleQueued, RecordBytes bytes) {}

    private Kept keep(Verdict.Device device, Reading read, Sighting sighting, Evidence answer, Instant now) {
        List<KnownPrinter> members = device.members();
        boolean again = members.stream().anyMatch(member -> met.contains(member.key()));
        Optional<KnownPrinter> before = Joining.latest(members);
        KnownPrinter joined = Joining.of(members, device.key(), read, sighting, answer, again);
        List<Change> changes = Delta.between(before.map(KnownPrinter::last), joined.last());
        boolean renamed = members.stream().anyMatch(member -> !member.key().equals(device.key()));
        boolean queue = renamed || Delta.ofDevice(changes) || due(joined.marks(), now);
        for (KnownPrinter member : members) {
            if (!member.key().equals(device.key())) {
                store.printers().remove(member.key());
                store.outbox()
                        .rekey(
                                member.key(),
                                device.key(),
                                joined.last().printer().serialOrKey());
            }
            met.add(member.key());
        }
        met.add(device.key());
        Optional<LastSample> news = again ? Optional.empty() : news(joined);
        if (news.isPresent()) {
            store.outbox().enqueue(joined.last().sample(), now);
            joined = joined.with(joined.marks().withSample(news.get()));
        }
        RecordBytes bytes = put(joined, queue, now);
        Recorded recorded = new Recorded(
                device.key(), members.stream().map(KnownPrinter::key).toList(), changes, again);
        return new Kept(recorded, queue, news.isPresent(), bytes);
    }

    /// A record that was queued and is not acknowledged yet still waits, or was refused; either way once in an interval
    /// is enough.
    private boolean due(SendMarks marks, Instant now) {
        return settings.deviceIsOld(marks.queued(), now) && settings.deviceIsOld(marks.uploaded(), now);
    }

    /// The mark of a sample that says something else than the last queued one, or says it after a while; empty for one
    /// that need not be sent.
    private Optional<LastSample> news(KnownPrinter joined) {
        LastSample now =
                new LastSample(joined.last().at(), Delta.values(joined.last().sample()));
        Optional<LastSample> last = joined.marks().sample();
        boolean same = last.isPresent() && last.get().values().equals(now.values());
        return same && !settings.sampleIsOld(last.map(LastSample::at), now.at()) ? Optional.empty() : Optional.of(now);
    }

    private RecordBytes put(KnownPrinter known, boolean queue, Instant now) {
        SendMarks marks = known.marks();
        RecordBytes bytes = store.printers().put(known.with(queue ? marks.withQueued(now) : marks));
        if (queue) {
            store.outbox().enqueue(known.last().printer(), now);
        }
        return bytes;
    }

    /// A serial that turns up in another printer than the one whose board once had it leads there from now
    /// on.
    private void release(Verdict.Device device, Candidates candidates, Instant now) {
        PrinterKey key = device.key();
        List<KnownPrinter> knownByIt = candidates.traces().contains(key)
                ? candidates.all()
                : store.printers().findAny(List.of(key));
        for (KnownPrinter other : knownByIt) {
            Printer p = other.last().printer();
            if (!device.members().contains(other) && p.ties().formerKeys().contains(key)) {
                List<PrinterKey> former = new ArrayList<>(p.ties().formerKeys());
                former.remove(key);
                Set<PrinterKey> keys = new LinkedHashSet<>(other.keys());
                keys.remove(key);
                Ties ties = new Ties(former, p.ties().otherAddresses(), p.ties().queues());
                put(with(other, p.condition(), ties, keys, other.others()), true, now);
            }
        }
    }

    /// Whether a printer was met in this cycle.
    boolean met(PrinterKey key) {
        return met.contains(key);
    }

    /// Notes that a known printer is not there; queued once, when it goes.
    ///
    /// @return whether that is news
    boolean silent(PrinterKey key, Instant now) {
        return store.transaction(() -> {
            Optional<KnownPrinter> found = store.printers().find(key);
            if (found.isEmpty() || found.get().last().printer().condition().status() == PrinterStatus.OFFLINE) {
                return false;
            }
            KnownPrinter known = found.get();
            put(with(known, OFFLINE, known.last().printer().ties(), known.keys(), known.others()), true, now);
            return true;
        });
    }

    /// Notes that an address is not one of the printer's any more: somebody else answered there.
    ///
    /// @param there who did; the printer itself when it is only known by another key since
    void left(PrinterKey key, InetAddress address, PrinterKey there, Instant now) {
        store.transaction(() -> {
            Optional<KnownPrinter> found =
                    store.printers().find(key).filter(known -> !known.key().equals(there));
            if (found.isPresent()) {
                KnownPrinter known = found.get();
                List<Sighting> others = known.others().stream()
                        .filter(o -> !o.address().equals(address))
                        .toList();
                Ties ties = known.last().printer().ties();
                Ties fewer = new Ties(ties.formerKeys(), Joining.addresses(others), ties.queues());
                Condition condition = known.last().printer().condition();
                put(with(known, condition, fewer, known.keys(), others), !fewer.equals(ties), now);
            }
            return true;
        });
    }

    /// Links print queues to the printers behind them. What a computer tells now takes the place of what
    /// it told before; a computer that told nothing changes nothing.
    ///
    /// @return the queues whose printer is not known
    List<Sighting> link(Collection<Sighting> queues, Instant now) {
        if (queues.isEmpty()) {
            return List.of();
        }
        Set<String> hosts = queues.stream().map(Recorder::host).collect(Collectors.toSet());
        return store.transaction(() -> {
            Map<PrinterKey, Set<String>> linked = new HashMap<>();
            List<Sighting> loose = new ArrayList<>();
            for (Sighting queue : queues) {
                Optional<PrinterKey> printer = behind(queue);
                printer.ifPresent(key -> linked.computeIfAbsent(key, k -> new LinkedHashSet<>())
                        .add(queue.hints().getOrDefault(HintName.QUEUE, "") + "@" + host(queue)));
                if (printer.isEmpty()) {
                    loose.add(queue);
                }
            }
            for (KnownPrinter known : store.printers().list()) {
                queues(known, linked.getOrDefault(known.key(), Set.of()), hosts, now);
            }
            return loose;
        });
    }

    private Optional<PrinterKey> behind(Sighting queue) {
        Evidence evidence = Evidence.of(queue);
        List<KnownPrinter> candidates = store.printers().findAny(evidence.traces());
        Map<Evidence, PrinterKey> whose = new HashMap<>();
        candidates.forEach(known -> Recognition.evidence(known).forEach(e -> whose.put(e, known.key())));
        List<Evidence> all = new ArrayList<>(whose.keySet());
        all.add(evidence);
        return SameDevice.sort(all).devices().stream()
                .filter(device -> device.queues().contains(evidence))
                .flatMap(device -> device.evidence().stream())
                .flatMap(e -> Optional.ofNullable(whose.get(e)).stream())
                .findFirst();
    }

    private void queues(KnownPrinter known, Set<String> now, Set<String> hosts, Instant at) {
        Ties ties = known.last().printer().ties();
        Set<String> queues = new LinkedHashSet<>(now);
        ties.queues().stream()
                .filter(queue -> !hosts.contains(queue.substring(queue.lastIndexOf('@') + 1)))
                .forEach(queues::add);
        List<String> sorted = queues.stream().sorted().toList();
        Ties more = new Ties(ties.formerKeys(), ties.otherAddresses(), sorted);
        if (!more.equals(ties)) {
            Condition condition = known.last().printer().condition();
            put(with(known, condition, more, known.keys(), known.others()), true, at);
        }
    }

    private static String host(Sighting queue) {
        return queue.address().isLoopbackAddress()
                ? "localhost"
                : queue.address().getHostAddress();
    }

    private static KnownPrinter with(
            KnownPrinter known, Condition condition, Ties ties, Set<PrinterKey> keys, List<Sighting> others) {
        Printer p = known.last().printer();
        Printer printer =
                new Printer(p.key(), p.identity(), p.network(), condition, p.inventory(), p.provenance(), ties);
        Reading reading =
                new Reading(printer, known.last().meters(), known.last().at());
        return new KnownPrinter(reading, known.sighting(), known.marks(), keys, others);
    }
}
