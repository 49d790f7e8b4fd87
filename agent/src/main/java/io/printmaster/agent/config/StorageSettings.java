package io.printmaster.agent.config;

import java.nio.file.Path;
import java.time.Duration;

/// Where the agent keeps what it knows (section `[storage]`, and `memory_only`, `max_memory_devices` of the seed).
/// Immutable.
///
/// @param mode             `mode`; `memory_only = true` means [StorageMode#MEMORY]
/// @param dataDirectory    `data_dir`, absolute; `agent.db` and its key live there in every mode
/// @param maxMemoryDevices `max_memory_devices`: queued devices above which memory overflows to disk
/// @param maxMemoryBytes   `max_memory_mb`, in bytes: size above which it does
/// @param maxOutage        `max_outage_minutes`: the server's absence after which it does
public record StorageSettings(
        StorageMode mode, Path dataDirectory, int maxMemoryDevices, long maxMemoryBytes, Duration maxOutage) {}
