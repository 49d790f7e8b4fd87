package io.printmaster.agent.discover.mdns;

import java.time.Duration;

/// How the mDNS door goes about it.
///
/// @param patience how long answers are waited for after the question
public record MdnsSettings(Duration patience) {
    /// 2.4 s.
    public static final MdnsSettings DEFAULT = new MdnsSettings(Duration.ofMillis(2400));

    /// @throws IllegalArgumentException naming the setting that is out of range
    public MdnsSettings {
        if (patience.compareTo(Duration.ofMillis(10)) < 0 || patience.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("mDNS answers are waited for 10 ms to 60 s");
        }
    }
}
