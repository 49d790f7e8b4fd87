package io.printmaster.server.control;

import io.printmaster.server.auth.Caller;
import io.printmaster.wire.Heartbeat;
import io.printmaster.wire.HeartbeatAnswer;

/// Where heartbeats of the live channel go: the same place as those over HTTP.
@FunctionalInterface
public interface HeartbeatIntake {

    /// Stores one.
    ///
    /// @throws io.printmaster.server.http.HttpProblem when it is refused
    HeartbeatAnswer take(Caller.Agent agent, Heartbeat heartbeat, String address);
}
