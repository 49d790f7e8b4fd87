package io.printmaster.agent.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;

/// The records of a queue that are left behind when it moves to a place that cannot hold all of it: in the order of
/// [SampleThinning], all but the last sample of each printer's hour, then of longer stretches up to a day, then device
/// records that a newer one of the printer follows, then all but the last sample of ever longer stretches. What is left
/// in the end is one of each for a printer, so that the totals are right in any case.
///
/// The queue is read in order, never held: a bit for each number is all that is kept of it.
final class PassedOver {
    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final long YEAR = 365 * DAY;

    private static final String SAMPLES = "SELECT id, printer_key, sampled_at FROM outbox WHERE kind = 'metrics'"
            + " AND parked_at IS NULL ORDER BY printer_key DESC, sampled_at DESC";
    private static final String DEVICES = "SELECT id, printer_key, 0 FROM outbox WHERE kind = 'device'"
            + " AND parked_at IS NULL ORDER BY printer_key DESC, id DESC";

    private final Connection queue;
    private final Numbers samples;
    private final Numbers devices;

    /// Numbers grow for years, so their bits are counted from the first that is there.
    private static final class Numbers {
        private final BitSet bits = new BitSet();
        private final long first;
        private final long recordBytes;
        private final long records;

        private Numbers(Connection queue, String kind, String range, long lowest) {
            this.first = Salvage.number(queue, "SELECT coalesce(min(id), 0) FROM outbox WHERE " + range)
                    .orElse(lowest);
            String sums = " FROM outbox_sums WHERE parked = 0 AND kind = '" + kind + "'";
            this.records = Salvage.number(queue, "SELECT records" + sums).orElse(0);
            long bytes = Salvage.number(queue, "SELECT bytes" + sums).orElse(0);
            this.recordBytes = SampleThinning.ROW_BYTES + bytes / Math.max(1, records);
        }

        /// What those that stay take, all of them being as long as the average.
        private long bytes() {
            return (records - bits.cardinality()) * recordBytes;
        }

        private int place(long id) {
            return Math.clamp(id - first, 0, Integer.MAX_VALUE - 1);
        }
    }

    private PassedOver(Connection queue) {
        this.queue = queue;
        this.samples = new Numbers(queue, "metrics", "id > 0", 0);
        this.devices = new Numbers(queue, "device", "id < 0", Salvage.LOWEST_NUMBER);
    }

    /// Nobody.
    static PassedOver none(Connection queue) {
        return new PassedOver(queue);
    }

    /// As few as possible, so that the others take no more than so many bytes. What cannot be read decides nothing.
    static PassedOver above(long maxBytes, Connection queue) {
        PassedOver over = new PassedOver(queue);
        over.thin(maxBytes);
        return over;
    }

    private void thin(long maxBytes) {
        long bucket = HOUR;
        for (; bucket < DAY && tooMuch(maxBytes); bucket *= 4) {
            choose(SAMPLES, samples, bucket);
        }
        if (tooMuch(maxBytes)) {
            choose(SAMPLES, samples, DAY);
        }
        if (tooMuch(maxBytes)) {
            choose(DEVICES, devices, Long.MAX_VALUE);
        }
        for (bucket = 4 * DAY; bucket < YEAR && tooMuch(maxBytes); bucket *= 4) {
            choose(SAMPLES, samples, bucket);
        }
        if (tooMuch(maxBytes)) {
            choose(SAMPLES, samples, Long.MAX_VALUE);
        }
    }

    private boolean tooMuch(long maxBytes) {
        return samples.bytes() + devices.bytes() > maxBytes;
    }

    /// All but the newest of each printer and stretch of time.
    private void choose(String newestFirst, Numbers numbers, long bucket) {
        try (Statement statement = queue.createStatement();
                ResultSet rows = statement.executeQuery(newestFirst)) {
            String printer = "";
            long last = Long.MIN_VALUE;
            while (rows.next()) {
                long at = Math.floorDiv(rows.getLong(3), bucket);
                if (at == last && printer.equals(rows.getString(2))) {
                    numbers.bits.set(numbers.place(rows.getLong(1)));
                }
                printer = rows.getString(2);
                last = at;
            }
        } catch (SQLException e) {
            // Then the others are taken.
        }
    }

    boolean contains(long id) {
        Numbers numbers = id > 0 ? samples : devices;
        return numbers.bits.get(numbers.place(id));
    }

    /// How many they are.
    long count() {
        return (long) samples.bits.cardinality() + devices.bits.cardinality();
    }
}
