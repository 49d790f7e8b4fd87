package io.printmaster.agent.discover.mdns;

import java.time.Duration;

/// How the mDNS door goes about it.
///
/// @param enabled  whether it is used at all
/// @param interval from one search to the next; announcements are heard in between
/// @param patience how long answers are waited for after the question
public record MdnsSettings(boolean enabled, Duration interval, Duration patience) {
    /// Every 15 minutes, 3 s.
    public static final MdnsSettings DEFAULT = new MdnsSettings(true, Duration.ofMinutes(15), Duration.ofSeconds(3));

    /// @throws IllegalArgumentException naming the setting that is out of range
    public MdnsSettings {
        if (interval.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException("the mDNS interval is at least 10 s");
        }
        if (patience.compareTo(Duration.ofMillis(10)) < 0 || patience.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("mDNS answers are waited for 10 ms to 60 s");
        }
    }
}
