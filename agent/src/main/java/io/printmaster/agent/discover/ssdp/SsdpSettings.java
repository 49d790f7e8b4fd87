package io.printmaster.agent.discover.ssdp;

import java.time.Duration;

/// How the SSDP door goes about it.
///
/// @param patience       how long answers are waited for after the last call; more than `maxDelay`
/// @param maxDelay       MX: devices answer at a random moment within it; whole seconds, 1 to 5
/// @param calls          how often every target is called: datagrams get lost
/// @param fetchTimeout   for one description, whole
/// @param maxDescriptions at most this many descriptions are fetched in one search
public record SsdpSettings(
        Duration patience, Duration maxDelay, int calls, Duration fetchTimeout, int maxDescriptions) {
    /// 2 s, MX 1, two calls, 3 s a description, 256 of them.
    public static final SsdpSettings DEFAULT =
            new SsdpSettings(Duration.ofSeconds(2), Duration.ofSeconds(1), 2, Duration.ofSeconds(3), 256);

    /// @throws IllegalArgumentException naming the setting that is out of range
    public SsdpSettings {
        if (maxDelay.toSeconds() < 1 || maxDelay.toSeconds() > 5) {
            throw new IllegalArgumentException("the SSDP delay (MX) is 1 to 5 s");
        }
        if (patience.compareTo(Duration.ofMillis(10)) < 0 || patience.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("SSDP answers are waited for 10 ms to 60 s");
        }
        if (calls < 1 || calls > 5) {
            throw new IllegalArgumentException("SSDP calls 1 to 5 times");
        }
        if (fetchTimeout.compareTo(Duration.ofMillis(10)) < 0 || fetchTimeout.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException("the time for a UPnP description is 10 ms to 30 s");
        }
        if (maxDescriptions < 0 || maxDescriptions > 10_000) {
            throw new IllegalArgumentException("0 to 10000 UPnP descriptions are fetched in one search");
        }
    }
}
