package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.DropReason;
import java.util.List;
import java.util.function.Supplier;

/// Keeps the queue bounded when the server stays away. From the first bound on only the last sample of a printer's hour
/// is kept. From the second on what waits already is thinned in the same way, then to one sample a day, then the device
/// records that a newer one of the printer follows go, and only then the oldest of all. Counters are absolute, so what
/// is thinned costs resolution, never totals (DESIGN, "Agent storage").
///
/// Each record that comes pays for a small piece of that work, so that nobody ever waits for all of it. Used inside the
/// outbox' transaction only.
final class SampleThinning {
    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;

    /// What a row takes besides its payload: its other columns, its places in the indexes, its share of free space.
    static final int ROW_BYTES = 110;

    /// Bytes of what waits.
    static final String SIZE = "SELECT sum(bytes) + " + ROW_BYTES + " * sum(records) FROM outbox_sums WHERE parked = 0";

    private static final int STRETCH = 200;
    private static final String WAITING = "id > 0 AND kind = 'metrics' AND parked_at IS NULL";

    private final Supplier<QueueBounds> bounds;

    /// What is tried at present, and how far it is.
    private Step step = Step.HOURS;

    private String printer = "";
    private long sampledAt = Long.MIN_VALUE;
    private long gone;

    private enum Step {
        HOURS,
        DAYS,
        DEVICES,
        OLDEST
    }

    private record Place(long id, String printer, long sampledAt) {
        private boolean sameBucket(Place other, long bucket) {
            return printer.equals(other.printer)
                    && Math.floorDiv(sampledAt, bucket) == Math.floorDiv(other.sampledAt, bucket);
        }
    }

    /// @param bounds asked each time, because they differ between memory and disk
    SampleThinning(Supplier<QueueBounds> bounds) {
        this.bounds = bounds;
    }

    /// After a sample was queued.
    void afterSample(Database database, String key, long at) {
        if (size(database) > bounds.get().calm()) {
            long hour = Math.floorDiv(at, HOUR) * HOUR;
            int before = database.update(
                    "DELETE FROM outbox WHERE printer_key = ? AND " + WAITING
                            + " AND sampled_at >= ? AND sampled_at < ?",
                    key,
                    hour,
                    at);
            coalesced(database, before);
        }
        afterAny(database);
    }

    /// After any record was queued.
    void afterAny(Database database) {
        if (size(database) <= bounds.get().most()) {
            begin(Step.HOURS);
            return;
        }
        switch (step) {
            case HOURS -> stretch(database, HOUR, Step.DAYS);
            case DAYS -> stretch(database, DAY, Step.DEVICES);
            case DEVICES -> devices(database);
            case OLDEST -> oldest(database);
        }
    }

    /// Bytes that what waits takes.
    static long size(Database database) {
        return database.number(SIZE);
    }

    private void begin(Step next) {
        step = next;
        printer = "";
        sampledAt = Long.MIN_VALUE;
        gone = 0;
    }

    /// The next samples in the order of printers and times: all but the last of each bucket go.
    private void stretch(Database database, long bucket, Step then) {
        List<Place> places = database.query(
                "SELECT id, printer_key, sampled_at FROM outbox WHERE kind = 'metrics' AND parked_at IS NULL"
                        + " AND (printer_key, sampled_at) > (?, ?) ORDER BY printer_key, sampled_at LIMIT " + STRETCH,
                row -> new Place(row.getLong(1), row.getString(2), row.getLong(3)),
                printer,
                sampledAt);
        int here = 0;
        for (int i = 0; i + 1 < places.size(); i++) {
            if (places.get(i).sameBucket(places.get(i + 1), bucket)) {
                here += database.update("DELETE FROM outbox WHERE id = ?", places.get(i).id);
            }
        }
        coalesced(database, here);
        gone += here;
        if (places.size() < STRETCH) {
            // Once more while it helps; it has not kept up with what came meanwhile.
            begin(gone > 0 ? step : then);
        } else {
            // The last of the stretch is compared with the first of the next.
            printer = places.get(places.size() - 2).printer;
            sampledAt = places.get(places.size() - 2).sampledAt;
        }
    }

    private void devices(Database database) {
        int followed =
                database.update("DELETE FROM outbox WHERE id IN (SELECT o.id FROM outbox o WHERE o.kind = 'device'"
                        + " AND o.parked_at IS NULL AND EXISTS (SELECT 1 FROM outbox n WHERE n.printer_key = o.printer_key"
                        + " AND n.kind = 'device' AND n.parked_at IS NULL AND n.id > o.id) ORDER BY o.id LIMIT "
                        + STRETCH + ")");
        coalesced(database, followed);
        if (followed == 0) {
            begin(Step.OLDEST);
        }
    }

    /// No more than comes in: a queue that was too long when this program found it is sent rather than dropped.
    private void oldest(Database database) {
        int dropped = database.update("DELETE FROM outbox WHERE id IN" + " (SELECT id FROM outbox WHERE " + WAITING
                + " ORDER BY id LIMIT 2)");
        Drops.add(database, DropReason.QUEUE_FULL, dropped);
    }

    private static void coalesced(Database database, int records) {
        if (records > 0) {
            database.update("UPDATE ledger SET coalesced = coalesced + ?", records);
        }
    }
}
