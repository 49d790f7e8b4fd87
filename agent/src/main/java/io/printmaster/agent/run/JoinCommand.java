package io.printmaster.agent.run;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.Sleeper;
import io.printmaster.agent.send.Trust;
import io.printmaster.agent.upload.Enrollment;
import io.printmaster.agent.upload.Invitation;
import io.printmaster.program.ExitCode;
import io.printmaster.program.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `join`: makes the agent a member of a server; also while it runs.
@Command(
        name = "join",
        mixinStandardHelpOptions = true,
        description = "Joins a server, with the line that it printed or with its address and a join token.")
final class JoinCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Settings options = new Settings();

    @Parameters(
            arity = "0..1",
            paramLabel = "JOIN_STRING",
            description = "The line that `printmaster server join-token` printed; begins with pm1.")
    private @Nullable String joinString;

    @Option(names = "--server", paramLabel = "URL", description = "Address of the server, https.")
    private @Nullable String server;

    @Option(names = "--token", paramLabel = "TOKEN", description = "Join token.")
    private @Nullable String token;

    @Option(names = "--ca", paramLabel = "FILE", description = "Authority to trust, PEM, instead of the system's.")
    private @Nullable Path ca;

    @Option(names = "--allow-http", description = "Take an address without TLS; tokens can be read on the way.")
    private boolean allowHttp;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    JoinCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Invitation invitation = invitation();
        AgentSettings settings = options.load(console);
        Logging.configure(settings.logging(), console.err());
        Joining joining = join(invitation, settings);
        if (json) {
            console.out().println(joining.document());
        }
        if (joining.exitCode() != ExitCode.OK) {
            throw new CommandFault(joining.exitCode(), joining.text());
        }
        if (!json) {
            console.out().println(joining.text());
        }
        settings.server()
                .url()
                .filter(url -> !url.toString().startsWith(invitation.server().toString()))
                .ifPresent(url -> console.err()
                        .println("printmaster: warning: the configuration's server_url = " + url
                                + " is used instead of the address joined; remove it"));
        return ExitCode.OK;
    }

    private Invitation invitation() {
        if (joinString != null && server == null && token == null) {
            return Invitations.byString(joinString);
        }
        if (joinString == null && server != null && token != null && !token.isBlank()) {
            return new Invitation.ByToken(
                    Invitations.server(server, allowHttp),
                    new Secret(token.strip()),
                    Invitations.trust(Optional.ofNullable(ca)).orElseGet(Trust.Platform::new));
        }
        throw new CommandFault(ExitCode.USAGE, "give either a join string, or --server and --token");
    }

    private Joining join(Invitation invitation, AgentSettings settings) throws InterruptedException {
        Path data = settings.storage().dataDirectory();
        String question = switch (invitation) {
            case Invitation.ByString byString -> Control.join(byString.join().format());
            case Invitation.ByToken parts -> Control.join(parts);
        };
        Optional<String> answer;
        try {
            answer = ControlSocket.ask(data, question);
        } catch (IOException e) {
            throw new CommandFault(ExitCode.FAILED, "the running agent broke off; is it stopping?", e);
        }
        if (answer.isPresent()) {
            return Joining.of(Json.parse(answer.get()));
        }
        SecureRandom random = new SecureRandom();
        Pace pace = new Pace(Clock.systemUTC(), System::nanoTime, Sleeper.REAL, random);
        try (Home home = Home.take(data, console.environment(), pace.clock(), random)) {
            Enrollment enrollment = new Enrollment(
                    home.vault(),
                    home.agentId(settings.server(), console.environment(), random),
                    Enrollment.Fixed.NOTHING,
                    () -> Facts.read(
                            console.environment(),
                            Optional.of(invitation.server().base())),
                    pace,
                    Settings.limits(settings.upload()));
            return Joining.of(enrollment.join(invitation));
        }
    }
}
