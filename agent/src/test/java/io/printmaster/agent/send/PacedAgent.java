package io.printmaster.agent.send;

import io.printmaster.agent.send.Outcome.Accepted;
import io.printmaster.agent.send.Outcome.RetryLater;
import java.time.Duration;

/// An agent as its server sees it, in real time or another: it beats and uploads as the two workers do, with the real
/// breaker, pauses and attempts; what it sends is somebody else's. After an outage it has little to bring, and takes
/// its time. Used by one thread.
public final class PacedAgent {
    private static final Duration BEAT_LIMIT = Duration.ofSeconds(10);
    private static final Duration NO_LIMIT = Duration.ofDays(1);

    private final Server server;
    private final Pace pace;
    private final Duration beat;
    private final Duration upload;
    private final Retrying retrying;
    private final Breaker breaker;
    private boolean online = true;
    private long nextBeat;
    private long nextUpload;
    private final long due;

    /// What is asked of the server.
    public interface Server {
        /// One heartbeat.
        Outcome<String> beat() throws InterruptedException;

        /// What waits, whole or what is left of it; asked again until it is accepted or the attempts are used up.
        Outcome<String> upload() throws InterruptedException;
    }

    /// @param firstBeat   from now on
    /// @param firstUpload from now on
    public PacedAgent(
            Server server, Pace pace, Duration beat, Duration upload, Duration firstBeat, Duration firstUpload) {
        this.server = server;
        this.pace = pace;
        this.beat = beat;
        this.upload = upload;
        this.retrying = new Retrying(RetryPolicy.SEED, pace);
        this.breaker = new Breaker(pace.nanos(), Duration.ofMinutes(1), pace.random());
        long now = pace.nanos().getAsLong();
        this.nextBeat = now + firstBeat.toNanos();
        this.nextUpload = now + firstUpload.toNanos();
        this.due = now + pace.random().nextLong(upload.toNanos());
    }

    /// Whether the next beat is a probe of a server that is away.
    boolean probes() {
        return breaker.state() == Breaker.State.OPEN;
    }

    /// Beats and uploads until then.
    ///
    /// @throws InterruptedException when its thread is to end
    public void live(long untilNanos) throws InterruptedException {
        while (now() - untilNanos < 0) {
            boolean beatsNext = nextBeat - nextUpload <= 0;
            long wait = (beatsNext ? nextBeat : nextUpload) - now();
            if (wait > 0) {
                pace.sleeper().sleep(Duration.ofNanos(wait));
            }
            if (beatsNext) {
                beat();
            } else {
                upload();
            }
        }
    }

    private long now() {
        return pace.nanos().getAsLong();
    }

    private void beat() throws InterruptedException {
        boolean probe = probes();
        if (breaker.mayTry()) {
            settle(probe ? server.beat() : retrying.send("Heartbeat", BEAT_LIMIT, server::beat), true);
        }
        long wait = breaker.untilNextTry().toNanos();
        nextBeat = now() + (wait == 0 ? beat.toNanos() : wait);
    }

    private void upload() throws InterruptedException {
        if (online) {
            settle(retrying.send("Upload", NO_LIMIT, server::upload), false);
        }
        nextUpload = now() + upload.toNanos() - Math.floorMod(now() - due, upload.toNanos());
    }

    private void settle(Outcome<String> outcome, boolean ofBeat) {
        if (outcome instanceof Accepted<String>) {
            breaker.worked();
            if (!online) {
                nextUpload = Math.min(nextUpload, now() + pace.random().nextLong(upload.toNanos() / 2));
            }
            online = true;
        } else if (outcome instanceof RetryLater<String> later) {
            if (ofBeat || later.why() != Outcome.Trouble.BUSY) {
                breaker.failed(ofBeat ? later.pause() : Duration.ZERO);
            }
            online = false;
        }
    }
}
