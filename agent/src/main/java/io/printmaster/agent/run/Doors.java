package io.printmaster.agent.run;

import io.printmaster.agent.config.DiscoveryMethod;
import io.printmaster.agent.config.DiscoverySettings;
import io.printmaster.agent.config.SnmpSettings;
import io.printmaster.agent.discover.CredentialBook;
import io.printmaster.agent.discover.FindProgress;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.Reach;
import io.printmaster.agent.discover.SnmpSweep;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.discover.TrapEar;
import io.printmaster.agent.discover.cups.LocalQueue;
import io.printmaster.agent.discover.cups.QueueFinder;
import io.printmaster.agent.discover.mdns.MdnsFinder;
import io.printmaster.agent.discover.ssdp.SsdpFinder;
import io.printmaster.agent.discover.usb.UsbFinder;
import io.printmaster.agent.discover.wsd.WsdFinder;
import io.printmaster.agent.read.EveryWayReader;
import io.printmaster.agent.read.LocalReader;
import io.printmaster.agent.read.Origin;
import io.printmaster.agent.read.PrinterReader;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.read.SnmpPrinterReader;
import io.printmaster.agent.read.ipp.CupsServer;
import io.printmaster.agent.read.ipp.IppReader;
import io.printmaster.agent.read.ipp.IppSettings;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.snmp4j.Snmp4jClient;
import io.printmaster.agent.snmp.snmp4j.Snmp4jDatagrams;
import io.printmaster.model.Sighting;
import io.printmaster.program.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ways to printers that are switched on, opened: how they are found, and how they are read. What
/// is switched off is not even made.
final class Doors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

    /// Whatever takes longer ends with the process.
    private static final Duration CLOSING = Duration.ofMillis(2500);

    private final List<Finder> finders = new ArrayList<>();
    private final List<AutoCloseable> listening = new ArrayList<>();
    private final List<AutoCloseable> asking = new ArrayList<>();
    private final List<Listening> toOpen = new ArrayList<>();
    private final List<Thread> closing = new ArrayList<>();
    private final PrinterReader reader;
    private final Optional<TrapEar> traps;
    private final Predicate<InetAddress> excluded;
    private volatile Predicate<InetAddress> searched = address -> false;

    /// How a door begins to listen.
    private interface Opening {
        void open(Consumer<Sighting> heard) throws IOException;
    }

    /// What the doors are for.
    enum Use {
        /// A search that names its targets; what is plugged into this machine counts when this machine
        /// is one of them.
        ONE_SEARCH,

        /// Searches again and again, of a site that this machine belongs to.
        SITE
    }

    private record Listening(DiscoveryMethod door, Opening opening) {}

    private record ByCableOrNetwork(PrinterReader cable, PrinterReader network) implements PrinterReader {
        @Override
        public ReadOutcome read(Sighting sighting) {
            return reader(sighting).read(sighting);
        }

        @Override
        public ReadOutcome readWithOrigin(Sighting sighting, Consumer<Origin> told) {
            return reader(sighting).readWithOrigin(sighting, told);
        }

        private PrinterReader reader(Sighting sighting) {
            return sighting.door() == Sighting.Door.USB ? cable : network;
        }
    }

    private Doors(
            Snmp4jClient snmp,
            DiscoverySettings discovery,
            SnmpSettings settings,
            Clock clock,
            RandomGenerator random,
            Reach reach,
            Use use) {
        this.excluded = reach.excluded();
        this.traps = traps(discovery, settings, clock);
        traps.ifPresent(listening::add);
        CredentialBook credentials = Credentials.of(settings);
        Optional<IppReader> ipp = Optional.empty();
        InstantSource stopwatch = () -> Instant.EPOCH.plusNanos(System.nanoTime());
        for (DiscoveryMethod method : DiscoveryMethod.values()) {
            if (discovery.methods().contains(method)) {
                switch (method) {
                    case SNMP ->
                        finders.add(new SnmpSweep(new SnmpSweep.Setup(
                                SnmpSweep.Tools.ofThisMachine(snmp, new Snmp4jDatagrams()),
                                DoorSettings.sweep(discovery, settings, credentials),
                                reach,
                                new SnmpSweep.Time(clock, System::nanoTime),
                                random)));
                    case MDNS -> {
                        MdnsFinder finder = new MdnsFinder(DoorSettings.mdns(discovery), reach, clock);
                        add(method, discovery, finder, finder, finder::listen);
                    }
                    case SSDP -> {
                        SsdpFinder finder = new SsdpFinder(DoorSettings.ssdp(discovery), reach, clock);
                        add(method, discovery, finder, finder, finder::listen);
                    }
                    case WSD -> {
                        WsdFinder finder = new WsdFinder(DoorSettings.wsd(discovery), reach, clock, random);
                        add(method, discovery, finder, finder, finder::listen);
                    }
                    case IPP -> ipp = Optional.of(IppReader.open(IppSettings.DEFAULT, clock, stopwatch));
                    case USB -> {
                        CupsServer cups = CupsServer.open(IppSettings.DEFAULT, LocalReader.CUPS_PORT);
                        asking.add(cups);
                        for (Finder finder : List.of(
                                new QueueFinder(() -> queues(cups), LocalReader.CUPS_PORT, clock),
                                new UsbFinder(Path.of("/sys"), DoorSettings.usb(), clock))) {
                            finders.add(
                                    switch (use) {
                                        case ONE_SEARCH -> new OnThisMachine(finder);
                                        case SITE -> paced(method, discovery, finder);
                                    });
                        }
                    }
                }
            }
        }
        Map<String, SnmpCredential> byName =
                credentials.all().stream().collect(Collectors.toMap(SnmpCredential::name, Function.identity()));
        // Switched off, IPP is silent: every printer, whatever door it was met at, is still read by SNMP.
        PrinterReader byIpp = ipp.<PrinterReader>map(Function.identity()).orElse(s -> new ReadOutcome.Silent(0));
        PrinterReader network = new EveryWayReader(
                new SnmpPrinterReader(snmp, byName, DoorSettings.reading(settings), clock, stopwatch),
                address -> credentials.at(address).stream()
                        .map(SnmpCredential::name)
                        .toList(),
                settings.port(),
                byIpp);
        this.reader = new ByCableOrNetwork(new LocalReader(byIpp, clock), network);
        ipp.ifPresent(asking::add);
        asking.add(snmp);
    }

    /// Opens the doors for searches; announcements are heard after [#listen].
    ///
    /// @throws CommandFault when no socket can be had for SNMP, or when it is not clear whom to leave
    /// alone
    static Doors open(
            DiscoverySettings discovery, SnmpSettings settings, Clock clock, RandomGenerator random, Use use) {
        Reach reach = reach(discovery);
        Snmp4jClient snmp = new Snmp4jClient();
        try {
            snmp.start();
        } catch (IOException e) {
            throw new CommandFault(ExitCode.FAILED, "no UDP socket for SNMP can be opened: " + e.getMessage(), e);
        }
        return new Doors(snmp, discovery, settings, clock, random, reach, use);
    }

    private static List<LocalQueue> queues(CupsServer cups) throws InterruptedException {
        return cups.queues().stream()
                .map(q -> new LocalQueue(
                        q.name(), q.deviceUri(), q.deviceId(), q.makeAndModel(), q.location(), q.shared()))
                .toList();
    }

    private static Reach reach(DiscoverySettings discovery) {
        boolean beyondTargets = discovery.ranges().isEmpty();
        if (discovery.exclude().isEmpty()) {
            return new Reach(beyondTargets, address -> false);
        }
        try {
            TargetList excluded = TargetList.parse(discovery.exclude(), Long.MAX_VALUE);
            return new Reach(beyondTargets, Reach.TARGETS.within(excluded));
        } catch (IllegalArgumentException e) {
            throw new CommandFault(ExitCode.USAGE, "[discovery] exclude: " + e.getMessage(), e);
        }
    }

    private void add(
            DiscoveryMethod door, DiscoverySettings discovery, Finder finder, AutoCloseable end, Opening opening) {
        finders.add(paced(door, discovery, finder));
        listening.add(end);
        toOpen.add(new Listening(door, opening));
    }

    private static Finder paced(DiscoveryMethod door, DiscoverySettings discovery, Finder finder) {
        Duration interval = DoorSettings.interval(discovery, door);
        return interval.isZero() ? finder : new Paced(finder, interval, System::nanoTime);
    }

    /// Begins to listen to what devices announce between searches. A door that cannot listen is a
    /// warning; it still calls, and hears the answers.
    ///
    /// @param heard called from several threads, and must be quick
    void listen(Consumer<Sighting> heard) {
        for (Listening door : toOpen) {
            try {
                door.opening().open(heard);
            } catch (IOException | RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("door", door.door())
                        .addKeyValue("error", e.getMessage())
                        .log("Announcements of printers cannot be heard");
            }
        }
    }

    private Optional<TrapEar> traps(DiscoverySettings discovery, SnmpSettings settings, Clock clock) {
        int port = discovery.sweep().trapPort();
        return port > 0 && discovery.methods().contains(DiscoveryMethod.SNMP)
                ? Optional.of(new TrapEar(
                        new Snmp4jDatagrams(), port, settings.port(), source -> searched.test(source), clock))
                : Optional.empty();
    }

    /// These are searched from now on. Beyond them nobody is asked on the word of a datagram, even where
    /// others may be met. Host names are resolved here.
    void searching(TargetList targets) {
        searched = new Reach(false, excluded).within(targets);
    }

    /// Begins to hear traps where they are switched on; a port that cannot be had is a warning.
    ///
    /// @param told called with the sighting of each device that sent one
    void hearTraps(Consumer<Sighting> told) {
        if (traps.isPresent()) {
            try {
                traps.get().open(told);
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("error", e.getMessage())
                        .log("SNMP traps are not heard; set another [discovery] trap_port, or 0 for none");
            }
        }
    }

    /// How far the newest search is, where a way can tell.
    Optional<FindProgress> progress() {
        return finders.stream().flatMap(finder -> finder.progress().stream()).findFirst();
    }

    List<Finder> finders() {
        return List.copyOf(finders);
    }

    PrinterReader reader() {
        return reader;
    }

    /// Begins to close what listens, side by side, and does not wait.
    void stop() {
        synchronized (closing) {
            if (closing.isEmpty()) {
                listening.forEach(door ->
                        closing.add(Thread.ofVirtual().name("close-door").start(() -> close(door))));
            }
        }
    }

    @Override
    public void close() {
        stop();
        long end = System.nanoTime() + CLOSING.toNanos();
        try {
            for (Thread thread : closing) {
                if (!thread.join(Duration.ofNanos(end - System.nanoTime()))) {
                    LOG.atWarn().log("A door is slow to close; left to the end of the process");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        asking.forEach(Doors::close);
    }

    private static void close(AutoCloseable door) {
        try {
            door.close();
        } catch (Exception e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("A door closed with an error");
        }
    }
}
