package io.printmaster.agent.store;

import io.printmaster.program.Secret;
import java.util.Map;
import java.util.Optional;

/// The seed's `agentConfigStore`: settings, credentials and trace tags of this agent, in `agent.db`. Secrets are
/// encrypted with AES-256-GCM under a key that lies in a file of its own.
///
/// Thread-safe; durable when an operation returns; operations can throw [StoreFault].
public interface AgentVault extends AutoCloseable {

    /// The value; empty when it was never put.
    Optional<String> setting(Setting setting);

    /// Keeps a value.
    void put(Setting setting, String value);

    /// Forgets a value; nothing happens when there is none.
    void remove(Setting setting);

    /// The secret; empty when it was never put.
    Optional<Secret> secret(SecretSetting setting);

    /// Keeps a secret, encrypted.
    void put(SecretSetting setting, Secret value);

    /// Forgets a secret; nothing happens when there is none.
    void remove(SecretSetting setting);

    /// Names and values that people gave this agent to trace it by, in the order of the names.
    Map<String, String> traceTags();

    /// Replaces all trace tags.
    void putTraceTags(Map<String, String> tags);

    /// Runs the block as one transaction: all or nothing.
    void transaction(Runnable block);

    @Override
    void close();

    /// What is kept as it is.
    enum Setting {
        AGENT_ID,
        TENANT_ID,
        SERVER_URL,
        /// The authorities to trust for the server, PEM; learned by joining.
        SERVER_CA_PEM,
        /// Change token of the settings the server last gave.
        SETTINGS_VERSION,
        /// Since when the bearer token is ours, RFC 3339.
        TOKEN_SINCE
    }

    /// What is kept encrypted.
    enum SecretSetting {
        /// What a registration is asked with.
        JOIN_TOKEN,
        /// What every other request is sent with.
        BEARER_TOKEN,
        /// The bearer token before the present one, until that was used for the first time.
        FORMER_TOKEN,
        /// The settings the server last gave, JSON; may hold communities and passwords.
        SETTINGS_SNAPSHOT
    }
}
