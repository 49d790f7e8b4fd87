package io.printmaster.agent.read;

import java.time.Duration;

/// How a device is read.
///
/// @param timeout   of one attempt of one request
/// @param retries   further attempts of a request
/// @param pause     at least this long between two requests to the same device
/// @param maxTime   for a whole device
public record ReadSettings(Duration timeout, int retries, Duration pause, Duration maxTime) {

    /// 1 s, two retries, ten requests a second at most, 30 s a device.
    public static final ReadSettings DEFAULT =
            new ReadSettings(Duration.ofSeconds(1), 2, Duration.ofMillis(100), Duration.ofSeconds(30));

    /// @throws IllegalArgumentException naming the setting that is out of range
    public ReadSettings {
        if (timeout.compareTo(Duration.ofMillis(10)) < 0 || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("the SNMP timeout is 10 ms to 60 s");
        }
        if (retries < 0 || retries > 10) {
            throw new IllegalArgumentException("SNMP retries are 0 to 10");
        }
        if (pause.isNegative() || pause.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("the pause between requests is 0 to 10 s");
        }
        if (maxTime.compareTo(timeout) < 0 || maxTime.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("the time for a device is between one timeout and 10 minutes");
        }
    }
}
