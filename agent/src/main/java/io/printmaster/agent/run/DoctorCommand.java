package io.printmaster.agent.run;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.config.ConfigResult;
import io.printmaster.agent.config.DiscoveryMethod;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.send.ServerUrl;
import io.printmaster.agent.send.Trust;
import io.printmaster.agent.store.AgentVault.SecretSetting;
import io.printmaster.agent.store.AgentVault.Setting;
import io.printmaster.agent.store.StoreFault;
import io.printmaster.agent.store.sqlite.SqliteVault;
import io.printmaster.agent.upload.Enrollment;
import io.printmaster.model.Text;
import io.printmaster.program.ExitCode;
import io.printmaster.program.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `doctor`: looks at everything that an agent needs, one numbered check after the other, each with its mend.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Checks everything that the agent needs, from its configuration over the way to the server to its"
                        + " printers, and says what to do about what is wrong. Changes nothing. Exit code 7 when a check fails.")
final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Settings options = new Settings();

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Finding> findings = findings();
        boolean failed = findings.stream().anyMatch(f -> f.result() == Finding.Result.FAILED);
        int exitCode = failed ? ExitCode.DOCTOR_FAILED : ExitCode.OK;
        if (json) {
            console.out().println(document(findings, exitCode));
        } else {
            console.out().print(text(findings));
        }
        return exitCode;
    }

    private List<Finding> findings() throws InterruptedException {
        List<Finding> all = new ArrayList<>();
        AgentSettings settings;
        try {
            ConfigResult.Valid valid = options.valid(console);
            settings = valid.settings();
            all.add(
                    valid.warnings().isEmpty()
                            ? Finding.ok("configuration", "is valid")
                            : Finding.warning(
                                    "configuration",
                                    valid.warnings().stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining("; ")),
                                    "see what is in force: printmaster agent config show --origin"));
        } catch (CommandFault e) {
            String problems = String.valueOf(e.getMessage()).replaceAll("\\s*\n\\s*", "; ");
            all.add(Finding.failed("configuration", problems, "mend the file; nothing else was checked"));
            return all;
        }
        Optional<ObjectNode> running = running(settings);
        Path key = SqliteVault.keyFile(settings.storage().dataDirectory(), console.environment());
        all.addAll(new HomeChecks(settings.storage(), key, running).all());
        all.addAll(line(settings, key));
        all.add(ranges(settings));
        all.add(printers(settings, running));
        return all;
    }

    private static Optional<ObjectNode> running(AgentSettings settings) {
        try {
            return ControlSocket.ask(settings.storage().dataDirectory(), Control.STATUS)
                    .map(Json::parse);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// From what is stored, so that it also works while the agent runs.
    private static List<Finding> line(AgentSettings settings, Path key) throws InterruptedException {
        if (!settings.server().enabled()) {
            return List.of(Finding.skipped("server", "none is wanted (server_enabled = false)"));
        }
        Optional<SqliteVault> opened = Optional.empty();
        try {
            opened = SqliteVault.readOnly(settings.storage().dataDirectory(), key, new SecureRandom());
            Enrollment.Fixed fixed = Invitations.fixed(settings.server());
            Optional<SqliteVault> vault = opened;
            Optional<Secret> token = vault.flatMap(v -> v.secret(SecretSetting.BEARER_TOKEN));
            Optional<ServerUrl> server = fixed.server()
                    .or(() -> vault.flatMap(v -> v.setting(Setting.SERVER_URL)).map(url -> ServerUrl.parse(url, true)));
            if (token.isEmpty() || server.isEmpty()) {
                return List.of(Finding.failed(
                        "membership",
                        "this agent has not joined a server",
                        "join with a line from the server's admin: printmaster agent join JOIN_STRING"));
            }
            Optional<Trust> pinned =
                    vault.flatMap(v -> v.setting(Setting.SERVER_CA_PEM)).map(Trust.Pinned::new);
            List<Finding> found = new ArrayList<>();
            found.add(Finding.ok("membership", "joined " + server.get()));
            found.addAll(new LineChecks(
                            server.get(),
                            fixed.trust().or(() -> pinned).orElseGet(Trust.Platform::new),
                            token.get(),
                            Clock.systemUTC())
                    .all());
            return found;
        } catch (StoreFault e) {
            return List.of(Finding.skipped("server", "not checked, because agent.db cannot be read"));
        } finally {
            opened.ifPresent(SqliteVault::close);
        }
    }

    private static Finding ranges(AgentSettings settings) {
        String check = "where to look";
        try {
            TargetList targets = Targets.of(
                    settings.discovery().ranges(), settings.discovery().exclude());
            return Finding.ok(
                    check,
                    settings.discovery().ranges().isEmpty()
                            ? "the attached networks, " + targets.size() + " addresses"
                            : targets.size() + " addresses in "
                                    + String.join(", ", settings.discovery().ranges()));
        } catch (IllegalArgumentException e) {
            return Finding.failed(check, String.valueOf(e.getMessage()), "set [discovery] ranges");
        }
    }

    /// One printer that is known already is asked; finding new ones is `scan`'s and `explain`'s matter.
    private Finding printers(AgentSettings settings, Optional<ObjectNode> running) throws InterruptedException {
        String check = "SNMP";
        if (!settings.discovery().methods().contains(DiscoveryMethod.SNMP)) {
            return Finding.skipped(check, "is not among [discovery] methods");
        }
        Optional<InetAddress> known = known(settings.storage().dataDirectory(), running.isPresent());
        if (known.isEmpty()) {
            return Finding.warning(
                    check,
                    "no printer is known yet to try it with",
                    "search: printmaster agent scan; or ask one address: printmaster agent explain ADDRESS");
        }
        Doorbell bell = new Doorbell(
                known.get(), settings.snmp(), Set.of(DiscoveryMethod.SNMP), OptionalInt.empty(), Clock.systemUTC());
        bell.ring();
        String address = known.get().getHostAddress();
        boolean read = bell.bySnmp().filter(ReadOutcome.Read.class::isInstance).isPresent();
        return read
                ? Finding.ok(check, "the printer at " + address + " answers and is read")
                : Finding.warning(
                        check,
                        "the printer at " + address + " cannot be read just now",
                        "it may be switched off; why: printmaster agent explain " + address);
    }

    private static Optional<InetAddress> known(Path data, boolean running) {
        try {
            if (!running) {
                return KnownAt.some(data);
            }
            return ControlSocket.ask(data, Control.SOME)
                    .map(answer -> Json.text(Json.parse(answer), "address"))
                    .filter(address -> !address.isEmpty())
                    .map(InetAddress::ofLiteral);
        } catch (IOException | StoreFault e) {
            return Optional.empty();
        }
    }

    private static ObjectNode document(List<Finding> findings, int exitCode) {
        ObjectNode document = Json.document();
        ArrayNode checks = document.putArray("checks");
        for (Finding finding : findings) {
            ObjectNode one = checks.addObject()
                    .put("number", checks.size())
                    .put("check", finding.check())
                    .put("result", finding.result().name().toLowerCase(Locale.ROOT))
                    .put("text", Text.clean(finding.text(), 1_000));
            if (!finding.mend().isEmpty()) {
                one.put("mend", finding.mend());
            }
        }
        return document.put("exit_code", exitCode);
    }

    private static String text(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (Finding finding : findings) {
            number++;
            text.append(String.format(
                    Locale.ROOT,
                    "%2d  %-4s  %-15s %s%n",
                    number,
                    finding.result().word(),
                    finding.check(),
                    Text.clean(finding.text(), 1_000)));
            if (!finding.mend().isEmpty()) {
                text.append(String.format(Locale.ROOT, "%26s %s%n", "->", finding.mend()));
            }
        }
        long failed = findings.stream()
                .filter(f -> f.result() == Finding.Result.FAILED)
                .count();
        long warned = findings.stream()
                .filter(f -> f.result() == Finding.Result.WARNING)
                .count();
        text.append(String.format(
                Locale.ROOT,
                "%n%s%n",
                failed > 0
                        ? failed + " of " + findings.size() + " checks failed"
                        : warned > 0
                                ? "Nothing is broken; " + warned + " of " + findings.size() + " checks have a remark"
                                : "All " + findings.size() + " checks are well"));
        return text.toString();
    }
}
