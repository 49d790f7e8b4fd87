package io.printmaster.agent.send;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Keeps the agent from pressing a server that is away: after a failed round of attempts only one probe a minute goes
/// out, whoever asks (RELIABILITY: dead server, at most one probe a minute). Thread-safe. Times are monotonic, so
/// that a step of the clock neither opens nor closes anything.
///
/// The first probe comes at a random moment of its period, the others a period apart: of ten thousand agents that lost
/// their server at the same moment each minute's probes are spread over the minute, and so is their return. What a
/// server asks for (`Retry-After`) is kept, and up to half as much again added at random.
public final class Breaker {

    /// What may be sent.
    public enum State {
        /// Anything.
        CLOSED,
        /// Nothing but the next probe.
        OPEN
    }

    private final LongSupplier nanos;
    private final Duration probeEvery;
    private final RandomGenerator random;
    private State state = State.CLOSED;
    private long nextProbe;

    /// Closed at first.
    ///
    /// @param nanos  monotonic, such as `System::nanoTime`
    /// @param random thread-safe
    public Breaker(LongSupplier nanos, Duration probeEvery, RandomGenerator random) {
        this.nanos = nanos;
        this.probeEvery = probeEvery;
        this.random = random;
    }

    /// What may be sent now.
    public synchronized State state() {
        return state;
    }

    /// Whether the caller may send; while open, true for one caller a probe period.
    public synchronized boolean mayTry() {
        if (state == State.CLOSED) {
            return true;
        }
        long now = nanos.getAsLong();
        if (now - nextProbe < 0) {
            return false;
        }
        nextProbe = now + probeEvery.toNanos();
        return true;
    }

    /// How long until [#mayTry] can be true again; zero when it can be now.
    public synchronized Duration untilNextTry() {
        return state == State.CLOSED ? Duration.ZERO : Duration.ofNanos(Math.max(0, nextProbe - nanos.getAsLong()));
    }

    /// The server answered as a server should.
    ///
    /// @return whether it had been away
    public synchronized boolean worked() {
        boolean wasOpen = state == State.OPEN;
        state = State.CLOSED;
        return wasOpen;
    }

    /// A round of attempts failed, or a probe.
    ///
    /// @param floor what the server asked for at the least
    public synchronized void failed(Duration floor) {
        long now = nanos.getAsLong();
        if (state == State.CLOSED) {
            state = State.OPEN;
            nextProbe = now + 1 + random.nextLong(probeEvery.toNanos());
        }
        if (!floor.isZero()) {
            long asked = now + floor.toNanos() + random.nextLong(floor.toNanos() / 2 + 1);
            nextProbe = asked - nextProbe > 0 ? asked : nextProbe;
        }
    }
}
