package io.printmaster.simulator.run;

import io.printmaster.program.ExitCode;
import io.printmaster.simulator.SimulatedPrinter;
import io.printmaster.simulator.SimulatedSite;
import io.printmaster.simulator.SitePlan;
import io.printmaster.simulator.profile.Profile;
import io.printmaster.simulator.profile.Profiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `printmaster simulate printers`: starts a site, says what stands where, and answers until it is stopped.
@Command(
        name = "printers",
        description = {
            "Printers that answer SNMP v1 and v2c until Ctrl-C.",
            "They are listed on standard output, one a line: profiles of our own making, then recordings."
        },
        mixinStandardHelpOptions = true)
final class PrintersCommand implements Callable<Integer> {
    private static final int SCHEMA_VERSION = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Printers from profiles; default one of each, or none with --recordings.")
    private @Nullable Integer count;

    @Option(
            names = "--network",
            paramLabel = "CIDR",
            defaultValue = "127.10.0.0/16",
            description = "Part of 127.0.0.0/8 where they stand; default ${DEFAULT-VALUE}.")
    private String network;

    @Option(names = "--spread", description = "Spread them evenly over the network instead of side by side.")
    private boolean spread;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "1161",
            description = "UDP port of all; 0 takes a free one; default ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--community",
            defaultValue = "public",
            description = "The community they listen to; default ${DEFAULT-VALUE}.")
    private String community;

    @Option(
            names = "--profiles",
            split = ",",
            paramLabel = "NAME",
            description = "Only these profiles, separated by commas; 'list' shows their names.")
    private @Nullable List<String> profiles;

    @Option(
            names = "--recordings",
            paramLabel = "DIR",
            description = "One more device for each .snmprec file (snmpsim's format) in this folder.")
    private @Nullable Path recordings;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same printers; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--pace",
            paramLabel = "X",
            defaultValue = "1",
            description = "Pages are printed so many times faster than in an office; default ${DEFAULT-VALUE}.")
    private double pace;

    @Option(names = "--json", description = "List them as JSON, one object a line.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated before it runs a command.
    PrintersCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (profiles != null && profiles.equals(List.of("list"))) {
            Profiles.all().forEach(p -> out.println(p.name() + "\t" + p.maker() + " " + p.model()));
            return ExitCode.OK;
        }
        SimulatedSite site;
        try {
            site = SimulatedSite.start(plan());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(site), "stop"));
        site.printers().forEach(printer -> out.println(json ? json(printer) : text(printer)));
        out.flush();
        PrintWriter talk = spec.commandLine().getErr();
        site.problems().forEach(problem -> talk.println("left out: " + problem));
        talk.println(site.printers().size() + " printers answer on UDP port "
                + (site.printers().isEmpty() ? port : site.port()) + "; Ctrl-C ends it.");
        talk.flush();
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    /// A signal is the only way to end it, and so no failure.
    private static void stop(SimulatedSite site) {
        site.close();
        Runtime.getRuntime().halt(ExitCode.OK);
    }

    private SitePlan plan() throws IOException {
        List<Path> files = recordings == null ? List.of() : files(recordings);
        int printers = count != null ? count : recordings != null ? 0 : chosen().size();
        return SitePlan.of(printers, Clock.systemUTC())
                .profiles(chosen())
                .recordings(files)
                .network(network)
                .spread(spread)
                .port(port)
                .community(community)
                .seed(seed)
                .pace(pace);
    }

    private List<Profile> chosen() {
        return profiles == null
                ? Profiles.all()
                : profiles.stream().map(PrintersCommand::profile).toList();
    }

    private static Profile profile(String name) {
        return Profiles.byName(name)
                .orElseThrow(() -> new IllegalArgumentException("no profile is called '" + name + "'; there are "
                        + Profiles.all().stream().map(Profile::name).collect(Collectors.joining(", "))));
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "--recordings names a folder with .snmprec files; " + folder + " is none");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".snmprec"))
                    .sorted()
                    .toList();
        }
    }

    private static String text(SimulatedPrinter printer) {
        return String.join(
                "\t",
                printer.address().getHostAddress(),
                printer.name(),
                printer.maker().orElse("-") + " " + printer.model().orElse(""),
                printer.serial().orElse("-"),
                printer.mac().map(Object::toString).orElse("-"));
    }

    private static String json(SimulatedPrinter printer) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("schema_version", SCHEMA_VERSION)
                .put("ip", printer.address().getHostAddress())
                .put("port", printer.port())
                .put("name", printer.name());
        printer.maker().ifPresent(text -> node.put("manufacturer", text));
        printer.model().ifPresent(text -> node.put("model", text));
        printer.serial().ifPresent(text -> node.put("serial", text));
        printer.mac().ifPresent(mac -> node.put("mac_address", mac.value()));
        printer.pageCount().ifPresent(pages -> node.put("page_count", pages));
        return node.toString();
    }
}
