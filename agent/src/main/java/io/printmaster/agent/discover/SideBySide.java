package io.printmaster.agent.discover;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Asks several devices at a time, so that one slow device does not keep the others waiting.
public final class SideBySide {
    private static final int AT_A_TIME = 16;

    private SideBySide() {}

    /// What is done with one of them.
    @FunctionalInterface
    public interface Task<T, R> {
        /// Blocks as long as it takes.
        R run(T item) throws InterruptedException;
    }

    /// Runs the task for each item, at most 16 at a time on virtual threads, and returns the results in order.
    ///
    /// @throws InterruptedException when the caller is interrupted; the tasks are then too
    public static <T, R> List<R> map(List<T> items, Task<T, R> task) throws InterruptedException {
        List<Callable<R>> calls = new ArrayList<>();
        items.forEach(item -> calls.add(() -> task.run(item)));
        ExecutorService threads =
                Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory());
        try {
            List<R> results = new ArrayList<>();
            for (Future<R> done : threads.invokeAll(calls)) {
                results.add(done.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a device could not be asked", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
