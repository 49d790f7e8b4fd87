package io.printmaster.agent.survey;

import io.printmaster.model.Sighting;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// What is to be tried at one address in one cycle: one try at a time, each way in once, and no more after one has
/// worked. Thread-safe.
final class Address {
    private record WayIn(Sighting.Door door, int port, String credential) {}

    private final Deque<Sighting> waiting = new ArrayDeque<>();
    private final Set<WayIn> tried = new HashSet<>();
    private final CountDownLatch settled = new CountDownLatch(1);
    private boolean busy;
    private boolean read;
    private boolean answered;

    /// Adds a way in.
    ///
    /// @return whether the caller must start to work on this address
    synchronized boolean offer(Sighting sighting) {
        WayIn way = new WayIn(sighting.door(), sighting.port(), sighting.credential());
        if (read || !tried.add(way)) {
            return false;
        }
        waiting.add(sighting);
        boolean start = !busy;
        busy = true;
        return start;
    }

    /// The next way to try; empty when there is none, and then the worker must stop.
    synchronized Optional<Sighting> next() {
        Optional<Sighting> next = read ? Optional.empty() : Optional.ofNullable(waiting.poll());
        busy = next.isPresent();
        return next;
    }

    /// Whether somebody works on it now.
    synchronized boolean isBusy() {
        return busy;
    }

    /// A printer was read here: whatever else points here is the same.
    synchronized void markRead() {
        read = true;
    }

    /// Somebody is there, though nothing could be read.
    synchronized void markAnswered() {
        answered = true;
    }

    /// Whether there may be a printer here that did not let us read it.
    synchronized boolean unreadable() {
        return answered && !read;
    }

    /// Whether there was anything to try.
    synchronized boolean wasOffered() {
        return !tried.isEmpty();
    }

    /// Whether nobody answered here.
    synchronized boolean silent() {
        return !read && !answered;
    }

    /// Says that what could be found out here by the first way in is known.
    void settle() {
        settled.countDown();
    }

    /// Whether [#settle] was called.
    boolean isSettled() {
        return settled.getCount() == 0;
    }

    /// Waits for [#settle].
    void awaitSettled() throws InterruptedException {
        settled.await();
    }
}
