package io.printmaster.agent.send;

import io.printmaster.agent.send.Outcome.RetryLater;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats a request while its outcome says that later may be better. Thread-safe; a wait ends when the thread is
/// interrupted.
public final class Retrying {
    private static final Logger log = LoggerFactory.getLogger(Retrying.class);

    /// A longer wait than this is not slept through here; it is handed to the caller.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RetryPolicy policy;
    private final Pace pace;

    /// Starts nothing.
    public Retrying(RetryPolicy policy, Pace pace) {
        this.policy = policy;
        this.pace = pace;
    }

    /// Whether the server asked for a longer wait than a round of attempts can have.
    public static boolean askedForPatience(RetryLater<?> later) {
        return later.pause().compareTo(PATIENCE) > 0;
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

    /// Sends until something other than [RetryLater] comes back, the attempts are used up, the server asks for a long
    /// wait, or the next pause would end after the limit.
    ///
    /// @param what  for the log, such as `Upload`
    /// @param limit for all attempts and pauses together
    /// @throws InterruptedException when the program is stopping
    public <T> Outcome<T> send(String what, Duration limit, Request<T> request) throws InterruptedException {
        long end = pace.nanos().getAsLong() + limit.toNanos();
        for (int attempt = 1; ; attempt++) {
            Outcome<T> outcome = request.send();
            if (!(outcome instanceof RetryLater<T> later) || attempt >= policy.attempts() || askedForPatience(later)) {
                return outcome;
            }
            Duration pause = policy.pause(attempt, later.pause(), pace.random());
            if (pace.nanos().getAsLong() + pause.toNanos() - end >= 0) {
                return outcome;
            }
            log.atWarn()
                    .addKeyValue("attempt", attempt)
                    .addKeyValue("backoff", seconds(pause))
                    .addKeyValue("error", later.detail())
                    .log("{} failed, retrying", what);
            pace.sleeper().sleep(pause);
        }
    }

    /// `2s`, or `0.3s` for what is not a whole number of seconds.
    static String seconds(Duration pause) {
        return pause.toMillis() % 1000 == 0
                ? pause.toSeconds() + "s"
                : String.format(Locale.ROOT, "%.1fs", pause.toMillis() / 1000.0);
    }
}
