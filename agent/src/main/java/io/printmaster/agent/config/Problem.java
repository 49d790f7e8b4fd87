package io.printmaster.agent.config;

/// One thing that is wrong with the configuration, for people.
///
/// @param where   `config.ini:12`, `environment PRINTMASTER_…` or `command line …`
/// @param message what is wrong and what to write instead; never holds a secret
public record Problem(String where, String message) {
    @Override
    public String toString() {
        return where + ": " + message;
    }
}
