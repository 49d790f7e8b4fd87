package io.printmaster.agent.run;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.config.DiscoveryMethod;
import io.printmaster.agent.config.DiscoverySettings;
import io.printmaster.agent.config.SnmpSettings;
import io.printmaster.agent.discover.Neighbours;
import io.printmaster.agent.discover.Reach;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.run.Explanation.Standing;
import io.printmaster.program.ExitCode;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `explain`: why the printer at an address is read, or is not, and what to do. Tries every door; needs no
/// configuration and no running agent, but uses what they know.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Tries every way to one address and says why its printer is read, or is not, and what to do.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it is read",
            "1:found, but not read",
            "2:wrong command line or configuration",
            "3:nothing there"
        })
final class ExplainCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "1", paramLabel = "ADDRESS", description = "An address or a host name.")
    private String target = "";

    @Mixin
    private Settings options = new Settings();

    @Mixin
    private SnmpOptions snmp = new SnmpOptions();

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "METHOD",
            description = "The doors to try: snmp, mdns, ssdp, wsd, ipp. Default: all of them.")
    private List<String> methods = List.of("snmp", "mdns", "ssdp", "wsd", "ipp");

    @Option(
            names = "--ipp-port",
            paramLabel = "PORT",
            description = "Port of IPP. Default: as the printer announces it, else 631.")
    private @Nullable Integer ippPort;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        InetAddress address = address();
        Set<DiscoveryMethod> doors = ScanCommand.doors(methods);
        OptionalInt port = ippPort();
        AgentSettings settings = options.load(console);
        SnmpSettings asking = snmp.over(settings.snmp());
        Standing standing = standing(settings.discovery(), address);
        Doorbell bell = new Doorbell(address, asking, doors, port, Clock.systemUTC());
        if (standing.excludedBy().isEmpty()) {
            bell.ring();
        }
        Explanation explanation = new Explanation(
                address,
                standing,
                known(settings.storage().dataDirectory(), address),
                neighbour(address),
                bell.tried(),
                bell.bySnmp(),
                bell.byIpp());
        Verdict verdict = Verdict.of(explanation);
        if (json) {
            console.out().println(ExplainOutput.json(explanation, verdict));
        } else {
            ExplainOutput.text(console.out(), explanation, verdict);
        }
        return verdict.kind().exitCode();
    }

    private InetAddress address() {
        try {
            TargetList one = TargetList.parse(List.of(target), 1);
            return one.address(0);
        } catch (IllegalArgumentException e) {
            throw new CommandFault(ExitCode.USAGE, "one address or host name is needed: " + e.getMessage(), e);
        } catch (UnknownHostException e) {
            throw new CommandFault(ExitCode.NOT_FOUND, "no host is called \"" + target + "\"", e);
        }
    }

    private OptionalInt ippPort() {
        if (ippPort == null) {
            return OptionalInt.empty();
        }
        if (ippPort < 1 || ippPort > 65_535) {
            throw new CommandFault(ExitCode.USAGE, "--ipp-port is 1 to 65535");
        }
        return OptionalInt.of(ippPort);
    }

    private static Standing standing(DiscoverySettings discovery, InetAddress address) {
        Optional<String> range = discovery.ranges().isEmpty()
                ? attached().filter(here -> here.test(address)).map(here -> "the attached networks")
                : covering(discovery.ranges(), address, "ranges");
        return new Standing(
                covering(discovery.exclude(), address, "exclude"),
                range,
                !discovery.ranges().isEmpty(),
                discovery.methods().contains(DiscoveryMethod.IPP));
    }

    private static Optional<Predicate<InetAddress>> attached() {
        try {
            return Optional.of(Reach.TARGETS.within(Targets.of(List.of(), List.of())));
        } catch (IllegalArgumentException e) {
            // Attached to nothing.
            return Optional.empty();
        }
    }

    private static Optional<String> covering(List<String> entries, InetAddress address, String key) {
        try {
            return entries.stream()
                    .filter(entry -> Reach.TARGETS
                            .within(TargetList.parse(List.of(entry), Long.MAX_VALUE))
                            .test(address))
                    .findFirst();
        } catch (IllegalArgumentException e) {
            throw new CommandFault(ExitCode.USAGE, "[discovery] " + key + ": " + e.getMessage(), e);
        }
    }

    /// Empty where the kernel tells nothing of anybody, and for IPv6.
    private static Optional<Boolean> neighbour(InetAddress address) {
        Neighbours neighbours = Neighbours.read(Neighbours.TABLE);
        boolean told = address instanceof Inet4Address && !neighbours.equals(Neighbours.NONE);
        return told ? Optional.of(neighbours.present().contains(address)) : Optional.empty();
    }

    private static Optional<Explanation.Known> known(Path data, InetAddress address) {
        try {
            Optional<String> live = ControlSocket.ask(data, Control.known(address));
            return live.isPresent() ? KnownAt.parse(live.get()) : KnownAt.stored(data, address);
        } catch (IOException e) {
            throw new CommandFault(ExitCode.FAILED, "the running agent broke off; is it stopping?", e);
        }
    }
}
