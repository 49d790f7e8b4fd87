package io.printmaster.agent.run;

import io.printmaster.agent.config.DiscoveryMethod;
import io.printmaster.agent.config.DiscoverySettings;
import io.printmaster.agent.config.SnmpSettings;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.program.ExitCode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `scan`: finds and reads printers once, and prints them. Needs no configuration, no database and no
/// server.
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description = "Looks for printers at the targets, reads each, and prints what it says.")
final class ScanCommand implements Callable<Integer> {
    private static final int PARALLEL_READS = 128;

    /// After a signal, for printing what was found.
    private static final int LAST_WORDS_SECONDS = 2;

    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "TARGETS",
            description = "10.0.0.7, 10.0.0.1-254, 10.0.0.1-10.0.1.20, 10.0.0.0/24, an IPv6 address or a host name.")
    private List<String> targets = List.of();

    @Mixin
    private SnmpOptions snmp = new SnmpOptions();

    @Option(
            names = "--exclude",
            split = ",",
            paramLabel = "TARGETS",
            description = "Addresses that are never asked anything, written as the targets are.")
    private List<String> excluded = List.of();

    @Option(names = "--rate", paramLabel = "PACKETS", description = "Packets a second at most. Default: 1000.")
    private int rate = 1000;

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "METHOD",
            description =
                    "How to look: snmp, mdns, ssdp, wsd, usb; with ipp besides, printers that SNMP cannot read are read by"
                            + " IPP. Default: all of them.")
    private List<String> methods = List.of("snmp", "mdns", "ssdp", "wsd", "ipp", "usb");

    @Option(names = "--json", description = "Print one JSON object a printer and line.")
    private boolean json;

    @Option(names = "--origin", description = "Say of each printer which door and credential gave which field.")
    private boolean origin;

    ScanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        TargetList where = targets();
        SnmpSettings asking = snmp.over(SnmpOptions.USUAL);
        try (Doors doors =
                Doors.open(discovery(asking.timeout()), asking, clock, new SecureRandom(), Doors.Use.ONE_SEARCH)) {
            long started = System.nanoTime();
            Scan scan = new Scan(doors.finders(), doors.reader(), PARALLEL_READS, asking.port(), console.err());
            int found = watched(scan, where);
            if (found == 0) {
                console.err()
                        .println("printmaster: no printer found at " + where.size() + " addresses; " + scan.hint());
                return ExitCode.NOT_FOUND;
            }
            console.err()
                    .printf(
                            Locale.ROOT,
                            "%d printers among %d addresses; swept in %.1f s, all read after %.1f s%n",
                            found,
                            where.size(),
                            scan.swept().toMillis() / 1e3,
                            (System.nanoTime() - started) / 1e9);
            return scan.cancelled() ? ExitCode.PARTIAL : ExitCode.OK;
        }
    }

    /// Runs it with a line of progress where people watch. A signal ends it early, and what was found is
    /// printed.
    private int watched(Scan scan, TargetList where) {
        Thread scanning = Thread.currentThread();
        CountDownLatch printed = new CountDownLatch(1);
        Thread hook = Thread.ofPlatform().name("stop").unstarted(() -> {
            scanning.interrupt();
            try {
                boolean _ = printed.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try (ScanProgress _ =
                console.terminal() ? ScanProgress.show(console.err(), scan::progress, scan::soFar) : null) {
            return json
                    ? scan.run(where, one -> console.out().println(json(one)))
                    : ScanOutput.table(console.out(), origin, printers -> scan.run(where, printers));
        } finally {
            printed.countDown();
            if (!scan.cancelled()) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private String json(Found found) {
        return origin ? ScanOutput.jsonWithOrigin(found) : ScanOutput.json(found);
    }

    private TargetList targets() {
        try {
            return Targets.of(targets, excluded);
        } catch (IllegalArgumentException e) {
            throw new CommandFault(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private DiscoverySettings discovery(Duration timeout) {
        require(rate >= 1 && rate <= 20_000, "--rate is 1 to 20000");
        return new DiscoverySettings(
                targets, excluded, Duration.ofMinutes(5), rate, methods(), Map.of(), timeout, PARALLEL_READS);
    }

    private Set<DiscoveryMethod> methods() {
        Set<DiscoveryMethod> chosen = doors(methods);
        require(
                chosen.stream().anyMatch(DiscoveryMethod::finds),
                "ipp reads printers but finds none; add snmp, mdns, ssdp, wsd or usb to the --methods");
        return chosen;
    }

    /// What the words of `--methods` mean.
    static Set<DiscoveryMethod> doors(List<String> words) {
        Set<DiscoveryMethod> chosen = EnumSet.noneOf(DiscoveryMethod.class);
        for (String word : words) {
            DiscoveryMethod method = Arrays.stream(DiscoveryMethod.values())
                    .filter(m -> m.name().equalsIgnoreCase(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new CommandFault(
                            ExitCode.USAGE, "--methods are snmp, mdns, ssdp, wsd, ipp and usb, not \"" + word + "\""));
            chosen.add(method);
        }
        return chosen;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new CommandFault(ExitCode.USAGE, otherwise);
        }
    }
}
