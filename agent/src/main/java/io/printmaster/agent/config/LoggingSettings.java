package io.printmaster.agent.config;

import io.printmaster.program.Logs;

/// What is logged and how it looks (section `[logging]`). Immutable.
public record LoggingSettings(Level level, Logs.Format format) {

    /// The least severe level that is written.
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}
