package io.printmaster.agent.upload;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats a step on a thread of its own, a virtual one unless told otherwise, each time after the pause that the step
/// asked for, until closed. A
/// step that throws is logged and repeated after a minute; nothing ends the loop but [#close]. Thread-safe.
public final class Loop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final Duration AFTER_FAULT = Duration.ofMinutes(1);
    private static final long FAR = Long.MAX_VALUE;

    private final String name;
    private final Step step;
    private final Thread.Builder threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private boolean woken;
    /// The present pause ends then at the latest; monotonic, far away when nobody asked for it.
    private long wakeAt = FAR;

    private boolean closed;
    private volatile @Nullable Thread thread;

    /// What is repeated.
    @FunctionalInterface
    public interface Step {
        /// Does it once.
        ///
        /// @return the pause before the next time
        /// @throws InterruptedException when the program is stopping
        Duration run() throws InterruptedException;
    }

    /// Starts nothing yet.
    ///
    /// @param name of the thread
    public Loop(String name, Step step) {
        this(name, step, Thread.ofVirtual());
    }

    /// Starts nothing yet.
    ///
    /// @param name    of the thread
    /// @param threads makes the thread, where a virtual one will not do
    public Loop(String name, Step step, Thread.Builder threads) {
        this.name = name;
        this.step = step;
        this.threads = threads;
    }

    /// Starts, after a pause of its own so that many agents do not start in step.
    public void start(Duration first) {
        lock.lock();
        try {
            if (thread == null && !closed) {
                thread = threads.name(name).start(() -> repeat(first));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Ends the present pause, or makes the next one empty.
    public void wake() {
        lock.lock();
        try {
            woken = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Lets the present pause, or the next one, end after that time at the latest.
    public void wakeWithin(Duration time) {
        lock.lock();
        try {
            long at = System.nanoTime() + time.toNanos();
            wakeAt = wakeAt == FAR || at - wakeAt < 0 ? at : wakeAt;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void repeat(Duration first) {
        try {
            for (Duration pause = first; await(pause); ) {
                pause = once();
            }
        } catch (InterruptedException e) {
            // Closed: the thread ends here.
        }
    }

    private Duration once() throws InterruptedException {
        try {
            return step.run();
        } catch (RuntimeException e) {
            log.atError().setCause(e).addKeyValue("worker", name).log("Worker failed, trying again in a minute");
            return AFTER_FAULT;
        }
    }

    private boolean await(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        lock.lockInterruptibly();
        try {
            long left = left(end);
            while (!closed && !woken && left > 0) {
                wake.awaitNanos(left);
                left = left(end);
            }
            woken = false;
            wakeAt = FAR;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private long left(long end) {
        long now = System.nanoTime();
        return wakeAt == FAR ? end - now : Math.min(end - now, wakeAt - now);
    }

    /// Stops, breaking off what is under way, without waiting for its end: several loops end at the same time.
    public void stop() {
        lock.lock();
        try {
            closed = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /// Stops, breaking off what is under way, and waits up to 2 s for its end.
    @Override
    public void close() {
        stop();
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            running.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
