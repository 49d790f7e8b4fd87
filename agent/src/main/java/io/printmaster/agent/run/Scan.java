package io.printmaster.agent.run;

import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.read.UnkeyedReading;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// One search with reading side by side, for the `scan` command. Used once.
final class Scan {
    private final Doors doors;
    private final Semaphore places;
    private final int port;
    private final PrintStream talk;
    private final Set<Object> printed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private long answered;

    Scan(Doors doors, int parallelReads, int port, PrintStream talk) {
        this.port = port;
        this.doors = doors;
        this.places = new Semaphore(parallelReads);
        this.talk = talk;
    }

    /// Searches and reads.
    ///
    /// @param found told of each printer once, one at a time, as soon as it is read
    /// @return how many
    int run(TargetList targets, Consumer<Found> found) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Finder finder : doors.finders()) {
                FindSummary summary = finder.find(targets, sighting -> threads.execute(() -> read(sighting, found)));
                answered += summary.answered();
                refused.addAndGet((int) Math.min(1 << 20, summary.refused()));
            }
        }
        return printed.size();
    }

    /// Why nothing may have been found.
    String hint() {
        if (refused.get() > 0) {
            return refused + " devices refused the community; try another --community";
        }
        return answered > 0
                ? answered + " devices answered, none of them a printer"
                : "check the addresses, the --community, and that UDP port " + port + " is not blocked";
    }

    private void read(Sighting sighting, Consumer<Found> found) {
        places.acquireUninterruptibly();
        try {
            String address = sighting.address().getHostAddress();
            switch (doors.reader().read(sighting)) {
                case ReadOutcome.Read(Reading reading) -> tell(reading.printer().key(), Found.of(reading), found);
                case ReadOutcome.NotAPrinter(String why) -> {}
                case ReadOutcome.Silent(int answers) when answers == 0 -> {}
                case ReadOutcome.Silent(int answers) ->
                    note(address + " stopped answering after " + answers + " answers; try a longer --timeout");
                case ReadOutcome.Refused(String why) -> note(address + " refused: " + why);
                case ReadOutcome.NoIdentity(UnkeyedReading reading) -> {
                    Found unidentified = Found.unidentified(reading);
                    tell(sighting.address(), unidentified, found);
                    note(address + ": " + unidentified.note());
                }
            }
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
        talk.println("printmaster: " + text);
    }
}
