package io.printmaster.agent.send;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Keeps the agent from pressing a server that is away: after a failed round of attempts only one probe a minute goes
/// out, whoever asks (RELIABILITY: dead server, at most one probe a minute). Thread-safe. Times are monotonic, so
/// that a step of the clock neither opens nor closes anything.
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
    private State state = State.CLOSED;
    private long nextProbe;

    /// Closed at first.
    ///
    /// @param nanos monotonic, such as `System::nanoTime`
    public Breaker(LongSupplier nanos, Duration probeEvery) {
        this.nanos = nanos;
        this.probeEvery = probeEvery;
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

    /// A round of attempts failed.
    ///
    /// @param floor what the server asked for at the least
    public synchronized void failed(Duration floor) {
        state = State.OPEN;
        nextProbe = nanos.getAsLong() + Math.max(probeEvery.toNanos(), floor.toNanos());
    }
}
