package io.printmaster.agent.run;

import io.printmaster.agent.config.ServerSettings;
import io.printmaster.agent.store.AgentVault;
import io.printmaster.agent.store.AgentVault.Setting;
import io.printmaster.agent.store.StoreFault;
import io.printmaster.agent.store.sqlite.DataDirectory;
import io.printmaster.agent.store.sqlite.SqliteVault;
import io.printmaster.model.AgentId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The data directory, taken for this process, with the agent's identity in it.
final class Home implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Home.class);

    private final DataDirectory directory;
    private final SqliteVault vault;

    private Home(DataDirectory directory, SqliteVault vault) {
        this.directory = directory;
        this.vault = vault;
    }

    /// Takes it. An identity that can no longer be read is moved aside and said so: the agent must join again, but it
    /// starts.
    ///
    /// @throws StoreFault when another agent has the directory, or it cannot be written
    static Home take(Path path, Map<String, String> environment, Clock clock, SecureRandom random) {
        DataDirectory directory = DataDirectory.take(path);
        boolean open = false;
        try {
            Path key = SqliteVault.keyFile(path, environment);
            Home home = new Home(directory, vault(directory, key, clock, random));
            open = true;
            return home;
        } finally {
            if (!open) {
                directory.close();
            }
        }
    }

    private static SqliteVault vault(DataDirectory directory, Path key, Clock clock, SecureRandom random) {
        try {
            return SqliteVault.inFile(directory, key, random);
        } catch (StoreFault e) {
            if (e.kind() != StoreFault.Kind.JOIN_AGAIN) {
                throw e;
            }
            log.atError()
                    .addKeyValue("reason", e.getMessage())
                    .log("Identity of this agent cannot be read; it was moved aside, join the server again");
            return SqliteVault.startOver(directory, key, clock, random);
        }
    }

    DataDirectory directory() {
        return directory;
    }

    AgentVault vault() {
        return vault;
    }

    /// The name this agent goes by: the configured one, else the one it has, else a new one, which is kept.
    AgentId agentId(ServerSettings settings, Map<String, String> environment, SecureRandom random) {
        Optional<String> known = settings.agentId().or(() -> vault.setting(Setting.AGENT_ID));
        if (known.isPresent()) {
            return new AgentId(known.get());
        }
        AgentId made = newAgentId(Facts.hostname(environment), random);
        vault.put(Setting.AGENT_ID, made.value());
        return made;
    }

    /// `agent-HOST-xxxxxx`: people recognise the host, and two hosts of one name do not collide.
    static AgentId newAgentId(String hostname, SecureRandom random) {
        String host = hostname.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
        String cut = host.length() > 60 ? host.substring(0, 60) : host;
        return new AgentId(String.format("agent-%s%s%06x", cut, cut.isEmpty() ? "" : "-", random.nextInt(1 << 24)));
    }

    @Override
    public void close() {
        vault.close();
        directory.close();
    }
}
