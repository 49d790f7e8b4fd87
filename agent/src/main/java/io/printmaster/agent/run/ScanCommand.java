package io.printmaster.agent.run;

import io.printmaster.agent.config.DiscoveryMethod;
import io.printmaster.agent.config.DiscoverySettings;
import io.printmaster.agent.config.SnmpSettings;
import io.printmaster.agent.config.SnmpSettings.V3User;
import io.printmaster.agent.config.SnmpVersion;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.program.ExitCode;
import io.printmaster.program.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `scan`: finds and reads printers once, and prints them. Needs no configuration, no database and no server.
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description = "Looks for printers at the targets, reads each, and prints what it says.")
final class ScanCommand implements Callable<Integer> {
    private static final int PARALLEL_READS = 64;

    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "TARGETS",
            description = "10.0.0.7, 10.0.0.1-254, 10.0.0.1-10.0.1.20, 10.0.0.0/24, an IPv6 address or a host name.")
    private List<String> targets = List.of();

    @Option(
            names = "--community",
            paramLabel = "WORD",
            description = "SNMP community; may be given several times. Default: public.")
    private List<String> communities = List.of("public");

    @Option(
            names = "--snmp-version",
            split = ",",
            paramLabel = "VERSION",
            description = "1, 2c or 3, in the order of trying. Default: 2c,1, and 3 before them with --v3-user.")
    private List<String> versions = List.of();

    @Mixin
    private V3Options v3 = new V3Options();

    @Option(names = "--snmp-port", paramLabel = "PORT", description = "Default: 161.")
    private int port = 161;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For one answer, 0.1 to 30. Default: 1.")
    private double timeoutSeconds = 1;

    @Option(names = "--rate", paramLabel = "PACKETS", description = "Packets a second at most. Default: 1000.")
    private int rate = 1000;

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "METHOD",
            description =
                    "How to look: snmp, mdns, ssdp, wsd; with ipp besides, printers that SNMP cannot read are read by IPP."
                            + " Default: snmp.")
    private List<String> methods = List.of("snmp");

    @Option(names = "--json", description = "Print one JSON object a printer and line.")
    private boolean json;

    ScanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Clock clock = Clock.systemUTC();
        TargetList where = targets();
        try (Doors doors = Doors.open(discovery(), snmp(), clock, new SecureRandom())) {
            long started = System.nanoTime();
            Scan scan = new Scan(doors.finders(), doors.reader(), PARALLEL_READS, port, console.err());
            int found = json
                    ? scan.run(where, one -> console.out().println(ScanOutput.json(one)))
                    : ScanOutput.table(console.out(), printers -> scan.run(where, printers));
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
            return ExitCode.OK;
        }
    }

    private TargetList targets() {
        try {
            return TargetList.parse(targets, TargetList.DEFAULT_MAX_ADDRESSES);
        } catch (IllegalArgumentException e) {
            throw new CommandFault(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private DiscoverySettings discovery() {
        require(rate >= 1 && rate <= 20_000, "--rate is 1 to 20000");
        return new DiscoverySettings(
                targets, List.of(), Duration.ofMinutes(5), rate, methods(), timeout(), PARALLEL_READS);
    }

    private SnmpSettings snmp() {
        require(port >= 1 && port <= 65_535, "--snmp-port is 1 to 65535");
        require(communities.stream().noneMatch(String::isEmpty), "--community must not be empty");
        Optional<V3User> user = v3.user();
        return new SnmpSettings(
                communities.stream().distinct().map(Secret::new).toList(),
                versions(user.isPresent()),
                port,
                timeout(),
                2,
                user);
    }

    private Duration timeout() {
        require(timeoutSeconds >= 0.1 && timeoutSeconds <= 30, "--timeout is 0.1 to 30 seconds");
        return Duration.ofMillis(Math.round(timeoutSeconds * 1000));
    }

    private List<SnmpVersion> versions(boolean user) {
        List<SnmpVersion> chosen =
                versions.stream().map(ScanCommand::version).distinct().toList();
        require(user || !chosen.contains(SnmpVersion.V3), "--snmp-version 3 needs --v3-user");
        require(
                !user || chosen.isEmpty() || chosen.contains(SnmpVersion.V3),
                "--v3-user means nothing without 3 among the --snmp-version");
        if (!chosen.isEmpty()) {
            return chosen;
        }
        return user
                ? List.of(SnmpVersion.V3, SnmpVersion.V2C, SnmpVersion.V1)
                : List.of(SnmpVersion.V2C, SnmpVersion.V1);
    }

    private static SnmpVersion version(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "1", "v1" -> SnmpVersion.V1;
            case "2", "2c", "v2c" -> SnmpVersion.V2C;
            case "3", "v3" -> SnmpVersion.V3;
            default -> throw new CommandFault(ExitCode.USAGE, "--snmp-version is 1, 2c or 3, not \"" + word + "\"");
        };
    }

    private Set<DiscoveryMethod> methods() {
        Set<DiscoveryMethod> chosen = EnumSet.noneOf(DiscoveryMethod.class);
        for (String word : methods) {
            DiscoveryMethod method = Arrays.stream(DiscoveryMethod.values())
                    .filter(m -> m.name().equalsIgnoreCase(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new CommandFault(
                            ExitCode.USAGE, "--methods are snmp, mdns, ssdp, wsd and ipp, not \"" + word + "\""));
            chosen.add(method);
        }
        require(
                chosen.stream().anyMatch(DiscoveryMethod::finds),
                "ipp reads printers but finds none; add snmp, mdns, ssdp or wsd to the --methods");
        return chosen;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new CommandFault(ExitCode.USAGE, otherwise);
        }
    }
}
