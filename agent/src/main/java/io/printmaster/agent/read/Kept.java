package io.printmaster.agent.read;

import io.printmaster.agent.read.maker.Maker;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpManners;
import io.printmaster.agent.snmp.SnmpValue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What stays of a reading for the next one: all that does not change by itself, and enough of the rest to see
/// whether it is still the same device in the same trim. Immutable.
///
/// @param wholeAt  when everything was read
/// @param at       when it was last asked
/// @param manners  how it wants to be asked
/// @param index    hrDeviceIndex of the printer
/// @param lasting  what does not change by itself
/// @param moving   the single values that do change, as last read, and the tables' numbers
record Kept(Instant wholeAt, Instant at, SnmpManners manners, Maker maker, int index, Packed lasting, Packed moving) {
    private static final Duration MAX_AGE = Duration.ofHours(24);
    /// A device that has just started may not know all of itself yet.
    private static final Duration SETTLED = Duration.ofMinutes(5);

    private static final int MAX_BYTES = 24 * 1024;
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(10);
    /// A supply that gained so many percent was replaced; less is noise.
    private static final int REPLACED_PERCENT = 10;

    /// What to keep of a device that was just read as a whole; empty if it is not to be relied upon.
    static Optional<Kept> of(DeviceAnswers whole, Maker maker, int index, SnmpManners manners, Instant now) {
        OptionalLong upTime = whole.facts().number(Mib.SYS_UP_TIME);
        if (upTime.isPresent() && upTime.getAsLong() * 10 < SETTLED.toMillis()) {
            return Optional.empty();
        }
        Set<Oid> moving = movingValues(whole, maker, index);
        Map<Oid, SnmpValue> lasting = new HashMap<>(whole.values());
        lasting.keySet().removeAll(moving);
        Map<Oid, NavigableMap<Oid, SnmpValue>> tables = new HashMap<>(whole.walked());
        tables.keySet().removeAll(movingColumns(maker));
        tables.keySet().removeAll(maker.cellColumns());
        Packed packed = Packed.of(lasting, tables);
        return packed.size() > MAX_BYTES
                ? Optional.empty()
                : Optional.of(new Kept(now, now, manners, maker, index, packed, state(whole, maker, moving)));
    }

    /// The same after another reading, in which only the state was asked for.
    Kept again(DeviceAnswers newer, SnmpManners nowManners, Instant now) {
        return new Kept(
                wholeAt,
                now,
                nowManners,
                maker,
                index,
                lasting,
                state(newer, maker, movingValues(newer, maker, index)));
    }

    private static List<Oid> movingColumns(Maker maker) {
        return Stream.concat(Tables.MOVING.stream(), maker.movingColumns().stream())
                .toList();
    }

    private static Packed state(DeviceAnswers answers, Maker maker, Set<Oid> movingValues) {
        Map<Oid, SnmpValue> values = new HashMap<>(answers.values());
        values.keySet().retainAll(movingValues);
        Map<Oid, NavigableMap<Oid, SnmpValue>> tables = new HashMap<>(answers.walked());
        tables.keySet().retainAll(movingColumns(maker));
        return Packed.of(values, tables);
    }

    /// The single values that are asked for at each reading, as far as the device has them.
    private static Set<Oid> movingValues(DeviceAnswers answers, Maker maker, int index) {
        Set<Oid> moving = new HashSet<>(maker.scalars());
        Stream.of(maker.model(), maker.firmware(), maker.lastFirmware(), maker.deviceIds())
                .forEach(moving::removeAll);
        moving.addAll(maker.cells(answers.forMaker(0)));
        fingerprint(maker, index).forEach(moving::add);
        answers.ownInterface().ifPresent(moving::add);
        moving.addAll(List.of(
                Mib.SYS_UP_TIME,
                Mib.SYS_NAME,
                Mib.SYS_LOCATION,
                Mib.GENERAL_CONFIG_CHANGES.child(index),
                Mib.HR_DEVICE_STATUS.child(index),
                Mib.HR_PRINTER_STATUS.child(index),
                Mib.HR_PRINTER_ERRORS.child(index)));
        moving.retainAll(answers.values().keySet());
        return moving;
    }

    /// By these, and by the hardware address of its interface, it is seen that another device has taken the address.
    private static Stream<Oid> fingerprint(Maker maker, int index) {
        return Stream.concat(
                maker.serial().stream(),
                Stream.of(Mib.SYS_OBJECT_ID, Mib.GENERAL_SERIAL.child(index), Mib.HR_DEVICE_DESCR.child(index)));
    }

    /// What was in motion, unpacked for the length of one reading.
    Moving unpacked() {
        Moving unpacked = new Moving(this, new HashMap<>(), new HashMap<>());
        moving.into(unpacked.values, unpacked.columns);
        return unpacked;
    }

    boolean isFresh(Instant now) {
        return Duration.between(wholeAt, now).compareTo(MAX_AGE) < 0 && !now.isBefore(at);
    }

    /// Counts less than before, or not as long as since the last reading. A counter that stands still
    /// says nothing.
    private boolean startedAgain(@Nullable SnmpValue before, @Nullable SnmpValue after, Instant now) {
        if (before == null || after == null || before.equals(after)) {
            return false;
        }
        long then = before.number().orElse(0);
        long up = after.number().orElse(0);
        return up < then
                || up * 10 < Duration.between(at, now).minus(CLOCK_SLACK).toMillis();
    }

    private static boolean anyReplaced(Columns before, Columns after) {
        return after.rows(Mib.SUPPLY_LEVEL).stream().anyMatch(row -> {
            long max = after.number(Mib.SUPPLY_MAX, row, 0);
            long gained = after.number(Mib.SUPPLY_LEVEL, row, 0) - before.number(Mib.SUPPLY_LEVEL, row, 0);
            boolean filled = gained * 100 >= Math.max(100, max) * REPLACED_PERCENT;
            return filled || max != before.number(Mib.SUPPLY_MAX, row, 0);
        });
    }

    /// The state of a device as it was last read, beside which the next answers are laid. Not thread-safe.
    ///
    /// @param values  by their names, which are asked for at each reading
    /// @param columns the walked ones
    record Moving(Kept kept, Map<Oid, SnmpValue> values, Map<Oid, NavigableMap<Oid, SnmpValue>> columns) {
        /// What is asked for at the next reading.
        List<Oid> names() {
            return values.keySet().stream().sorted().toList();
        }

        /// How many rows each column had.
        Map<Oid, Integer> rows() {
            Map<Oid, Integer> rows = new HashMap<>();
            columns.forEach((column, cells) -> rows.put(column, cells.size()));
            return rows;
        }

        /// The columns to walk at the next reading.
        List<Oid> toWalk(Map<Oid, Integer> rows) {
            return Stream.concat(Tables.toReadAgain(rows).stream(), kept.maker.movingColumns().stream())
                    .toList();
        }

        /// Whether these answers come from the device that was read as a whole, which did not start anew or
        /// change its configuration since.
        boolean isContinuedBy(Map<Oid, SnmpValue> answered, Instant now) {
            boolean same = Stream.concat(
                            fingerprint(kept.maker, kept.index),
                            Stream.concat(ownInterface(), Stream.of(Mib.GENERAL_CONFIG_CHANGES.child(kept.index))))
                    .allMatch(oid -> Objects.equals(values.get(oid), answered.get(oid)));
            boolean complete = answered.keySet().containsAll(values.keySet());
            return same
                    && complete
                    && !kept.startedAgain(values.get(Mib.SYS_UP_TIME), answered.get(Mib.SYS_UP_TIME), now);
        }

        /// The only hardware address that is asked for again and again.
        private Stream<Oid> ownInterface() {
            return values.keySet().stream().filter(oid -> oid.startsWith(Mib.IF_PHYS_ADDRESS));
        }

        /// Whether the same supplies and trays are there, and no supply was replaced: then their names still
        /// hold.
        boolean holdsTheSame(DeviceAnswers newer) {
            Columns before = new Columns(columns, 0);
            Columns after = newer.columns(0);
            boolean sameRows = Stream.of(Mib.SUPPLY_LEVEL, Mib.SUPPLY_MAX, Mib.INPUT_LEVEL, Mib.FINISHER_SUPPLY_LEVEL)
                    .allMatch(column -> before.column(column)
                            .keySet()
                            .equals(after.column(column).keySet()));
            return sameRows && !anyReplaced(before, after);
        }
    }
}
