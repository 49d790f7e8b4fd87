package io.printmaster.agent.survey;

import io.printmaster.agent.discover.Evidence;
import io.printmaster.agent.read.PrinterReader;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.read.UnkeyedReading;
import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.StoreFault;
import io.printmaster.agent.store.Whereabouts;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One cycle: sightings come in, devices are read, so many at a time, and
/// handed to the recorder, which alone decides who they are. Thread-safe; one failing device never stops
/// the others.
final class Cycle {
    private static final Logger LOG = LoggerFactory.getLogger(Cycle.class);

    private final PrinterReader reader;
    private final Journal journal;
    private final Turns turns;
    private final Clock clock;
    private final Tally tally;
    private final Places places;
    private final Instant started;
    private final Map<InetAddress, Address> addresses = new ConcurrentHashMap<>();

    /// @param turns of the devices that are read at a time
    Cycle(PrinterReader reader, Journal journal, Turns turns, Clock clock, Tally tally, Places places) {
        this.reader = reader;
        this.journal = journal;
        this.turns = turns;
        this.clock = clock;
        this.tally = tally;
        this.places = places;
        this.started = clock.instant();
    }

    /// Asks the known printers, but for those that are left in peace this time.
    void askKnown() {
        for (Whereabouts printer : places.known()) {
            if (journal.manners().due(printer.key(), started)) {
                offer(again(printer.sighting()));
            } else {
                // Nobody is to wait for what will not happen.
                address(printer.sighting().address()).settle();
            }
        }
    }

    /// Asks one known printer, unless it is one that cannot bear it.
    void ask(Whereabouts printer) {
        if (!journal.manners().spared(printer.key(), started)) {
            offer(again(printer.sighting()));
        }
    }

    private Sighting again(Sighting s) {
        return new Sighting(s.address(), s.port(), s.door(), s.credential(), clock.instant(), s.hints());
    }

    /// Takes in a sign of a possible printer from a door. A printer that was silent for long is asked at
    /// once; one that cannot bear to be asked is still left in peace.
    void sighted(Sighting sighting) {
        if (Evidence.of(sighting).queue()) {
            journal.queue(sighting);
            return;
        }
        boolean spared = places.polledAt(sighting.address()).stream()
                .anyMatch(printer -> journal.manners().spared(printer.key(), started));
        if (!spared) {
            offer(sighting);
        }
    }

    private void offer(Sighting sighting) {
        Address address = address(sighting.address());
        if (!address.offer(sighting)) {
            return;
        }
        tally.sightings.incrementAndGet();
        turns.add(() -> work(sighting.address(), address));
    }

    private Address address(InetAddress address) {
        return addresses.computeIfAbsent(address, a -> new Address());
    }

    /// Whether something is being tried at this address right now.
    boolean isReading(InetAddress at) {
        Address address = addresses.get(at);
        return address != null && address.isBusy();
    }

    private void work(InetAddress at, Address address) {
        try {
            Optional<Sighting> next = address.next();
            while (next.isPresent()) {
                if (!isMetElsewhere(next.get())) {
                    attempt(address, next.get());
                }
                next = address.next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            address.settle();
        }
        if (address.silent() && !Thread.currentThread().isInterrupted()) {
            fallBack(at);
        }
    }

    /// Whether the address is a further one of a printer that has answered at its usual one: one of them
    /// is enough.
    private boolean isMetElsewhere(Sighting sighting) throws InterruptedException {
        Optional<Whereabouts> printer = places.alsoAt(sighting.address());
        if (printer.isEmpty() || !Places.isTrusted(printer.get(), sighting, started)) {
            return false;
        }
        awaitUsual(printer.get());
        return journal.met(printer.get().key());
    }

    /// Waits until it is known whether a printer answers at its usual address. Where it was not asked
    /// there in this cycle, which was begun for somebody who was heard only, it is asked now.
    private void awaitUsual(Whereabouts printer) throws InterruptedException {
        Address usual = address(printer.sighting().address());
        if (!usual.isSettled() && !usual.wasOffered() && usual.offer(again(printer.sighting()))) {
            work(printer.sighting().address(), usual);
        }
        if (!usual.isSettled()) {
            turns.waitFor(usual::awaitSettled);
        }
    }

    /// Waits until everything that was to be read is.
    ///
    /// @return whether it is; no when the time is over
    boolean awaitDone(Duration atMost) throws InterruptedException {
        return turns.awaitDone(atMost);
    }

    /// A printer that does not answer at its usual address may do so at another: the cable is out, the
    /// WLAN is up.
    private void fallBack(InetAddress silent) {
        for (Whereabouts printer : places.polledAt(silent)) {
            for (Sighting other : printer.others()) {
                Address address = address(other.address());
                if (!journal.met(printer.key()) && address.offer(again(other))) {
                    work(other.address(), address);
                }
            }
        }
    }

    private void attempt(Address address, Sighting sighting) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("cancelled");
        }
        ReadOutcome outcome;
        tally.reading.incrementAndGet();
        try {
            outcome = reader.read(sighting);
        } catch (RuntimeException e) {
            journal.failed(sighting.address(), "reading failed", e);
            address.markAnswered();
            return;
        } finally {
            tally.reading.decrementAndGet();
        }
        if (brokenOff(outcome)) {
            // Whoever is asked while the cycle is cancelled did nothing wrong, and may well be there.
            address.markAnswered();
            debug(sighting, "Reading broken off", "the scan was cancelled");
            return;
        }
        switch (outcome) {
            case ReadOutcome.Read(Reading reading) -> read(address, sighting, reading);
            case ReadOutcome.NotAPrinter(String why) -> {
                tally.skipped.incrementAndGet();
                debug(sighting, "Not a printer", why);
            }
            case ReadOutcome.Silent(int answers) -> silent(address, sighting, answers);
            case ReadOutcome.Refused(String why) -> unreadable(address, sighting, why);
            case ReadOutcome.NoIdentity none -> keyless(address, sighting, none);
        }
    }

    /// A reader that is interrupted leaves its thread so; what it read completely before counts.
    private static boolean brokenOff(ReadOutcome outcome) {
        return Thread.currentThread().isInterrupted() && !(outcome instanceof ReadOutcome.Read);
    }

    private void silent(Address address, Sighting sighting, int answers) {
        if (answers == 0) {
            debug(sighting, "Device is silent", "no answer");
        } else {
            unreadable(address, sighting, "stopped answering after " + answers + " requests");
        }
    }

    private void unreadable(Address address, Sighting sighting, String why) {
        address.markAnswered();
        tally.failed(sighting.address().getHostAddress() + ": " + why);
        debug(sighting, "Device cannot be read", why);
    }

    /// A reading that says nothing of who it is may come through a door that does.
    private void keyless(Address address, Sighting sighting, ReadOutcome.NoIdentity none) throws InterruptedException {
        UnkeyedReading reading = none.reading();
        Optional<PrinterKey> key = Evidence.of(sighting).keys().findFirst();
        if (key.isPresent()) {
            read(address, sighting, reading.keyed(key.get()));
        } else {
            unreadable(address, sighting, none.why());
        }
    }

    /// A printer that is known at another address is recorded only when it is clear whether it answers
    /// there: with two addresses it is to stay where it is, and not to seem to move to and fro.
    private void read(Address address, Sighting sighting, Reading reading) throws InterruptedException {
        address.markRead();
        boolean isWhereItWas = places.polledAt(sighting.address()).stream()
                .anyMatch(printer -> printer.key().equals(reading.printer().key()));
        // Nobody can be elsewhere where nobody was known: a first cycle spares itself the question.
        List<KnownPrinter> recognised =
                isWhereItWas || places.known().isEmpty() ? List.of() : journal.recognised(reading.printer(), sighting);
        for (KnownPrinter member : recognised) {
            Optional<Whereabouts> usual = places.printer(member.key())
                    .filter(printer -> !printer.sighting().address().equals(sighting.address()));
            if (usual.isPresent()) {
                // Settled before waiting: two printers that exchanged their addresses wait for each other here.
                address.settle();
                awaitUsual(usual.get());
            }
        }
        try {
            Optional<PrinterKey> key = journal.answered(reading, sighting, started, clock.instant());
            if (key.isEmpty()) {
                unreadable(address, sighting, "all that identifies it belongs to several printers");
            } else {
                leave(sighting.address(), key.get());
            }
        } catch (StoreFault e) {
            journal.storeFailed(e);
        } catch (RuntimeException e) {
            journal.failed(sighting.address(), "recording failed", e);
        }
    }

    /// An address where somebody else answers now is none of its former printer's further ones.
    private void leave(InetAddress address, PrinterKey now) {
        places.alsoAt(address)
                .filter(former -> !former.key().equals(now))
                .ifPresent(former -> journal.left(former.key(), address, now, clock.instant()));
    }

    /// Notes the known printers that are not there any more, and whose queues were told of; called when all
    /// reading has ended.
    void finish() {
        for (Whereabouts printer : places.known()) {
            Address usual = address(printer.sighting().address());
            boolean asked = usual.wasOffered();
            boolean unclear = usual.unreadable()
                    || printer.others().stream()
                            .map(other -> addresses.get(other.address()))
                            .anyMatch(other -> other != null && other.unreadable());
            if (!journal.met(printer.key()) && !unclear) {
                journal.silent(printer, asked, started, clock.instant());
            }
        }
        journal.link(clock.instant());
    }

    private static void debug(Sighting sighting, String what, String why) {
        LOG.atDebug()
                .addKeyValue("address", sighting.address().getHostAddress())
                .addKeyValue("door", sighting.door())
                .addKeyValue("reason", why)
                .log(what);
    }
}
