package io.printmaster.agent.survey;

import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.StoreFault;
import io.printmaster.agent.store.Whereabouts;
import io.printmaster.agent.survey.Recorder.Recorded;
import io.printmaster.model.Change;
import io.printmaster.model.HintName;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// What a cycle finds, on its way into the store, the counts, the manners and the log: there is one
/// message for each change of a printer's state, and none for a state that lasts. Thread-safe; one for
/// each cycle.
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /// Queues of one cycle that are kept; more are passed over.
    private static final int MAX_QUEUES = 2_000;

    private final Recorder recorder;
    private final Manners manners;
    private final Tally tally;
    private final Set<InetAddress> failing;
    private final Set<InetAddress> failed = ConcurrentHashMap.newKeySet();
    private final Map<String, Sighting> queues = new ConcurrentHashMap<>();
    private final AtomicBoolean storeFaultTold = new AtomicBoolean();
    private volatile List<Sighting> loose = List.of();

    /// @param failing addresses whose failure was told of in the cycle before
    Journal(Recorder recorder, Manners manners, Tally tally, Set<InetAddress> failing) {
        this.recorder = recorder;
        this.manners = manners;
        this.tally = tally;
        this.failing = Set.copyOf(failing);
    }

    Manners manners() {
        return manners;
    }

    boolean met(PrinterKey printer) {
        return recorder.met(printer);
    }

    /// The printers that an answer would be taken for; none when the store fails.
    List<KnownPrinter> recognised(Printer read, Sighting sighting) {
        try {
            return recorder.recognised(read, sighting);
        } catch (StoreFault e) {
            // Recording it will fail too, and that is told of.
            return List.of();
        }
    }

    /// Takes an answer in.
    ///
    /// @param cycle when the cycle began
    /// @return the printer's key from now on; empty when nobody can say which it is
    /// @throws StoreFault when it cannot be kept
    Optional<PrinterKey> answered(Reading reading, Sighting sighting, Instant cycle, Instant now) {
        Optional<Recorded> result = recorder.answered(reading, sighting, now);
        result.ifPresent(recorded -> {
            recorded.members().stream()
                    .filter(member -> !member.equals(recorded.key()))
                    .forEach(member -> manners.rekeyed(member, recorded.key()));
            if (!recorded.again()) {
                tally.found.incrementAndGet();
                manners.answered(recorded.key(), cycle, now, reading.upTime());
            }
            if (!recorded.changes().isEmpty()) {
                tally.changed.incrementAndGet();
            }
            tell(recorded, sighting);
        });
        return result.map(Recorded::key);
    }

    private static void tell(Recorded recorded, Sighting sighting) {
        String address = sighting.address().getHostAddress();
        for (PrinterKey former : recorded.members()) {
            if (!former.equals(recorded.key())) {
                LOG.atInfo()
                        .addKeyValue("printer", recorded.key())
                        .addKeyValue("before", former)
                        .addKeyValue("address", address)
                        .log("Printer is known by another key from now on");
            }
        }
        for (Change change : recorded.changes()) {
            switch (change) {
                case Change.NewPrinter isNew -> said(recorded, address).log("Printer found");
                case Change.Status(PrinterStatus before, PrinterStatus now)
                when before == PrinterStatus.OFFLINE -> said(recorded, address).log("Printer answers again");
                case Change.Field(String name, String before, String now)
                when name.equals("ip") && !recorded.again() ->
                    said(recorded, before).addKeyValue("now", now).log("Printer has another address");
                case Change.Field(String name, String before, String now)
                when name.equals("serial") && !before.isEmpty() && !now.isEmpty() ->
                    said(recorded, address)
                            .addKeyValue("before", before)
                            .addKeyValue("now", now)
                            .log("Printer tells another serial: its board was exchanged or set back");
                case Change.Field field -> {}
                case Change.Status status -> {}
                case Change.MeterMoved moved -> {}
                case Change.MeterReset reset -> {}
            }
        }
    }

    private static LoggingEventBuilder said(Recorded recorded, String address) {
        return LOG.atInfo().addKeyValue("printer", recorded.key()).addKeyValue("address", address);
    }

    /// Notes that a known printer was not met.
    ///
    /// @param asked whether it was asked at all; one that rests is what it was
    void silent(Whereabouts printer, boolean asked, Instant cycle, Instant now) {
        if (asked || printer.offline()) {
            tally.silent.incrementAndGet();
        }
        if (!asked) {
            return;
        }
        manners.silent(printer.key(), cycle);
        try {
            if (recorder.silent(printer.key(), now)) {
                tally.changed.incrementAndGet();
                LOG.atInfo()
                        .addKeyValue("printer", printer.key())
                        .addKeyValue("address", printer.sighting().address().getHostAddress())
                        .log("Printer does not answer any more");
            }
        } catch (StoreFault e) {
            storeFailed(e);
        }
    }

    /// Notes that somebody else is at a further address of a printer.
    void left(PrinterKey printer, InetAddress address, PrinterKey there, Instant now) {
        recorder.left(printer, address, there, now);
    }

    /// Takes in a print queue on a computer.
    void queue(Sighting queue) {
        if (queues.size() < MAX_QUEUES) {
            String name = queue.hints().getOrDefault(HintName.QUEUE, "");
            queues.putIfAbsent(queue.address().getHostAddress() + "/" + name, queue);
        }
    }

    /// Links the queues to their printers.
    void link(Instant now) {
        try {
            loose = recorder.link(queues.values(), now);
        } catch (StoreFault e) {
            storeFailed(e);
        }
    }

    /// The queues whose printer is not known.
    Collection<Sighting> looseQueues() {
        return loose;
    }

    /// The addresses at which something failed.
    Set<InetAddress> failed() {
        return Set.copyOf(failed);
    }

    /// A store that fails, fails for every printer: it is told once a cycle.
    void storeFailed(StoreFault e) {
        tally.failed(String.valueOf(e.getMessage()));
        if (storeFaultTold.compareAndSet(false, true)) {
            LOG.atError()
                    .addKeyValue("kind", e.kind())
                    .addKeyValue("error", e.getMessage())
                    .log("Readings cannot be stored");
        }
    }

    /// A device at which this program fails is told of when it begins, not in every cycle.
    void failed(InetAddress address, String what, RuntimeException e) {
        tally.failed(address.getHostAddress() + ": " + what);
        boolean first = failed.add(address) && !failing.contains(address);
        LOG.atLevel(first ? Level.WARN : Level.DEBUG)
                .addKeyValue("address", address.getHostAddress())
                .setCause(e)
                .log("Device failed");
    }
}
