package io.printmaster.agent.run;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.agent.store.AgentVault.SecretSetting;
import io.printmaster.agent.store.AgentVault.Setting;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import io.printmaster.agent.store.sqlite.SqliteVault;
import io.printmaster.agent.web.StatusJson;
import io.printmaster.agent.web.StatusText;
import io.printmaster.program.ExitCode;
import java.io.IOException;
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
            console.out().print(StatusText.of(report));
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
        return stored(settings, data);
    }

    /// Without a running agent: the databases are only looked into, and a directory that is not there is not made.
    private ObjectNode stored(AgentSettings settings, Path data) {
        Path key = SqliteVault.keyFile(data, console.environment());
        Optional<SqliteVault> vault = SqliteVault.readOnly(data, key, new SecureRandom());
        try (DeviceStore store =
                SqliteDeviceStore.readOnly(data).map(s -> (DeviceStore) s).orElseGet(SqliteDeviceStore::inMemory)) {
            boolean joined =
                    vault.flatMap(v -> v.secret(SecretSetting.BEARER_TOKEN)).isPresent();
            return StatusJson.of(new StatusReport(settings, store, Clock.systemUTC())
                    .stopped(
                            vault.flatMap(v -> v.setting(Setting.AGENT_ID)).orElse(""),
                            vault.flatMap(v -> v.setting(Setting.SERVER_URL)).orElse(""),
                            joined));
        } finally {
            vault.ifPresent(SqliteVault::close);
        }
    }
}
