package io.printmaster.agent.run;

import io.printmaster.agent.config.DiscoveryMethod;
import io.printmaster.agent.config.DiscoverySettings;
import io.printmaster.agent.config.SnmpSettings;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.SnmpSweep;
import io.printmaster.agent.discover.SweepSettings;
import io.printmaster.agent.read.PrinterReader;
import io.printmaster.agent.read.ReadSettings;
import io.printmaster.agent.read.SnmpPrinterReader;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.snmp4j.Snmp4jClient;
import io.printmaster.program.ExitCode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The ways to printers that are switched on, opened: how they are found, and how they are read.
final class Doors implements AutoCloseable {
    /// An attached network is asked no faster; the kernel resolves only so many unknown neighbours at a time.
    private static final int ON_LINK_PER_SECOND = 300;

    private final Snmp4jClient snmp;
    private final List<Finder> finders;
    private final PrinterReader reader;

    private Doors(Snmp4jClient snmp, List<Finder> finders, PrinterReader reader) {
        this.snmp = snmp;
        this.finders = List.copyOf(finders);
        this.reader = reader;
    }

    /// Opens the sockets.
    ///
    /// @throws CommandFault when no socket can be had
    static Doors open(DiscoverySettings discovery, SnmpSettings settings, Clock clock, RandomGenerator random) {
        List<SnmpCredential> credentials = Credentials.of(settings);
        Snmp4jClient snmp = new Snmp4jClient();
        try {
            snmp.start();
        } catch (IOException e) {
            throw new CommandFault(ExitCode.FAILED, "no UDP socket for SNMP can be opened: " + e.getMessage(), e);
        }
        List<Finder> finders = new ArrayList<>();
        if (discovery.methods().contains(DiscoveryMethod.SNMP)) {
            finders.add(new SnmpSweep(snmp, sweep(discovery, settings, credentials), clock, random));
        }
        Map<String, SnmpCredential> byName =
                credentials.stream().collect(Collectors.toMap(SnmpCredential::name, Function.identity()));
        return new Doors(snmp, finders, new SnmpPrinterReader(snmp, byName, reading(settings), clock));
    }

    private static SweepSettings sweep(
            DiscoverySettings discovery, SnmpSettings settings, List<SnmpCredential> credentials) {
        return new SweepSettings(
                settings.port(),
                credentials,
                discovery.packetsPerSecond(),
                Math.min(ON_LINK_PER_SECOND, discovery.packetsPerSecond()),
                1,
                bounded(discovery.timeout(), Duration.ofSeconds(30)));
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

    List<Finder> finders() {
        return finders;
    }

    PrinterReader reader() {
        return reader;
    }

    @Override
    public void close() {
        snmp.close();
    }
}
