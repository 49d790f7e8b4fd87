package io.printmaster.server.http;

import java.time.Duration;

/// How a listener behaves.
///
/// @param host           address to bind
/// @param port           0 for any free one
/// @param idle           a connection without a byte for so long is closed
/// @param drain          how long requests under way may take when the listener closes
/// @param maxConnections more wait to be accepted
/// @param maxRequests    more at the same moment get 503
/// @param accessLog      whether successful requests are logged at INFO rather than at DEBUG
public record ListenerSettings(
        String host, int port, Duration idle, Duration drain, int maxConnections, int maxRequests, boolean accessLog) {

    /// The usual values: 30 s idle, 10 s drain, 20,000 connections, 1,000 requests at a time.
    public static ListenerSettings at(String host, int port) {
        return new ListenerSettings(host, port, Duration.ofSeconds(30), Duration.ofSeconds(10), 20_000, 1_000, false);
    }

    /// The same with every request in the log.
    public ListenerSettings withAccessLog(boolean on) {
        return new ListenerSettings(host, port, idle, drain, maxConnections, maxRequests, on);
    }

    /// The same with other bounds on time.
    public ListenerSettings withTimes(Duration otherIdle, Duration otherDrain) {
        return new ListenerSettings(host, port, otherIdle, otherDrain, maxConnections, maxRequests, accessLog);
    }

    /// The same with another bound on requests at a time.
    public ListenerSettings withMaxRequests(int requests) {
        return new ListenerSettings(host, port, idle, drain, maxConnections, requests, accessLog);
    }
}
