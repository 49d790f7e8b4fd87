package io.printmaster.simulator.profile;

import java.nio.ByteBuffer;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;

/// Tables and records in makers' own trees, filled with moving values.
final class PrivateRows {
    private static final String ENTERPRISES = "1.3.6.1.4.1.";

    private PrivateRows() {}

    @FunctionalInterface
    interface Count {
        long of(Moment now);
    }

    /// Counter after counter in one column, rows from `first`.
    static void counters(Layout rows, String column, int first, Count... counts) {
        for (int i = 0; i < counts.length; i++) {
            counter(rows, column + "." + (first + i), counts[i]);
        }
    }

    static void counter(Layout rows, String name, Count count) {
        rows.put(ENTERPRISES + name, (plate, now) -> Layout.counter(count.of(now)));
    }

    static void texts(Layout rows, String column, int first, String... texts) {
        for (int i = 0; i < texts.length; i++) {
            rows.text(ENTERPRISES + column + "." + (first + i), texts[i]);
        }
    }

    static void numbers(Layout rows, String column, int first, int... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            rows.number(ENTERPRISES + column + "." + (first + i), numbers[i]);
        }
    }

    /// Percent left of something that lasts `yield` pages.
    static void percent(Layout rows, String name, long yield) {
        rows.put(ENTERPRISES + name, (plate, now) -> new Integer32((int) (left(now, yield) / 100)));
    }

    /// Hundredths of a percent left of something that lasts `yield` pages.
    static long left(Moment now, long yield) {
        return 10_000 - now.pages() % yield * 10_000 / yield;
    }

    /// Brother's octet string of records: tag, 1, length, number, then FF at the end.
    ///
    /// @param length octets of each number: 1, 2 or 4, as the model has it
    static void records(Layout rows, String name, int length, int[] tags, Count... counts) {
        rows.put(ENTERPRISES + name, (plate, now) -> {
            ByteBuffer octets = ByteBuffer.allocate(tags.length * (3 + length) + 1);
            for (int i = 0; i < tags.length; i++) {
                octets.put((byte) tags[i]).put((byte) 1).put((byte) length);
                long number = counts[i].of(now);
                for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
                    octets.put((byte) (number >>> shift));
                }
            }
            return new OctetString(octets.put((byte) 0xFF).array());
        });
    }
}
