package io.printmaster.server.run;

import io.printmaster.server.store.MetricTiers;
import io.printmaster.server.store.MetricTiers.Horizons;
import io.printmaster.server.store.MetricTiers.Overdue;
import io.printmaster.server.store.MetricTiers.Owner;
import io.printmaster.server.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.IntSupplier;

/// Keeps the history's resolutions: rolls samples up and forgets what has had its time, in small
/// commits between those of the agents. It may stop after any step, and another process may go on; two
/// at once do no harm beyond doing work twice. Used by one thread at a time.
final class MetricUpkeep {
    static final Duration SAMPLES = Duration.ofDays(7);
    static final Duration HOURS = Duration.ofDays(30);
    static final Duration DAYS = Duration.ofDays(365);

    /// An hour is rolled up once it is over and the agents had time to send its last samples; what
    /// comes later is added.
    static final Duration SETTLING = Duration.ofMinutes(10);

    static final Duration BETWEEN_ROUNDS = Duration.ofHours(1);

    /// Agents whose records wait go first, but not for longer. The history shows samples where hours are not rolled up
    /// yet, so that nobody sees a difference.
    static final Duration AGENTS_FIRST = Duration.ofHours(1);

    /// Of one commit: some 10 ms of the writer.
    private static final int HOURS_A_STEP = 40;

    private static final int ROWS_A_STEP = 500;
    private static final int DEVICES_A_LOOK = 500;

    private final Store store;
    private final InstantSource clock;
    private final IntSupplier waiting;
    private final Deque<Owner> due = new ArrayDeque<>();
    private Optional<Owner> position = Optional.empty();
    private boolean looking = true;
    private Instant rest = Instant.MIN;
    private Instant rolledUp;

    MetricUpkeep(Store store, InstantSource clock) {
        this(store, clock, store::waiting);
    }

    /// @param waiting how many changes wait for the writer
    MetricUpkeep(Store store, InstantSource clock, IntSupplier waiting) {
        this.store = store;
        this.clock = clock;
        this.waiting = waiting;
        this.rolledUp = clock.instant();
    }

    static Horizons horizons(Instant now) {
        return new Horizons(now.minus(SAMPLES), now.minus(HOURS), now.minus(DAYS));
    }

    /// Rolls up some hours, unless agents go first.
    ///
    /// @return whether to go on
    boolean rollUp() {
        Instant now = clock.instant();
        if (waiting.getAsInt() > 0 && now.isBefore(rolledUp.plus(AGENTS_FIRST))) {
            return false;
        }
        boolean more =
                store.write(tx -> tx.tiers().rollUp(now.minus(SETTLING), horizons(now), HOURS_A_STEP)) == HOURS_A_STEP;
        if (!more) {
            rolledUp = now;
        }
        return more;
    }

    /// Forgets some rows, or looks for more to forget.
    ///
    /// @return false once every device was looked at, and for an hour afterwards; then it begins anew
    boolean forget() {
        Instant now = clock.instant();
        if (now.isBefore(rest) && rest.isBefore(now.plus(BETWEEN_ROUNDS))) {
            return false;
        }
        Horizons kept = horizons(now);
        if (due.isEmpty()) {
            if (!looking) {
                looking = true;
                position = Optional.empty();
                rest = now.plus(BETWEEN_ROUNDS).minusMillis(1);
                return false;
            }
            Overdue found = store.read(tx -> tx.tiers().overdue(kept, position, DEVICES_A_LOOK));
            due.addAll(found.due());
            position = found.next();
            looking = position.isPresent();
            return true;
        }
        store.write(tx -> forgetDue(tx.tiers(), kept));
        return true;
    }

    private int forgetDue(MetricTiers tiers, Horizons kept) {
        int gone = 0;
        while (gone < ROWS_A_STEP && !due.isEmpty()) {
            int rows = tiers.forget(due.getFirst(), kept, ROWS_A_STEP - gone);
            gone += rows;
            if (gone < ROWS_A_STEP) {
                due.removeFirst();
            }
        }
        return gone;
    }
}
