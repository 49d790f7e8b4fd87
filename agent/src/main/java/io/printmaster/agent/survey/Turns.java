package io.printmaster.agent.survey;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Lets a limited number of tasks be at work at a time. The others wait as what they are, some octets each, and not as
/// threads with stacks: a cycle begins with a task for every known printer. Thread-safe.
///
/// Whoever interrupts the tasks' threads, or makes them refuse further tasks, cancels all that has not begun.
final class Turns {
    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;
    private int returning;
    private int undone;

    /// @param threads one new thread a task
    /// @param limit   how many tasks are at work at a time, 1 or more
    Turns(Executor threads, int limit) {
        this.threads = threads;
        this.free = limit;
    }

    /// What a task waits for.
    interface Wait {
        void await() throws InterruptedException;
    }

    /// Does a task when its turn comes, in the order of the calls.
    void add(Runnable task) {
        synchronized (this) {
            undone++;
            if (free == 0) {
                waiting.add(task);
                return;
            }
            free--;
        }
        start(task);
    }

    private void start(Runnable first) {
        try {
            threads.execute(() -> work(first));
        } catch (RejectedExecutionException e) {
            cancelled();
        }
    }

    private void work(Runnable first) {
        Runnable task = first;
        while (task != null) {
            boolean ended = false;
            try {
                task.run();
                ended = true;
            } finally {
                task = done();
                if (!ended && task != null) {
                    // What one task throws goes to its thread, and the next one gets another.
                    start(task);
                }
            }
        }
    }

    private synchronized @Nullable Runnable done() {
        if (Thread.currentThread().isInterrupted()) {
            cancelled();
            return null;
        }
        undone--;
        notifyAll();
        // One turn is kept for each that comes back, and no more.
        Runnable next = returning > free ? null : waiting.poll();
        if (next == null) {
            free++;
        }
        return next;
    }

    private synchronized void cancelled() {
        undone -= waiting.size() + 1;
        waiting.clear();
        free++;
        notifyAll();
    }

    /// Called by a task that waits for another one: others are at work meanwhile, perhaps the one that it waits for.
    void waitFor(Wait other) throws InterruptedException {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
                notifyAll();
            }
        }
        if (next != null) {
            start(next);
        }
        try {
            other.await();
        } finally {
            takeTurn();
        }
    }

    private synchronized void takeTurn() throws InterruptedException {
        returning++;
        try {
            while (free <= 0) {
                wait();
            }
        } finally {
            returning--;
            free--;
        }
    }

    /// Waits until all tasks are done or cancelled.
    ///
    /// @return whether they are; no when the time is over
    /// @throws InterruptedException also when there is nothing left to wait for
    synchronized boolean awaitDone(Duration atMost) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("cancelled");
        }
        long end = System.nanoTime() + atMost.toNanos();
        while (undone > 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
