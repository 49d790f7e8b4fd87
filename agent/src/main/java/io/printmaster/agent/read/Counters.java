package io.printmaster.agent.read;

import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.model.Meters;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The counters of a printer: the standard's life count with its unit, and what the maker counts
/// besides. Pure.
final class Counters {
    private Counters() {}

    /// @param defaultMarker prtGeneral's marker row that is "the" counter; 0 if not told
    static Meters of(Columns columns, long device, long defaultMarker, MakerProfile maker, Map<Oid, SnmpValue> values) {
        Map<String, Long> counts = new TreeMap<>();
        Oid wanted = Oid.of((int) device, (int) defaultMarker);
        Map<Oid, SnmpValue> life = columns.column(Mib.MARKER_LIFE_COUNT);
        Oid row = life.containsKey(wanted)
                ? wanted
                : life.keySet().stream().findFirst().orElse(wanted);
        count(life.get(row)).ifPresent(total -> counts.put(Meters.TOTAL, total));
        maker.meters().forEach((name, oids) -> sum(oids, values).ifPresent(sum -> counts.put(name, sum)));
        String unit = counts.containsKey(Meters.TOTAL) ? Words.unit(columns.number(Mib.MARKER_UNIT, row, 0)) : "";
        return new Meters(counts, unit);
    }

    private static OptionalLong sum(List<Oid> oids, Map<Oid, SnmpValue> values) {
        long sum = 0;
        for (Oid oid : oids) {
            OptionalLong count = count(values.get(oid));
            if (count.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += count.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    /// A counter; some firmware sends a Counter32 as a negative INTEGER. -1, -2 and -3 are the
    /// standard's words for "not told".
    private static OptionalLong count(@Nullable SnmpValue value) {
        if (value instanceof SnmpValue.Int(int number)) {
            return number >= -3 && number < 0 ? OptionalLong.empty() : OptionalLong.of(Integer.toUnsignedLong(number));
        }
        return value instanceof SnmpValue.Unsigned(long number) ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
