package io.printmaster.agent.config;

/// Where the agent keeps readings and queue (seed, "Storage Strategy").
public enum StorageMode {
    /// Nothing of it on disk; what is unsent at a stop is lost.
    MEMORY,
    /// In memory, on disk under pressure.
    OVERFLOW,
    /// Always in `devices.db`.
    DISK
}
