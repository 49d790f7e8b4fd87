package io.printmaster.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.agent.store.AgentVault.SecretSetting;
import io.printmaster.agent.store.AgentVault.Setting;
import io.printmaster.program.Secret;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [AgentVault] does.
public abstract class VaultContract {
    private AgentVault vault;

    /// A new, empty one.
    protected abstract AgentVault open();

    @BeforeEach
    void openVault() {
        vault = open();
    }

    @AfterEach
    void closeVault() {
        vault.close();
    }

    @Test
    void settings_areKeptReplacedAndRemoved() {
        assertThat(vault.setting(Setting.AGENT_ID)).isEmpty();
        vault.put(Setting.AGENT_ID, "a");
        vault.put(Setting.AGENT_ID, "b");
        vault.put(Setting.SERVER_URL, "https://s");
        assertThat(vault.setting(Setting.AGENT_ID)).contains("b");
        vault.remove(Setting.AGENT_ID);
        vault.remove(Setting.AGENT_ID);
        assertThat(vault.setting(Setting.AGENT_ID)).isEmpty();
        assertThat(vault.setting(Setting.SERVER_URL)).contains("https://s");
    }

    @Test
    void secrets_areKeptReplacedAndRemoved() {
        assertThat(vault.secret(SecretSetting.BEARER_TOKEN)).isEmpty();
        vault.put(SecretSetting.BEARER_TOKEN, new Secret("first"));
        vault.put(SecretSetting.BEARER_TOKEN, new Secret("sécond"));
        vault.put(SecretSetting.JOIN_TOKEN, new Secret(""));
        assertThat(vault.secret(SecretSetting.BEARER_TOKEN)).contains(new Secret("sécond"));
        assertThat(vault.secret(SecretSetting.JOIN_TOKEN)).contains(new Secret(""));
        vault.remove(SecretSetting.BEARER_TOKEN);
        assertThat(vault.secret(SecretSetting.BEARER_TOKEN)).isEmpty();
    }

    @Test
    void traceTags_areReplacedTogether() {
        vault.putTraceTags(Map.of("site", "a", "rack", "7"));
        vault.putTraceTags(Map.of("site", "b", "floor", "2"));
        assertThat(vault.traceTags()).isEqualTo(Map.of("site", "b", "floor", "2"));
    }

    @Test
    void transaction_isAllOrNothing() {
        vault.put(Setting.AGENT_ID, "before");
        assertThatThrownBy(() -> vault.transaction(() -> {
                    vault.put(Setting.AGENT_ID, "after");
                    vault.put(SecretSetting.BEARER_TOKEN, new Secret("t"));
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");
        assertThat(vault.setting(Setting.AGENT_ID)).contains("before");
        assertThat(vault.secret(SecretSetting.BEARER_TOKEN)).isEmpty();
    }
}
