package io.printmaster.agent.run;

import io.printmaster.agent.discover.FindProgress;
import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.read.Origin;
import io.printmaster.agent.read.PrinterReader;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.read.UnkeyedReading;
import io.printmaster.model.HintName;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// One search with reading side by side, for the `scan` command. Used once.
final class Scan {
    private final List<Finder> finders;
    private final PrinterReader reader;
    private final Semaphore places;
    private final int port;
    private final PrintStream talk;
    private final Set<Object> printed = ConcurrentHashMap.newKeySet();
    private final Set<String> noted = ConcurrentHashMap.newKeySet();
    private final Map<InetAddress, Turn> turns = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private Duration swept = Duration.ZERO;
    private long answered;
    private volatile boolean cancelled;

    /// At one address one reading at a time, and none after one has worked, however many doors lead
    /// there.
    private static final class Turn {
        private boolean done;
    }

    Scan(List<Finder> finders, PrinterReader reader, int parallelReads, int port, PrintStream talk) {
        this.port = port;
        this.finders = List.copyOf(finders);
        this.reader = reader;
        this.places = new Semaphore(parallelReads);
        this.talk = talk;
    }

    /// Searches and reads. An interrupt ends it early; what was read until then counts.
    ///
    /// @param found told of each printer once, one at a time, as soon as it is read
    /// @return how many
    int run(TargetList targets, Consumer<Found> found) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<FindSummary>> searches = new ArrayList<>();
            for (Finder finder : finders) {
                searches.add(threads.submit(() ->
                        finder.find(targets, sighting -> threads.execute(() -> read(sighting, found)))));
            }
            try {
                for (Future<FindSummary> search : searches) {
                    searched(search);
                }
            } catch (InterruptedException e) {
                cancelled = true;
                threads.shutdownNow();
            }
        }
        return printed.size();
    }

    /// A door that fails is told of; the others go on.
    private void searched(Future<FindSummary> search) throws InterruptedException {
        try {
            FindSummary summary = search.get();
            answered += summary.answered();
            swept = summary.elapsed().compareTo(swept) > 0 ? summary.elapsed() : swept;
            for (FindSummary.Refusal refusal : summary.refusals()) {
                refused.incrementAndGet();
                note(refusal.address().getHostAddress() + " refused: " + refusal.reason());
            }
        } catch (ExecutionException e) {
            note("one way of searching failed: " + e.getCause());
        }
    }

    /// Whether it was ended early.
    boolean cancelled() {
        return cancelled;
    }

    /// How many printers are read so far; any thread.
    int soFar() {
        return printed.size();
    }

    /// How far the search is, where a way can tell; any thread.
    Optional<FindProgress> progress() {
        return finders.stream().flatMap(finder -> finder.progress().stream()).findFirst();
    }

    /// How long the searches took, their waits for the last answers included; reading goes on beside
    /// and after them.
    Duration swept() {
        return swept;
    }

    /// Why nothing may have been found.
    String hint() {
        if (refused.get() > 0) {
            return refused + " devices refused the credentials; try another --community or --v3-user";
        }
        return answered > 0
                ? answered + " devices answered, none of them a printer"
                : "check the addresses, the --community, and that UDP port " + port + " is not blocked";
    }

    private void read(Sighting sighting, Consumer<Found> found) {
        if (sighting.hints().containsKey(HintName.QUEUE)) {
            // Of a queue on a computer an agent tells with its printer; by itself it is none.
            return;
        }
        Turn turn = turns.computeIfAbsent(sighting.address(), a -> new Turn());
        synchronized (turn) {
            if (!turn.done) {
                turn.done = readOnce(sighting, found);
            }
        }
    }

    /// @return whether everything is known that can be
    private boolean readOnce(Sighting sighting, Consumer<Found> found) {
        places.acquireUninterruptibly();
        try {
            String address = sighting.address().getHostAddress();
            List<Origin> origins = new ArrayList<>();
            ReadOutcome outcome = reader.readWithOrigin(sighting, origins::add);
            Origin origin = origins.isEmpty() ? Origin.UNKNOWN : origins.getFirst();
            switch (outcome) {
                case ReadOutcome.Read(Reading reading) -> {
                    tell(reading.printer().key(), Found.of(reading, origin), found);
                    return true;
                }
                case ReadOutcome.NotAPrinter(String why) -> {}
                case ReadOutcome.Silent(int answers) when answers == 0 -> {}
                case ReadOutcome.Silent(int answers) ->
                    note(address + " stopped answering after " + answers + " answers; try a longer --timeout");
                case ReadOutcome.Refused(String why) -> note(address + " refused: " + why);
                case ReadOutcome.NoIdentity(UnkeyedReading reading) -> {
                    Found unidentified = Found.unidentified(reading, origin);
                    tell(sighting.address(), unidentified, found);
                    note(address + ": " + unidentified.note());
                    return true;
                }
            }
            return false;
        } finally {
            places.release();
        }
    }

    /// @param same equal for what must be told once
    private synchronized void tell(Object same, Found printer, Consumer<Found> found) {
        if (printed.add(same)) {
            found.accept(printer);
        }
    }

    private synchronized void note(String text) {
        if (noted.add(text)) {
            talk.println("printmaster: " + text);
        }
    }
}
