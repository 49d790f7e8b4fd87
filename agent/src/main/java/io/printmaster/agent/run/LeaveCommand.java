package io.printmaster.agent.run;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.Sleeper;
import io.printmaster.agent.upload.Enrollment;
import io.printmaster.model.AgentFacts;
import io.printmaster.program.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `leave`: forgets the server; what is queued stays queued.
@Command(
        name = "leave",
        mixinStandardHelpOptions = true,
        description = "Forgets the server and the tokens. Readings and the queue stay; the server keeps what it has.")
final class LeaveCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Settings options = new Settings();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    LeaveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        AgentSettings settings = options.load(console);
        boolean left = leave(settings);
        if (json) {
            console.out().println(Json.document().put("left", left));
        } else {
            console.out().println(left ? "Left the server" : "There was no server to leave");
        }
        return left ? ExitCode.OK : ExitCode.NOT_JOINED;
    }

    private boolean leave(AgentSettings settings) throws IOException {
        Path data = settings.storage().dataDirectory();
        Optional<String> answer = ControlSocket.ask(data, Control.LEAVE);
        if (answer.isPresent()) {
            return Json.parse(answer.get()).path("left").asBoolean(false);
        }
        if (!Files.isDirectory(data)) {
            return false;
        }
        SecureRandom random = new SecureRandom();
        Pace pace = new Pace(Clock.systemUTC(), System::nanoTime, Sleeper.REAL, random);
        try (Home home = Home.take(data, console.environment(), pace.clock(), random)) {
            return new Enrollment(
                            home.vault(),
                            home.agentId(settings.server(), console.environment(), random),
                            Enrollment.Fixed.NOTHING,
                            () -> AgentFacts.NONE,
                            pace,
                            Settings.limits(settings.upload()))
                    .leave();
        }
    }
}
