package io.printmaster.agent.config;

/// One key as it is in force, for `config show`.
///
/// @param shown the value; `***` for a secret that is set
public record EffectiveValue(String section, String key, String shown, Origin origin) {

    /// Whether somebody at this machine set it, so that the server's settings must not change it.
    public boolean fixed() {
        return !(origin instanceof Origin.Default);
    }
}
