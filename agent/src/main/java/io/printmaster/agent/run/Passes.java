package io.printmaster.agent.run;

import io.printmaster.agent.upload.Loop;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Counts the passes of a loop, so that somebody can ask for one and wait for its end. Thread-safe.
final class Passes implements Loop.Step {
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    private final Loop.Step step;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long begun;
    private long ended;

    Passes(Loop.Step step) {
        this.step = step;
    }

    @Override
    public Duration run() throws InterruptedException {
        count(true);
        try {
            return step.run();
        } finally {
            count(false);
        }
    }

    private void count(boolean begins) {
        lock.lock();
        try {
            if (begins) {
                begun++;
            } else {
                ended++;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Wakes the loop and waits for the end of a pass.
    ///
    /// @param join      whether the end of a pass that is under way is enough
    /// @param wake      of the loop
    /// @param meanwhile called every second
    /// @return whether a pass was joined that was under way
    /// @throws InterruptedException when the program is stopping
    boolean next(boolean join, Runnable wake, Runnable meanwhile) throws InterruptedException {
        lock.lockInterruptibly();
        boolean joins;
        long wanted;
        try {
            boolean underWay = begun > ended;
            joins = join && underWay;
            wanted = joins || !underWay ? ended + 1 : ended + 2;
        } finally {
            lock.unlock();
        }
        if (!joins) {
            wake.run();
        }
        while (!reached(wanted)) {
            meanwhile.run();
        }
        return joins;
    }

    private boolean reached(long wanted) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TELL_EVERY.toNanos();
            while (ended < wanted && left > 0) {
                left = changed.awaitNanos(left);
            }
            return ended >= wanted;
        } finally {
            lock.unlock();
        }
    }
}
