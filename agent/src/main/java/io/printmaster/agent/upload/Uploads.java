package io.printmaster.agent.upload;

import java.time.Duration;

/// Told how the uploads go; the store moves its queue to disk when the server stays away (seed, "Storage Strategy").
@FunctionalInterface
public interface Uploads {

    /// A round ended.
    ///
    /// @param away how long the server has not answered; zero when it does
    void roundEnded(Duration away);
}
