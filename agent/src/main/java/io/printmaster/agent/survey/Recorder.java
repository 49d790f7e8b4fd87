package io.printmaster.agent.survey;

import io.printmaster.agent.delta.Delta;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.model.Change;
import io.printmaster.model.Condition;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Provenance;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keeps a reading, finds what changed and queues it, all in one transaction. Thread-safe.
final class Recorder {
    private static final Condition OFFLINE = new Condition(PrinterStatus.OFFLINE, Set.of(), List.of(), "");

    private final DeviceStore store;
    private final SurveySettings settings;

    Recorder(DeviceStore store, SurveySettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /// Takes an answer in; gives what changed.
    List<Change> answered(Reading read, Sighting sighting, Instant now) {
        return store.transaction(() -> {
            Optional<KnownPrinter> before = store.printers().find(read.printer().key());
            Reading reading = seen(read, before);
            List<Change> changes = Delta.between(before.map(KnownPrinter::last), reading);
            Optional<Instant> lastQueued = before.flatMap(KnownPrinter::lastQueued);
            boolean queue = !changes.isEmpty()
                    || lastQueued.isEmpty()
                    || settings.due(Duration.between(lastQueued.get(), now))
                    // A clock that was set back must not silence a printer until it has caught up.
                    || lastQueued.get().isAfter(now);
            store.printers().put(new KnownPrinter(reading, sighting, queue ? Optional.of(now) : lastQueued));
            if (queue) {
                store.outbox().enqueue(reading.printer(), now);
            }
            store.outbox().enqueue(reading.sample(), now);
            return changes;
        });
    }

    /// Notes that a known printer is not there; queued once, when it goes.
    ///
    /// @return whether that is news
    boolean silent(PrinterKey key, Instant now) {
        return store.transaction(() -> {
            Optional<KnownPrinter> known = store.printers().find(key);
            if (known.isEmpty() || known.get().last().printer().condition().status() == PrinterStatus.OFFLINE) {
                return false;
            }
            Reading last = known.get().last();
            Printer p = last.printer();
            Printer offline = new Printer(p.key(), p.identity(), p.network(), OFFLINE, p.inventory(), p.provenance());
            Reading reading = new Reading(offline, last.meters(), last.at());
            store.printers().put(new KnownPrinter(reading, known.get().sighting(), Optional.of(now)));
            store.outbox().enqueue(offline, now);
            return true;
        });
    }

    /// First seen stays what it was; last seen is when it answered.
    private static Reading seen(Reading read, Optional<KnownPrinter> before) {
        Printer p = read.printer();
        Provenance told = p.provenance();
        Instant first = before.map(known -> known.last().printer().provenance().firstSeen())
                .filter(time -> time.isBefore(read.at()))
                .orElse(read.at());
        Provenance provenance = new Provenance(
                told.deviceType(),
                told.sourceType(),
                told.discoveryMethod(),
                first,
                read.at(),
                told.location(),
                told.description());
        Printer printer = new Printer(p.key(), p.identity(), p.network(), p.condition(), p.inventory(), provenance);
        return new Reading(printer, read.meters(), read.at());
    }
}
