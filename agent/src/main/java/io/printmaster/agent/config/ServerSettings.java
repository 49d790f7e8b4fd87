package io.printmaster.agent.config;

import io.printmaster.program.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Which server the agent belongs to (section `[server]`). Immutable.
///
/// @param enabled           `server_enabled`: false keeps the agent to itself
/// @param url               `server_url`, absolute `https` (or `http`) with an optional base path that is kept; empty
///                          when only a join tells it
/// @param agentId           `agent_id`, 1 to 128 letters, digits or `. _ - :`; empty when the agent chooses one
/// @param heartbeatInterval `server_heartbeat_interval`, 5 s to 1 h
/// @param caFile            `server_ca_file`, PEM of the authorities to trust instead of the system's
/// @param tokenMaxAge       `token_max_age`, 1 h to 365 d: the bearer token is exchanged when it is older
/// @param join              `join`: a join string or a bare join token for an unattended start (also
///                          `PRINTMASTER_JOIN`, `PRINTMASTER_JOIN_FILE`)
public record ServerSettings(
        boolean enabled,
        Optional<URI> url,
        Optional<String> agentId,
        Duration heartbeatInterval,
        Optional<Path> caFile,
        Duration tokenMaxAge,
        Optional<Secret> join) {}
