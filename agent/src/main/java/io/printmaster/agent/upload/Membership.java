package io.printmaster.agent.upload;

import io.printmaster.agent.send.ServerUrl;
import io.printmaster.agent.send.Trust;
import io.printmaster.agent.store.AgentVault;
import io.printmaster.agent.store.AgentVault.SecretSetting;
import io.printmaster.agent.store.AgentVault.Setting;
import io.printmaster.model.AgentId;
import io.printmaster.program.Secret;
import java.util.Optional;

/// That this agent belongs to a server, and the proof of it. Immutable; kept in the vault.
///
/// @param token     what every request is sent with
/// @param joinToken what a new registration is asked with when the token is no longer known
record Membership(AgentId agentId, ServerUrl server, Trust trust, Secret token, Secret joinToken, String tenantId) {

    /// Reads it; empty when the agent never joined or has left.
    static Optional<Membership> load(AgentVault vault) {
        Optional<Secret> token = vault.secret(SecretSetting.BEARER_TOKEN);
        Optional<String> agentId = vault.setting(Setting.AGENT_ID);
        Optional<String> url = vault.setting(Setting.SERVER_URL);
        if (token.isEmpty() || agentId.isEmpty() || url.isEmpty()) {
            return Optional.empty();
        }
        Optional<Trust> pinned = vault.setting(Setting.SERVER_CA_PEM).map(Trust.Pinned::new);
        return Optional.of(new Membership(
                new AgentId(agentId.get()),
                ServerUrl.parse(url.get(), true),
                pinned.orElseGet(Trust.Platform::new),
                token.get(),
                vault.secret(SecretSetting.JOIN_TOKEN).orElseGet(() -> new Secret("")),
                vault.setting(Setting.TENANT_ID).orElse("")));
    }

    /// The same with what the configuration fixes.
    Membership with(Enrollment.Fixed fixed) {
        return new Membership(
                agentId, fixed.server().orElse(server), fixed.trust().orElse(trust), token, joinToken, tenantId);
    }

    /// Keeps it, all or nothing.
    void save(AgentVault vault) {
        vault.transaction(() -> {
            vault.put(Setting.AGENT_ID, agentId.value());
            vault.put(Setting.SERVER_URL, server.toString());
            vault.put(Setting.TENANT_ID, tenantId);
            if (trust instanceof Trust.Pinned(String pem)) {
                vault.put(Setting.SERVER_CA_PEM, pem);
            } else {
                vault.remove(Setting.SERVER_CA_PEM);
            }
            vault.put(SecretSetting.JOIN_TOKEN, joinToken);
            vault.put(SecretSetting.BEARER_TOKEN, token);
            vault.remove(SecretSetting.FORMER_TOKEN);
            vault.remove(Setting.TOKEN_SINCE);
        });
    }

    /// Forgets it; the agent id stays, so that a later join is the same agent.
    static void forget(AgentVault vault) {
        vault.transaction(() -> {
            vault.remove(SecretSetting.BEARER_TOKEN);
            vault.remove(SecretSetting.FORMER_TOKEN);
            vault.remove(Setting.TOKEN_SINCE);
            vault.remove(SecretSetting.JOIN_TOKEN);
            vault.remove(SecretSetting.SETTINGS_SNAPSHOT);
            vault.remove(Setting.SETTINGS_VERSION);
            vault.remove(Setting.SERVER_CA_PEM);
            vault.remove(Setting.SERVER_URL);
            vault.remove(Setting.TENANT_ID);
        });
    }
}
