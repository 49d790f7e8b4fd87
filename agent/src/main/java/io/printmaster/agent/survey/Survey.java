package io.printmaster.agent.survey;

import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.read.PrinterReader;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.ScanRun;
import io.printmaster.agent.store.StoreFault;
import io.printmaster.agent.store.Whereabouts;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Use case 1: finds printers, reads them and the ones already known, keeps the readings, queues what
/// changed.
///
/// One cycle at a time; progress and cancel from any thread.
public final class Survey {
    private static final Logger LOG = LoggerFactory.getLogger(Survey.class);

    /// So many hints are followed at the same time.
    private static final int MAX_HINTS = 16;

    private final List<Finder> finders;
    private final PrinterReader reader;
    private final DeviceStore store;
    private final SurveySettings settings;
    private final Clock clock;
    private final AtomicReference<@Nullable Run> present = new AtomicReference<>();
    private final Map<Finder, List<FindSummary.Refusal>> refusing = new ConcurrentHashMap<>();
    private final Set<InetAddress> hinted = ConcurrentHashMap.newKeySet();
    private final Manners manners = new Manners();
    private final DeltaCounts counts = new DeltaCounts();
    private volatile Set<InetAddress> failing = Set.of();
    private volatile List<Sighting> looseQueues = List.of();
    private volatile SurveyProgress last = SurveyProgress.NONE;

    /// What a cycle that is under way can be watched and stopped by.
    private static final class Run {
        private final Tally tally;
        private final ExecutorService threads;
        private volatile boolean cancelled;
        private volatile @Nullable Cycle cycle;

        Run(Tally tally, ExecutorService threads) {
            this.tally = tally;
            this.threads = threads;
        }

        void cancel() {
            cancelled = true;
            threads.shutdownNow();
        }
    }

    /// Wires; does nothing yet.
    public Survey(List<Finder> finders, PrinterReader reader, DeviceStore store, SurveySettings settings, Clock clock) {
        this.finders = List.copyOf(finders);
        this.reader = reader;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /// Runs one cycle over the targets and all known printers; blocks until it ends. An interrupt
    /// cancels it and leaves the thread interrupted.
    ///
    /// A known printer that does not answer becomes offline, with its last seen time kept. Failures of
    /// devices, searches and the store are counted and logged, never thrown.
    ///
    /// @return what it came to; empty when another cycle is under way
    public Optional<ScanRun> run(TargetList targets) {
        Tally tally = new Tally(clock.instant(), targets.size());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Run run = new Run(tally, threads);
        if (!present.compareAndSet(null, run)) {
            threads.close();
            return Optional.empty();
        }
        try {
            List<Whereabouts> known = known(tally);
            manners.keepOnly(known.stream().map(Whereabouts::key).toList());
            Journal journal = journal(tally);
            Cycle cycle = cycle(run, journal, known);
            cycle.askKnown();
            search(cycle, targets, run);
            if (!run.cancelled) {
                cycle.finish();
                looseQueues = List.copyOf(journal.looseQueues());
                failing = journal.failed();
            }
            return Optional.of(finish(run));
        } finally {
            threads.shutdownNow();
            tally.stopped();
            last = tally.progress();
            present.set(null);
        }
    }

    /// Reads devices that made themselves known between two cycles. Those that are known as present are
    /// left to the next cycle: devices repeat their announcements. While a cycle is under way they are
    /// read in it. Blocks until done.
    ///
    /// @return whether it was done; otherwise offer them again in a while
    public boolean heard(List<Sighting> sightings) {
        Run underWay = present.get();
        if (underWay != null) {
            Cycle cycle = underWay.cycle;
            if (cycle != null && !underWay.cancelled) {
                sightings.forEach(cycle::sighted);
            }
            return cycle != null;
        }
        Tally tally = new Tally(clock.instant(), 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Run run = new Run(tally, threads);
        if (!present.compareAndSet(null, run)) {
            threads.close();
            return false;
        }
        try {
            List<Whereabouts> known = known(tally);
            Cycle cycle = cycle(run, journal(tally), known);
            Places places = new Places(known);
            sightings.stream().filter(s -> !isPresent(s, places)).forEach(cycle::sighted);
            settle(cycle, run);
            return true;
        } finally {
            threads.shutdownNow();
            tally.stopped();
            present.set(null);
        }
    }

    /// Reads one device at once, beside any cycle and also when it is known as present, because something
    /// is said to have happened there. What is known of it counts, what the sighting says of it does not.
    /// Returns at once; a device that is being read already, or is one too many, is left to the cycle.
    ///
    /// @return whether it will be read
    public boolean hint(Sighting sighting) {
        InetAddress address = sighting.address();
        Run run = present.get();
        Cycle cycle = run == null ? null : run.cycle;
        if ((cycle != null && cycle.isReading(address)) || hinted.size() >= MAX_HINTS || !hinted.add(address)) {
            return false;
        }
        Thread.ofVirtual().name("hint").start(() -> {
            try {
                follow(sighting);
            } finally {
                hinted.remove(address);
            }
        });
        return true;
    }

    private void follow(Sighting sighting) {
        Tally tally = new Tally(clock.instant(), 1);
        Places places = new Places(known(tally));
        List<Whereabouts> here = places.at(sighting.address());
        Run run = new Run(tally, Executors.newVirtualThreadPerTaskExecutor());
        Cycle alone = cycle(run, journal(tally), places.known());
        here.forEach(alone::ask);
        if (here.isEmpty()) {
            alone.sighted(sighting);
        }
        settle(alone, run);
        LOG.atDebug()
                .addKeyValue("address", sighting.address().getHostAddress())
                .addKeyValue("found", tally.found.get())
                .addKeyValue("changed", tally.changed.get())
                .log("Hint followed");
    }

    private static boolean isPresent(Sighting sighting, Places places) {
        return places.at(sighting.address()).stream().anyMatch(printer -> !printer.offline());
    }

    private Journal journal(Tally tally) {
        return new Journal(new Recorder(store, settings, counts), manners, tally, failing);
    }

    private Cycle cycle(Run run, Journal journal, List<Whereabouts> known) {
        Turns turns = new Turns(run.threads, settings.parallelReads());
        Cycle cycle = new Cycle(reader, journal, turns, clock, run.tally, new Places(known));
        run.cycle = cycle;
        return cycle;
    }

    private List<Whereabouts> known(Tally tally) {
        try {
            return store.printers().whereabouts();
        } catch (StoreFault e) {
            tally.failed(String.valueOf(e.getMessage()));
            LOG.atError()
                    .addKeyValue("kind", e.kind())
                    .addKeyValue("error", e.getMessage())
                    .log("Known printers cannot be read from the store");
            return List.of();
        }
    }

    /// Searches and reads side by side; returns when both are done.
    private void search(Cycle cycle, TargetList targets, Run run) {
        try {
            for (Future<?> search : searches(cycle, targets, run)) {
                await(search, run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        settle(cycle, run);
    }

    /// Waits until all reading is done.
    private static void settle(Cycle cycle, Run run) {
        try {
            while (!cycle.awaitDone(Duration.ofDays(1))) {
                LOG.atWarn().log("A scan has been under way for a day");
            }
        } catch (InterruptedException e) {
            run.cancel();
            Thread.currentThread().interrupt();
        }
        run.threads.close();
    }

    private List<Future<?>> searches(Cycle cycle, TargetList targets, Run run) {
        List<Future<?>> searches = new ArrayList<>();
        try {
            for (Finder finder : finders) {
                searches.add(run.threads.submit(() -> {
                    tellRefusals(finder, finder.find(targets, cycle::sighted).refusals());
                    return null;
                }));
            }
        } catch (RejectedExecutionException e) {
            // Cancelled before it had begun.
        }
        return searches;
    }

    /// A device that refuses is told of once, and again when it does so after it did not.
    private void tellRefusals(Finder finder, List<FindSummary.Refusal> refusals) {
        List<FindSummary.Refusal> before = refusing.getOrDefault(finder, List.of());
        refusing.put(finder, refusals);
        for (FindSummary.Refusal refusal : refusals) {
            if (!before.contains(refusal)) {
                LOG.atWarn()
                        .addKeyValue("address", refusal.address().getHostAddress())
                        .addKeyValue("credential", refusal.credential())
                        .addKeyValue("error", refusal.reason())
                        .log("A device refuses the SNMP credentials; check them in [snmp]");
            }
        }
    }

    private static void await(Future<?> search, Run run) throws InterruptedException {
        try {
            search.get();
        } catch (ExecutionException e) {
            if (!run.cancelled) {
                run.tally.failed("a search failed: " + e.getCause());
                LOG.atError().setCause(e.getCause()).log("A search for printers failed");
            }
        } catch (CancellationException e) {
            // Only cancelling does that, and it is told as such.
        }
    }

    private ScanRun finish(Run run) {
        ScanRun result = run.tally.end(clock.instant(), run.cancelled);
        LOG.atInfo()
                .addKeyValue("addresses", result.addresses())
                .addKeyValue("found", result.found())
                .addKeyValue("changed", result.changed())
                .addKeyValue("errors", result.errors())
                .log(run.cancelled ? "Scan cancelled" : "Scan finished");
        try {
            store.scans().add(result);
        } catch (StoreFault e) {
            LOG.atError()
                    .addKeyValue("kind", e.kind())
                    .addKeyValue("error", e.getMessage())
                    .log("Scan history cannot be stored");
        }
        return result;
    }

    /// Print queues on computers of which the last cycle told and whose printer is not known; they are no
    /// printers.
    public List<Sighting> looseQueues() {
        return looseQueues;
    }

    /// Until when a known printer is asked less often than the others, because it was silent or cannot bear it; empty
    /// for one that is asked in every cycle.
    public Optional<Instant> restsUntil(PrinterKey printer) {
        return manners.restsUntil(printer, clock.instant());
    }

    /// What the delta kept off the queue since the start; from any thread.
    public DeltaStatistics delta() {
        return counts.statistics();
    }

    /// How far the present cycle is, or how the last one ended.
    public SurveyProgress progress() {
        Run run = present.get();
        return run == null ? last : run.tally.progress();
    }

    /// Stops the present cycle; what was read is kept.
    ///
    /// @return whether one was under way
    public boolean cancel() {
        Run run = present.get();
        if (run == null) {
            return false;
        }
        run.cancel();
        return true;
    }
}
