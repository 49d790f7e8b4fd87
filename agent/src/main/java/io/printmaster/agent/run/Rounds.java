package io.printmaster.agent.run;

import io.printmaster.agent.upload.Loop;
import java.time.Duration;

/// Counts rounds of uploads, so that somebody who asks for one can tell when it is over: the round that is under way
/// when he asks may have passed his records already, the next one has not. Thread-safe; one round at a time.
final class Rounds {
    private long begun;
    private long ended;

    /// The first round that begins after this call.
    synchronized long next() {
        return begun + 1;
    }

    synchronized boolean over(long round) {
        return ended >= round;
    }

    synchronized boolean hasBegun(long round) {
        return begun >= round;
    }

    Duration run(Loop.Step step) throws InterruptedException {
        long round = begin();
        try {
            return step.run();
        } finally {
            end(round);
        }
    }

    private synchronized long begin() {
        begun++;
        return begun;
    }

    private synchronized void end(long round) {
        ended = round;
    }
}
