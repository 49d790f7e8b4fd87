package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.DropReason;
import java.util.function.IntSupplier;

/// Keeps the queue bounded when the server stays away: above the limit only the last sample of each printer's hour
/// stays, then of its day, and only then the oldest go. Counters are absolute, so what is thinned costs resolution,
/// never totals (DESIGN, "Agent storage"). Used inside the outbox' transaction only.
final class SampleThinning {
    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final String WAITING = "kind = 'metrics' AND parked_at IS NULL";

    private final IntSupplier limit;
    private int sinceCount = Integer.MAX_VALUE - 1;

    /// @param limit waiting samples above which the queue is thinned; asked each time, because it differs between
    ///              memory and disk
    SampleThinning(IntSupplier limit) {
        this.limit = limit;
    }

    void afterEnqueue(Database database) {
        // Counting costs; a few percent above the limit do no harm.
        sinceCount++;
        int maxSamples = limit.getAsInt();
        if (sinceCount <= Math.max(1, maxSamples / 50)) {
            return;
        }
        sinceCount = 0;
        for (long bucket : new long[] {HOUR, DAY}) {
            if (tooMany(database, maxSamples) > 0) {
                int coalesced = database.update(
                        "DELETE FROM outbox WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER"
                                + " (PARTITION BY printer_key, sampled_at / ? ORDER BY sampled_at DESC) AS age"
                                + " FROM outbox WHERE " + WAITING + ") WHERE age > 1)",
                        bucket);
                database.update("UPDATE ledger SET coalesced = coalesced + ?", coalesced);
            }
        }
        long excess = tooMany(database, maxSamples);
        if (excess > 0) {
            int dropped = database.update(
                    "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE " + WAITING + " ORDER BY id LIMIT ?)",
                    excess);
            Drops.add(database, DropReason.QUEUE_FULL, dropped);
        }
    }

    private static long tooMany(Database database, int maxSamples) {
        return database.number("SELECT count(*) FROM outbox WHERE " + WAITING) - maxSamples;
    }
}
