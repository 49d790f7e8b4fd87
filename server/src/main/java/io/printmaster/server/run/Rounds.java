package io.printmaster.server.run;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jobs that are done from time to time, one at a time on one thread. A job that fails is told of in the
/// log and done again in its time; one that fails because all ends is not told of. Thread-safe.
final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final ScheduledThreadPoolExecutor timer;
    private final Duration patience;
    private volatile boolean ending;

    /// Starts nothing; the thread comes with the first job.
    ///
    /// @param patience how long [#close] waits for a job that runs
    Rounds(String name, Duration patience) {
        this.patience = patience;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name(name).daemon().factory());
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /// Does the job again and again.
    ///
    /// @param pause   between its end and its next begin
    /// @param failure what the log says when it throws
    @SuppressWarnings("FutureReturnValueIgnored") // the jobs' faults are told
    void every(Duration first, Duration pause, Runnable job, String failure) {
        timer.scheduleWithFixedDelay(
                () -> attempt(job, failure), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Does the job once.
    @SuppressWarnings("FutureReturnValueIgnored") // as above
    void once(Duration after, Runnable job, String failure) {
        timer.schedule(() -> attempt(job, failure), after.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Whether a job is to leave the rest of its work for another time.
    boolean ending() {
        return ending;
    }

    private void attempt(Runnable job, String failure) {
        if (ending) {
            return; // the timer still begins what was overdue
        }
        try {
            job.run();
        } catch (RuntimeException e) {
            if (ending) {
                LOG.atDebug().setCause(e).log("Cut short by the end");
            } else {
                LOG.atWarn().setCause(e).log(failure);
            }
        }
    }

    /// Begins no more jobs and waits for the one that runs, so that what it uses may be closed afterwards.
    /// One that has no end is interrupted and left.
    @Override
    public void close() {
        ending = true;
        timer.shutdown();
        try {
            if (timer.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
    }
}
