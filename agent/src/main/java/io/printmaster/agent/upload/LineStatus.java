package io.printmaster.agent.upload;

import java.time.Instant;
import java.util.Optional;

/// The line to the server at one moment, for status pages and heartbeats. Immutable.
///
/// @param lastError   what went wrong last, for people; empty when nothing did since the server last answered well
/// @param awaySince   since when the server does not answer
/// @param breakerOpen whether only probes go out
public record LineStatus(
        ConnectionState state,
        Optional<Instant> lastHeartbeat,
        Optional<Instant> lastDeviceUpload,
        Optional<Instant> lastMetricsUpload,
        String lastError,
        Optional<Instant> awaySince,
        boolean breakerOpen) {

    static final LineStatus START = new LineStatus(
            ConnectionState.CONNECTING,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "",
            Optional.empty(),
            false);

    LineStatus online() {
        return new LineStatus(
                ConnectionState.ONLINE,
                lastHeartbeat,
                lastDeviceUpload,
                lastMetricsUpload,
                "",
                Optional.empty(),
                false);
    }

    LineStatus failed(ConnectionState next, String error, Instant now) {
        Optional<Instant> since = next == ConnectionState.AWAY ? Optional.of(awaySince.orElse(now)) : Optional.empty();
        return new LineStatus(next, lastHeartbeat, lastDeviceUpload, lastMetricsUpload, error, since, breakerOpen);
    }

    LineStatus breaker(boolean open) {
        return new LineStatus(state, lastHeartbeat, lastDeviceUpload, lastMetricsUpload, lastError, awaySince, open);
    }

    LineStatus heartbeatAt(Instant at) {
        return new LineStatus(
                state, Optional.of(at), lastDeviceUpload, lastMetricsUpload, lastError, awaySince, breakerOpen);
    }

    LineStatus devicesAt(Instant at) {
        return new LineStatus(
                state, lastHeartbeat, Optional.of(at), lastMetricsUpload, lastError, awaySince, breakerOpen);
    }

    LineStatus metricsAt(Instant at) {
        return new LineStatus(
                state, lastHeartbeat, lastDeviceUpload, Optional.of(at), lastError, awaySince, breakerOpen);
    }
}
