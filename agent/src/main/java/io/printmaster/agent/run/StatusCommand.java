package io.printmaster.agent.run;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.store.AgentVault.Setting;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import io.printmaster.agent.store.sqlite.SqliteVault;
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
import tools.jackson.databind.node.ObjectNode;

/// `status`: how the agent is, asked of the running agent, else read from its databases.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says in one sentence how the agent is, then the facts. Exit code 0 only when all is well.")
final class StatusCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Settings options = new Settings();

    @Option(names = "--json", description = "Print the status as JSON.")
    private boolean json;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ObjectNode report = report(options.load(console));
        if (json) {
            console.out().println(report);
        } else {
            console.out().print(StatusReport.text(report));
        }
        return report.path("exit_code").asInt(ExitCode.FAILED);
    }

    private ObjectNode report(AgentSettings settings) {
        Path data = settings.storage().dataDirectory();
        try {
            Optional<String> live = ControlSocket.ask(data, Control.STATUS);
            if (live.isPresent()) {
                return Json.parse(live.get());
            }
        } catch (IOException e) {
            throw new CommandFault(ExitCode.FAILED, "the running agent broke off; is it stopping?", e);
        }
        if (!Files.exists(data.resolve(SqliteVault.FILE_NAME))) {
            ObjectNode nothing = Json.document().put("version", Version.text()).put("printers", 0);
            nothing.putObject("queue").put("devices", 0).put("metrics", 0);
            nothing.putObject("storage").put("data_dir", data.toString());
            return StatusReport.stopped(nothing, false);
        }
        return stored(settings, data);
    }

    private static ObjectNode stored(AgentSettings settings, Path data) {
        Clock clock = Clock.systemUTC();
        try (Home home = Home.take(data, clock, new SecureRandom());
                DeviceStore store = devices(home, data, clock)) {
            ObjectNode base = StatusReport.base(
                    settings,
                    home.vault().setting(Setting.AGENT_ID).orElse(""),
                    home.vault().setting(Setting.SERVER_URL),
                    store);
            return StatusReport.stopped(base, home.joined());
        }
    }

    private static DeviceStore devices(Home home, Path data, Clock clock) {
        return Files.exists(data.resolve(SqliteDeviceStore.FILE_NAME))
                ? SqliteDeviceStore.inFile(home.directory(), clock)
                : SqliteDeviceStore.inMemory();
    }
}
