package io.printmaster.agent.send;

import java.time.Duration;

/// Waits. Given as an argument so that tests need not.
@FunctionalInterface
public interface Sleeper {

    /// Waits for real.
    Sleeper REAL = Thread::sleep;

    /// Waits that long.
    ///
    /// @throws InterruptedException when the program is stopping
    void sleep(Duration pause) throws InterruptedException;
}
