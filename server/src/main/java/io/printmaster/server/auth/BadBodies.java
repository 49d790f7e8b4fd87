package io.printmaster.server.auth;

import io.printmaster.server.http.HttpProblem;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// Slows down agents whose bodies are refused again and again, for a body that is made to exhaust costs its reader more
/// than its sender. By agent and address: one that sends broken batches still tells that it lives. An agent that looks
/// for the one bad record of a batch stays far below the limit, and loses nothing above it: it is told when to come
/// back. Thread-safe.
final class BadBodies {
    static final int BURST = 30;
    private static final Duration ONE_BACK = Duration.ofSeconds(10);
    private static final Duration HOLD = Duration.ofSeconds(2);
    /// Held requests keep their places in the server.
    private static final int MAX_HELD = 16;

    /// Malformed, too large, and of an unknown encoding.
    private static final Set<Integer> OF_BODIES = Set.of(400, 413, 415);

    private final FailureLimit limit;
    private final Pause pause;
    private final Semaphore places = new Semaphore(MAX_HELD);

    /// Lets time pass.
    @FunctionalInterface
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    BadBodies(Clock clock, Pause pause) {
        this.limit = new FailureLimit(clock, BURST, ONE_BACK);
        this.pause = pause;
    }

    /// How long the agent has to wait with its next body for that address; empty when it may send it. One that has to
    /// wait is held for two seconds right here, since whoever sends such bodies hardly heeds an answer.
    Optional<Duration> wait(Caller.Agent agent, String path) {
        Optional<Duration> wait = limit.wait(name(agent, path));
        if (wait.isPresent() && places.tryAcquire()) {
            try {
                pause.of(HOLD);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                places.release();
            }
        }
        return wait;
    }

    /// Notes how a request of it was refused.
    void refused(Caller.Agent agent, String path, HttpProblem problem) {
        if (OF_BODIES.contains(problem.status())) {
            limit.failed(name(agent, path));
        }
    }

    private static String name(Caller.Agent agent, String path) {
        return agent.tokenId() + " " + path;
    }
}
