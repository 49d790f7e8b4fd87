package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.Tx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One block to be run in a group's transaction, and the place where its caller waits. Thread-safe.
final class WriteJob<T> {
    private final Store.Work<T> work;
    private final int records;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    /// @param records of an agent that it writes; none for anything else
    WriteJob(Store.Work<T> work, int records) {
        this.work = work;
        this.records = records;
    }

    int records() {
        return records;
    }

    /// Runs it.
    ///
    /// @return what to do once the group is committed, or has failed with that fault
    Consumer<@Nullable StoreException> runIn(Tx tx) {
        T value = work.in(tx);
        return fault -> {
            if (fault == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(fault);
            }
        };
    }

    /// Whether its caller waits no longer.
    boolean isOver() {
        return result.isDone();
    }

    void fail(Throwable fault) {
        result.completeExceptionally(fault);
    }

    /// Waits for the commit. A job whose caller gave up is not run any more, unless that has begun.
    ///
    /// @throws StoreException BUSY when it takes longer; else whatever the block or the commit threw
    T await(long maxMillis) {
        try {
            return result.get(maxMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            StoreException slow =
                    new StoreException(StoreException.Kind.BUSY, "a change waited longer than " + maxMillis + " ms", e);
            result.completeExceptionally(slow);
            return unwrapped(result);
        } catch (ExecutionException e) {
            return unwrapped(result);
        } catch (InterruptedException e) {
            // Whoever interrupts a request wants it to end, not its change to be half known.
            Thread.currentThread().interrupt();
            return unwrapped(result);
        }
    }

    /// The outcome as the caller shall see it.
    static <T> T unwrapped(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                case null, default -> throw e;
            }
        }
    }
}
