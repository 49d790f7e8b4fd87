package io.printmaster.agent.read.maker;

import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpValue;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a device answered. Anything may be missing.
///
/// @param values  single objects by name
/// @param columns walked columns by name, their rows by index
/// @param texts   reads octets as the text that the device means
public record Answers(
        Map<Oid, SnmpValue> values, Map<Oid, NavigableMap<Oid, SnmpValue>> columns, Function<byte[], String> texts) {

    /// The counter in a value; some firmware sends a Counter32 as a negative INTEGER. -1, -2 and -3 are the
    /// standard's words for "not told".
    public static OptionalLong count(@Nullable SnmpValue value) {
        if (value instanceof SnmpValue.Int(int number)) {
            return number >= -3 && number < 0 ? OptionalLong.empty() : OptionalLong.of(Integer.toUnsignedLong(number));
        }
        return value instanceof SnmpValue.Unsigned(long number) ? OptionalLong.of(number) : OptionalLong.empty();
    }

    OptionalLong count(MakerObject object) {
        return count(values.get(object.oid()));
    }

    OptionalLong number(MakerObject object) {
        SnmpValue value = values.get(object.oid());
        return value == null ? OptionalLong.empty() : value.number();
    }

    Optional<byte[]> octets(MakerObject object) {
        return values.get(object.oid()) instanceof SnmpValue.Octets octets
                ? Optional.of(octets.bytes())
                : Optional.empty();
    }

    String text(MakerObject object) {
        return octets(object).map(texts).orElse("");
    }

    NavigableMap<Oid, SnmpValue> column(Oid column) {
        return columns.getOrDefault(column, Collections.emptyNavigableMap());
    }

    String text(@Nullable SnmpValue value) {
        return value instanceof SnmpValue.Octets octets ? texts.apply(octets.bytes()) : "";
    }
}
