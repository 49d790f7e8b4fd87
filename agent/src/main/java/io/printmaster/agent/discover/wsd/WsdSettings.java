package io.printmaster.agent.discover.wsd;

import java.time.Duration;

/// How the WS-Discovery door goes about it.
///
/// @param patience     how long answers are waited for after the last call; devices wait up to 0.5 s
///                     themselves
/// @param calls        how often every message is sent (SOAP-over-UDP wants 2)
/// @param fetchTimeout for the metadata of one device, whole
/// @param maxMetadata  at most this many devices are asked for metadata in one search
public record WsdSettings(Duration patience, int calls, Duration fetchTimeout, int maxMetadata) {
    /// 2 s, two calls, 3 s a device, 256 of them.
    public static final WsdSettings DEFAULT = new WsdSettings(Duration.ofSeconds(2), 2, Duration.ofSeconds(3), 256);

    /// @throws IllegalArgumentException naming the setting that is out of range
    public WsdSettings {
        if (patience.compareTo(Duration.ofMillis(10)) < 0 || patience.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("WS-Discovery answers are waited for 10 ms to 60 s");
        }
        if (calls < 1 || calls > 5) {
            throw new IllegalArgumentException("WS-Discovery calls 1 to 5 times");
        }
        if (fetchTimeout.compareTo(Duration.ofMillis(10)) < 0 || fetchTimeout.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException("the time for a device's metadata is 10 ms to 30 s");
        }
        if (maxMetadata < 0 || maxMetadata > 10_000) {
            throw new IllegalArgumentException("0 to 10000 devices are asked for metadata in one search");
        }
    }
}
