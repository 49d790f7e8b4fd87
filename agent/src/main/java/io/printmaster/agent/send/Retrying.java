package io.printmaster.agent.send;

import io.printmaster.agent.send.Outcome.RetryLater;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats a request while its outcome says that later may be better. Thread-safe; a wait ends when the thread is
/// interrupted.
public final class Retrying {
    private static final Logger log = LoggerFactory.getLogger(Retrying.class);

    private final RetryPolicy policy;
    private final Sleeper sleeper;
    private final LongSupplier nanos;
    private final RandomGenerator random;

    /// Starts nothing.
    ///
    /// @param nanos monotonic, such as `System::nanoTime`
    public Retrying(RetryPolicy policy, Sleeper sleeper, LongSupplier nanos, RandomGenerator random) {
        this.policy = policy;
        this.sleeper = sleeper;
        this.nanos = nanos;
        this.random = random;
    }

    /// One request; it must be the same at every call.
    @FunctionalInterface
    public interface Request<T> {
        /// Sends it once.
        ///
        /// @throws InterruptedException when the program is stopping
        Outcome<T> send() throws InterruptedException;
    }

    /// How many attempts a round has.
    public int attempts() {
        return policy.attempts();
    }

    /// Sends until something other than [RetryLater] comes back, the attempts are used up, or the next pause would
    /// end after the limit.
    ///
    /// @param what  for the log, such as `Upload`
    /// @param limit for all attempts and pauses together
    /// @throws InterruptedException when the program is stopping
    public <T> Outcome<T> send(String what, Duration limit, Request<T> request) throws InterruptedException {
        long end = nanos.getAsLong() + limit.toNanos();
        for (int attempt = 1; ; attempt++) {
            Outcome<T> outcome = request.send();
            if (!(outcome instanceof RetryLater<T> later) || attempt >= policy.attempts()) {
                return outcome;
            }
            Duration pause = policy.pause(attempt, later.pause(), random);
            if (nanos.getAsLong() + pause.toNanos() - end >= 0) {
                return outcome;
            }
            log.atWarn()
                    .addKeyValue("attempt", attempt)
                    .addKeyValue("backoff", seconds(pause))
                    .addKeyValue("error", later.detail())
                    .log("{} failed, retrying", what);
            sleeper.sleep(pause);
        }
    }

    /// `2s`, or `0.3s` for what is not a whole number of seconds.
    static String seconds(Duration pause) {
        return pause.toMillis() % 1000 == 0
                ? pause.toSeconds() + "s"
                : String.format(Locale.ROOT, "%.1fs", pause.toMillis() / 1000.0);
    }
}
