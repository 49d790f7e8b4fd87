package io.printmaster.agent.upload;

import io.printmaster.agent.send.Outcome;
import io.printmaster.wire.Heartbeat;
import io.printmaster.wire.HeartbeatAnswer;
import io.printmaster.wire.JobReport;
import java.util.List;
import java.util.Optional;

/// The other way for heartbeats, while it is open; and what rides on the usual way while it is not. Thread-safe.
public interface LiveRoute {
    /// There is none.
    LiveRoute NONE = new LiveRoute() {
        @Override
        public Optional<Outcome<HeartbeatAnswer>> heartbeat(Heartbeat heartbeat) {
            return Optional.empty();
        }

        @Override
        public List<JobReport> untold() {
            return List.of();
        }

        @Override
        public void answered(List<JobReport> told, HeartbeatAnswer answer) {}
    };

    /// Sends a heartbeat and waits for its answer.
    ///
    /// @return empty when the way is not open, or gave no answer; then it goes by HTTP
    /// @throws InterruptedException when the program is stopping
    Optional<Outcome<HeartbeatAnswer>> heartbeat(Heartbeat heartbeat) throws InterruptedException;

    /// How commands stand that the server was not told yet.
    List<JobReport> untold();

    /// A heartbeat over HTTP was answered.
    ///
    /// @param told what rode with it
    void answered(List<JobReport> told, HeartbeatAnswer answer);
}
