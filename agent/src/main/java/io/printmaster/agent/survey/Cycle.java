package io.printmaster.agent.survey;

import io.printmaster.agent.read.PrinterReader;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.StoreFault;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One cycle: sightings come in, devices are read, each on a thread of its own, so many at a time, and recorded.
/// Thread-safe; one failing device never stops the others.
final class Cycle {
    private static final Logger LOG = LoggerFactory.getLogger(Cycle.class);

    private final PrinterReader reader;
    private final Recorder recorder;
    private final ExecutorService threads;
    private final Semaphore places;
    private final Clock clock;
    private final Tally tally;
    private final Map<PrinterKey, InetAddress> known;
    private final Map<InetAddress, Address> addresses = new ConcurrentHashMap<>();
    private final Set<PrinterKey> recorded = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean storeFaultTold = new AtomicBoolean();

    /// @param threads one new virtual thread a task
    /// @param places  how many devices are read at a time
    Cycle(
            PrinterReader reader,
            Recorder recorder,
            ExecutorService threads,
            Semaphore places,
            Clock clock,
            Tally tally,
            List<KnownPrinter> known) {
        this.reader = reader;
        this.recorder = recorder;
        this.threads = threads;
        this.places = places;
        this.clock = clock;
        this.tally = tally;
        this.known = known.stream()
                .collect(Collectors.toUnmodifiableMap(
                        KnownPrinter::key, printer -> printer.sighting().address()));
    }

    /// Takes in a sign of a possible printer.
    void sighted(Sighting sighting) {
        Address address = addresses.computeIfAbsent(sighting.address(), a -> new Address());
        if (!address.offer(sighting)) {
            return;
        }
        tally.sightings.incrementAndGet();
        try {
            threads.execute(() -> work(address));
        } catch (RejectedExecutionException e) {
            // Cancelled meanwhile.
            address.settle();
        }
    }

    /// Whether something is being tried at this address right now.
    boolean isReading(InetAddress at) {
        Address address = addresses.get(at);
        return address != null && address.isBusy();
    }

    private void work(Address address) {
        try {
            Optional<Sighting> next = address.next();
            while (next.isPresent()) {
                attempt(address, next.get());
                next = address.next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            address.settle();
        }
    }

    private void attempt(Address address, Sighting sighting) throws InterruptedException {
        ReadOutcome outcome;
        places.acquire();
        tally.reading.incrementAndGet();
        try {
            outcome = reader.read(sighting);
        } catch (RuntimeException e) {
            failed(sighting.address(), "reading failed", e);
            address.markAnswered();
            return;
        } finally {
            tally.reading.decrementAndGet();
            places.release();
        }
        if (brokenOff(outcome)) {
            // Whoever is asked while the cycle is cancelled did nothing wrong, and may well be there.
            address.markAnswered();
            debug(sighting, "Reading broken off", "the scan was cancelled");
            return;
        }
        switch (outcome) {
            case ReadOutcome.Read(Reading reading) -> {
                address.markRead();
                if (isFirst(reading.printer().key(), address, sighting)) {
                    record(reading, sighting);
                }
            }
            case ReadOutcome.NotAPrinter(String why) -> {
                tally.skipped.incrementAndGet();
                debug(sighting, "Not a printer", why);
            }
            case ReadOutcome.Silent(int answers) -> silent(address, sighting, answers);
            case ReadOutcome.Refused(String why) -> unreadable(address, sighting, why);
            case ReadOutcome.NoIdentity none -> unreadable(address, sighting, none.why());
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

    /// Whether a printer that was just read is met for the first time in this cycle.
    ///
    /// A printer with two addresses stays at the one it is known by, so that it does not seem to move to and
    /// fro: only when it is gone from there has it moved.
    private boolean isFirst(PrinterKey key, Address address, Sighting sighting) throws InterruptedException {
        InetAddress usual = known.getOrDefault(key, sighting.address());
        if (usual.equals(sighting.address())) {
            boolean first = recorded.add(key);
            address.settle();
            return first;
        }
        // Settled before waiting: two printers that exchanged their addresses wait for each other here.
        address.settle();
        addresses.computeIfAbsent(usual, a -> new Address()).awaitSettled();
        return recorded.add(key);
    }

    private void record(Reading reading, Sighting sighting) {
        try {
            boolean news =
                    !recorder.answered(reading, sighting, clock.instant()).isEmpty();
            tally.found.incrementAndGet();
            if (news) {
                tally.changed.incrementAndGet();
            }
        } catch (StoreFault e) {
            storeFailed(e);
        } catch (RuntimeException e) {
            failed(sighting.address(), "recording failed", e);
        }
    }

    /// Notes the known printers that are not there any more; called when all reading has ended.
    void markSilent() {
        known.forEach((key, usual) -> {
            Address address = addresses.get(usual);
            boolean unclear = address == null || address.unreadable();
            if (recorded.contains(key) || unclear) {
                return;
            }
            tally.silent.incrementAndGet();
            try {
                if (recorder.silent(key, clock.instant())) {
                    tally.changed.incrementAndGet();
                }
            } catch (StoreFault e) {
                storeFailed(e);
            }
        });
    }

    /// A store that fails, fails for every printer: it is told once a cycle.
    private void storeFailed(StoreFault e) {
        tally.failed(String.valueOf(e.getMessage()));
        if (storeFaultTold.compareAndSet(false, true)) {
            LOG.atError()
                    .addKeyValue("kind", e.kind())
                    .addKeyValue("error", e.getMessage())
                    .log("Readings cannot be stored");
        }
    }

    private void failed(InetAddress address, String what, RuntimeException e) {
        tally.failed(address.getHostAddress() + ": " + what);
        LOG.atWarn()
                .addKeyValue("address", address.getHostAddress())
                .setCause(e)
                .log("Device failed");
    }

    private static void debug(Sighting sighting, String what, String why) {
        LOG.atDebug()
                .addKeyValue("address", sighting.address().getHostAddress())
                .addKeyValue("door", sighting.door())
                .addKeyValue("reason", why)
                .log(what);
    }
}
