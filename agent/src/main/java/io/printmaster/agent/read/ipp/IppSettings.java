package io.printmaster.agent.read.ipp;

import java.time.Duration;

/// How printers are read by IPP.
///
/// @param enabled        whether IPP is spoken at all
/// @param connectTimeout for the connection, TLS not included
/// @param timeout        of one request and its whole answer
/// @param maxTime        for a whole device, all paths and versions together
/// @param maxBodyBytes   longer answers are no answers; the longest met in the field have about 100 kB
public record IppSettings(
        boolean enabled, Duration connectTimeout, Duration timeout, Duration maxTime, int maxBodyBytes) {
    /// 2 s to connect, 8 s a request, 30 s a device, 1 MB.
    public static final IppSettings DEFAULT =
            new IppSettings(true, Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(30), 1 << 20);

    /// @throws IllegalArgumentException naming the setting that is out of range
    public IppSettings {
        if (connectTimeout.compareTo(Duration.ofMillis(10)) < 0 || connectTimeout.compareTo(timeout) > 0) {
            throw new IllegalArgumentException("the IPP connect timeout is between 10 ms and the request's timeout");
        }
        if (timeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("the IPP timeout is at most 60 s");
        }
        if (maxTime.compareTo(timeout) < 0 || maxTime.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("the time for a device is between one timeout and 10 minutes");
        }
        if (maxBodyBytes < 4096 || maxBodyBytes > 16 << 20) {
            throw new IllegalArgumentException("an IPP answer may have 4 kB to 16 MB");
        }
    }
}
