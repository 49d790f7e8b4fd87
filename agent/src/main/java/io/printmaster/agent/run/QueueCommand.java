package io.printmaster.agent.run;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import io.printmaster.program.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// `queue ls` and `queue flush`: what waits for the server, and sending it now.
@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        description = "Shows what waits for the server and what it refused, and sends it now.")
final class QueueCommand {
    private QueueCommand() {}

    /// The running agent's answer; empty when none runs.
    private static Optional<ObjectNode> ask(AgentSettings settings, String question) {
        try {
            return ControlSocket.ask(settings.storage().dataDirectory(), question)
                    .map(Json::parse);
        } catch (IOException e) {
            throw new CommandFault(ExitCode.FAILED, "the running agent broke off; is it stopping?", e);
        }
    }

    /// The command without its parts.
    static picocli.CommandLine line(Console console) {
        return new picocli.CommandLine(new QueueCommand())
                .addSubcommand(new Ls(console))
                .addSubcommand(new Flush(console));
    }

    /// `queue ls`.
    @Command(
            name = "ls",
            mixinStandardHelpOptions = true,
            description = "Lists what waits for the server, the oldest first, and what was set aside with the reason.")
    static final class Ls implements Callable<Integer> {
        private final Console console;

        @Mixin
        private Settings options = new Settings();

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "20",
                description = "Records of each kind to list, 0 to " + QueueReport.MAX_LISTED
                        + "; default ${DEFAULT-VALUE}. The totals always count all.")
        private int limit;

        @Option(names = "--json", description = "Print the list as JSON.")
        private boolean json;

        Ls(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            if (limit < 0 || limit > QueueReport.MAX_LISTED) {
                throw new CommandFault(ExitCode.USAGE, "--limit is 0 to " + QueueReport.MAX_LISTED);
            }
            AgentSettings settings = options.load(console);
            ObjectNode report = ask(settings, Control.queue(limit)).orElseGet(() -> stored(settings));
            if (json) {
                console.out().println(report);
            } else {
                console.out().print(QueueReport.text(report));
            }
            return report.path("exit_code").asInt(ExitCode.OK);
        }

        private ObjectNode stored(AgentSettings settings) {
            Path data = settings.storage().dataDirectory();
            try (DeviceStore store =
                    SqliteDeviceStore.readOnly(data).map(s -> (DeviceStore) s).orElseGet(SqliteDeviceStore::inMemory)) {
                return QueueReport.of(store, limit, Clock.systemUTC().instant(), false);
            }
        }
    }

    /// `queue flush`.
    @Command(
            name = "flush",
            mixinStandardHelpOptions = true,
            description =
                    "Sends what waits now, and waits for the result. Where the agent does not run, this command sends"
                            + " by itself.")
    static final class Flush implements Callable<Integer> {
        private final Console console;

        @Mixin
        private Settings options = new Settings();

        @Option(
                names = "--retry-parked",
                description = "Put the records that were set aside back into the queue first.")
        private boolean retryParked;

        @Option(
                names = "--timeout",
                paramLabel = "SECONDS",
                defaultValue = "120",
                description = "How long to wait for the end; default ${DEFAULT-VALUE}. The upload goes on.")
        private int timeout;

        @Option(names = "--json", description = "Print the result as JSON.")
        private boolean json;

        Flush(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws InterruptedException {
            AgentSettings settings = options.load(console);
            Logging.configure(Logging.QUIET, console.err());
            Flushing flushing = new Flushing(console, Duration.ofSeconds(Math.clamp(timeout, 1, 86_400)));
            Optional<ObjectNode> begun = ask(settings, Control.flush(retryParked));
            Flushing.End end = begun.isPresent()
                    ? flushing.follow(
                            begun.get(),
                            () -> ask(
                                            settings,
                                            Control.flushed(
                                                    begun.get().path("round").asLong(0)))
                                    .orElseThrow(
                                            () -> new CommandFault(ExitCode.FAILED, "the agent stopped meanwhile")))
                    : flushing.alone(settings, retryParked);
            if (json) {
                console.out().println(end.document());
            } else {
                console.out().println(end.text());
            }
            return end.document().path("exit_code").asInt(ExitCode.FAILED);
        }
    }
}
