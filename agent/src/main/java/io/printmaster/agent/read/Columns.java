package io.printmaster.agent.read;

import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpValue;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;

/// Walked columns, asked for cell by cell: any column may be missing, any row may have gaps.
///
/// @param charset IANA MIBenum that the printer declares for descriptions, 0 if none
record Columns(Map<Oid, NavigableMap<Oid, SnmpValue>> walked, int charset) {

    /// The rows that any of these columns has, in order.
    NavigableSet<Oid> rows(Oid... columns) {
        NavigableSet<Oid> rows = new TreeSet<>();
        for (Oid column : columns) {
            rows.addAll(column(column).keySet());
        }
        return rows;
    }

    NavigableMap<Oid, SnmpValue> column(Oid column) {
        return walked.getOrDefault(column, Collections.emptyNavigableMap());
    }

    OptionalLong number(Oid column, Oid row) {
        SnmpValue value = column(column).get(row);
        return value == null ? OptionalLong.empty() : value.number();
    }

    long number(Oid column, Oid row, long otherwise) {
        return number(column, row).orElse(otherwise);
    }

    String text(Oid column, Oid row) {
        return text(column, row, charset);
    }

    String text(Oid column, Oid row, int declaredCharset) {
        return column(column).get(row) instanceof SnmpValue.Octets octets
                ? PrinterText.of(octets.bytes(), declaredCharset)
                : "";
    }
}
