package io.printmaster.e2e;

import io.printmaster.wire.JoinString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real agent with a configuration and a data directory of its own, that can be stopped, killed and started again.
final class AgentUnderTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Programs programs;
    private final Path directory;
    private final String id;
    private Map<String, String> environment = Map.of();
    private Optional<ProgramUnderTest> process = Optional.empty();

    private AgentUnderTest(Programs programs, Path directory, String id) {
        this.programs = programs;
        this.directory = directory;
        this.id = id;
    }

    /// An agent that was never started. It works at the shortest intervals that the configuration allows, and sends
    /// every printer and sample in every cycle, changed or not, so that tests have something to watch.
    ///
    /// @param printers addresses to look at, as `ranges` takes them
    static AgentUnderTest in(Programs programs, Path folder, String id, String printers, int snmpPort) {
        AgentUnderTest agent = new AgentUnderTest(programs, folder.resolve(id), id);
        agent.configure("""
                [server]
                agent_id = %s
                server_upload_interval = 5
                server_heartbeat_interval = 5

                [upload]
                refresh_interval = 1
                metrics_refresh_interval = 1

                [discovery]
                ranges = %s
                interval = 10
                methods = snmp
                timeout = 1

                [snmp]
                port = %d

                [storage]
                data_dir = %s
                mode = disk

                [web]
                enabled = false
                """.formatted(id, printers, snmpPort, agent.data()));
        return agent;
    }

    /// All as the product has it unless told otherwise; only where to look is said.
    ///
    /// @param printers addresses to look at, as `ranges` takes them
    AgentUnderTest atDefaults(String printers, int snmpPort) {
        configure("""
                [server]
                agent_id = %s

                [discovery]
                ranges = %s
                methods = snmp

                [snmp]
                port = %d

                [storage]
                data_dir = %s
                """.formatted(id, printers, snmpPort, data()));
        return this;
    }

    /// Keeps its readings in memory, and on the disk while more devices than these wait, instead of always on the disk
    /// where tests can look at them.
    AgentUnderTest overflowing(int maxDevices) throws IOException {
        configure(Files.readString(config())
                .replace("mode = disk", "mode = overflow")
                .replace("[server]\n", "[server]\nmax_memory_devices = " + maxDevices + "\n"));
        return this;
    }

    /// It runs with these variables from the next start on; its commands do not.
    AgentUnderTest surroundedBy(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    /// Serves its own page, on a free port.
    AgentUnderTest withPage() throws IOException {
        configure(Files.readString(config()).replace("enabled = false", "listen = 127.0.0.1:0"));
        return this;
    }

    /// Replaces the configuration file.
    void configure(String ini) {
        try {
            Files.createDirectories(directory);
            Files.writeString(config(), ini);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String id() {
        return id;
    }

    Path config() {
        return directory.resolve("config.ini");
    }

    Path data() {
        return directory.resolve("data");
    }

    /// Runs a command of the agent to its end, with this agent's configuration.
    ProgramUnderTest command(String... words) {
        return command(Map.of(), words);
    }

    ProgramUnderTest command(Map<String, String> environment, String... words) {
        List<String> all = new ArrayList<>(List.of("agent"));
        all.addAll(List.of(words));
        all.addAll(List.of("--config", config().toString()));
        return programs.run(environment, all.toArray(String[]::new));
    }

    /// Joins the server; the exit code is the caller's to judge.
    ProgramUnderTest join(JoinString join) {
        return command("join", join.format());
    }

    /// Starts it and waits until it works.
    AgentUnderTest start() {
        launch();
        process().awaitLine(Duration.ofMinutes(5), "INFO", "Agent starting");
        return this;
    }

    /// Starts it without waiting.
    ProgramUnderTest launch() {
        ProgramUnderTest program = programs.printmaster(environment, "agent", "run", "--config", config().toString());
        process = Optional.of(program);
        return program;
    }

    ProgramUnderTest process() {
        return process.orElseThrow();
    }

    /// What `agent status --json` says.
    JsonNode status() {
        return JSON.readTree(command("status", "--json").outText());
    }

    /// Its ledger, with what is queued and parked: from its database if that is on the disk, else as the running agent
    /// tells it.
    JsonNode ledger() {
        if (!Files.exists(data().resolve("devices.db"))) {
            return status().path("ledger");
        }
        return devices().rows("""
                SELECT collected, acknowledged, coalesced, dropped,
                (SELECT count(*) FROM outbox WHERE parked_at IS NULL) AS queued,
                (SELECT count(*) FROM outbox WHERE parked_at IS NOT NULL) AS parked
                FROM ledger""").getFirst();
    }

    Database devices() {
        return new Database(programs, data().resolve("devices.db"));
    }
}
