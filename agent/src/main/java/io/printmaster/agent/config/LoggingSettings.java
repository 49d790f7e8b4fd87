package io.printmaster.agent.config;

/// What is logged and how it looks (section `[logging]`). Immutable.
public record LoggingSettings(Level level, Format format) {

    /// The least severe level that is written.
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /// The form of a line.
    public enum Format {
        /// `INFO  Message key=value`.
        TEXT,
        /// One JSON object a line.
        JSON
    }
}
