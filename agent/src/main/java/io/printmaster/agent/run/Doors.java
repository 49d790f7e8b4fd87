package io.printmaster.agent.run;

import io.printmaster.agent.config.DiscoveryMethod;
import io.printmaster.agent.config.DiscoverySettings;
import io.printmaster.agent.config.SnmpSettings;
import io.printmaster.agent.discover.CredentialBook;
import io.printmaster.agent.discover.FindProgress;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.Reach;
import io.printmaster.agent.discover.SnmpSweep;
import io.printmaster.agent.discover.SweepSettings;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.discover.TrapEar;
import io.printmaster.agent.discover.mdns.MdnsFinder;
import io.printmaster.agent.discover.mdns.MdnsSettings;
import io.printmaster.agent.discover.ssdp.SsdpFinder;
import io.printmaster.agent.discover.ssdp.SsdpSettings;
import io.printmaster.agent.discover.wsd.WsdFinder;
import io.printmaster.agent.discover.wsd.WsdSettings;
import io.printmaster.agent.read.EveryWayReader;
import io.printmaster.agent.read.PrinterReader;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.read.ReadSettings;
import io.printmaster.agent.read.SnmpPrinterReader;
import io.printmaster.agent.read.ipp.IppReader;
import io.printmaster.agent.read.ipp.IppSettings;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.snmp4j.Snmp4jClient;
import io.printmaster.agent.snmp.snmp4j.Snmp4jDatagrams;
import io.printmaster.model.Sighting;
import io.printmaster.program.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
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

/// The ways to printers that are switched on, opened: how they are found, and how they are read.
final class Doors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

    /// Silent addresses are asked in so many further rounds.
    private static final int RESENDS = 2;

    /// mDNS takes two seconds to say goodbye; whatever takes longer ends with the process.
    private static final Duration CLOSING = Duration.ofMillis(2500);

    private final List<Finder> finders = new ArrayList<>();
    private final Optional<TrapEar> traps;
    private final Predicate<InetAddress> excluded;
    private volatile Predicate<InetAddress> searched = address -> false;
    private final List<AutoCloseable> listening = new ArrayList<>();
    private final List<AutoCloseable> asking = new ArrayList<>();
    private final List<Listening> toOpen = new ArrayList<>();
    private final List<Thread> closing = new ArrayList<>();
    private final PrinterReader reader;

    /// How a door begins to listen.
    private interface Opening {
        void open() throws IOException;
    }

    private record Listening(DiscoveryMethod door, Opening opening) {}

    private Doors(
            Snmp4jClient snmp,
            DiscoverySettings discovery,
            SnmpSettings settings,
            Clock clock,
            RandomGenerator random,
            Reach reach,
            Optional<IppReader> ipp) {
        this.excluded = reach.excluded();
        CredentialBook credentials = Credentials.of(settings);
        for (DiscoveryMethod method : DiscoveryMethod.values()) {
            if (discovery.methods().contains(method)) {
                switch (method) {
                    case SNMP ->
                        finders.add(new SnmpSweep(new SnmpSweep.Setup(
                                SnmpSweep.Tools.ofThisMachine(snmp, new Snmp4jDatagrams()),
                                sweep(discovery, settings, credentials),
                                reach,
                                new SnmpSweep.Time(clock, System::nanoTime),
                                random)));
                    case MDNS -> {
                        MdnsFinder finder = new MdnsFinder(mdns(discovery), reach, clock);
                        add(method, finder, finder, finder::open);
                    }
                    case SSDP -> {
                        SsdpFinder finder = new SsdpFinder(ssdp(discovery), reach, clock);
                        add(method, finder, finder, finder::listen);
                    }
                    case WSD -> {
                        WsdFinder finder = new WsdFinder(wsd(discovery), reach, clock, random);
                        add(method, finder, finder, finder::listen);
                    }
                    case IPP -> {
                        // A way to read, not to find.
                    }
                }
            }
        }
        Map<String, SnmpCredential> byName =
                credentials.all().stream().collect(Collectors.toMap(SnmpCredential::name, Function.identity()));
        this.reader = new EveryWayReader(
                new SnmpPrinterReader(snmp, byName, reading(settings), clock),
                address -> credentials.at(address).stream()
                        .map(SnmpCredential::name)
                        .toList(),
                settings.port(),
                // Switched off, IPP is silent: every printer, whatever door it was met at, is still read by SNMP.
                ipp.<PrinterReader>map(Function.identity()).orElse(sighting -> new ReadOutcome.Silent(0)));
        this.traps = traps(discovery, settings, clock);
        traps.ifPresent(listening::add);
        ipp.ifPresent(asking::add);
        asking.add(snmp);
    }

    private Optional<TrapEar> traps(DiscoverySettings discovery, SnmpSettings settings, Clock clock) {
        int port = discovery.sweep().trapPort();
        boolean wanted = port > 0 && discovery.methods().contains(DiscoveryMethod.SNMP);
        if (!wanted) {
            return Optional.empty();
        }
        return Optional.of(new TrapEar(
                new Snmp4jDatagrams(), port, settings.port(), source -> searched.test(source), clock));
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

    /// Opens the sockets. A door beside SNMP that cannot be opened is a warning.
    ///
    /// @throws CommandFault when no socket can be had for SNMP, or when it is not clear whom to leave alone
    static Doors open(DiscoverySettings discovery, SnmpSettings settings, Clock clock, RandomGenerator random) {
        Reach reach = reach(discovery);
        Snmp4jClient snmp = new Snmp4jClient();
        try {
            snmp.start();
        } catch (IOException e) {
            throw new CommandFault(ExitCode.FAILED, "no UDP socket for SNMP can be opened: " + e.getMessage(), e);
        }
        Optional<IppReader> ipp = discovery.methods().contains(DiscoveryMethod.IPP)
                ? Optional.of(IppReader.open(IppSettings.DEFAULT, clock))
                : Optional.empty();
        Doors doors = new Doors(snmp, discovery, settings, clock, random, reach, ipp);
        doors.toOpen.forEach(Doors::listen);
        return doors;
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

    private void add(DiscoveryMethod door, Finder finder, AutoCloseable end, Opening opening) {
        finders.add(finder);
        listening.add(end);
        toOpen.add(new Listening(door, opening));
    }

    /// A door that cannot listen still calls and hears the answers, so it stays.
    private static void listen(Listening listening) {
        try {
            listening.opening().open();
        } catch (IOException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("door", listening.door())
                    .addKeyValue("error", e.getMessage())
                    .log("Announcements of printers cannot be heard");
        }
    }

    private static MdnsSettings mdns(DiscoverySettings discovery) {
        MdnsSettings usual = MdnsSettings.DEFAULT;
        return new MdnsSettings(true, usual.interval(), atLeast(discovery.timeout(), usual.patience()));
    }

    private static SsdpSettings ssdp(DiscoverySettings discovery) {
        SsdpSettings usual = SsdpSettings.DEFAULT;
        return new SsdpSettings(
                true,
                usual.interval(),
                atLeast(discovery.timeout(), usual.patience()),
                usual.maxDelay(),
                usual.calls(),
                usual.fetchTimeout(),
                usual.maxDescriptions());
    }

    private static WsdSettings wsd(DiscoverySettings discovery) {
        WsdSettings usual = WsdSettings.DEFAULT;
        return new WsdSettings(
                true,
                usual.interval(),
                atLeast(discovery.timeout(), usual.patience()),
                usual.calls(),
                usual.fetchTimeout(),
                usual.maxMetadata());
    }

    private static SweepSettings sweep(DiscoverySettings discovery, SnmpSettings settings, CredentialBook credentials) {
        return new SweepSettings(
                settings.port(),
                credentials,
                discovery.packetsPerSecond(),
                discovery.sweep().onLinkPerSecond(),
                RESENDS,
                bounded(discovery.timeout(), Duration.ofSeconds(30)),
                discovery.sweep().broadcast(),
                discovery.sweep().arp());
    }

    private static ReadSettings reading(SnmpSettings settings) {
        Duration whole =
                settings.timeout().multipliedBy(settings.retries() + 1L).plus(ReadSettings.DEFAULT.maxTime());
        return new ReadSettings(
                settings.timeout(),
                settings.retries(),
                ReadSettings.DEFAULT.pause(),
                bounded(whole, Duration.ofMinutes(10)));
    }

    private static Duration bounded(Duration wanted, Duration most) {
        return wanted.compareTo(most) > 0 ? most : wanted;
    }

    private static Duration atLeast(Duration wanted, Duration least) {
        return wanted.compareTo(least) < 0 ? least : wanted;
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
