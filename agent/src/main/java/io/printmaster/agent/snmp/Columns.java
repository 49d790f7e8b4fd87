package io.printmaster.agent.snmp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Columns that are being walked, and how far each has come. A column ends at the first name outside it, at a name
/// that does not increase (some firmware runs in circles), or at the limit of rows; the others go on.
final class Columns {
    private static final int UNKNOWN_ROWS = 4;

    private final List<Column> open = new ArrayList<>();
    private final Map<Oid, NavigableMap<Oid, SnmpValue>> result = new LinkedHashMap<>();
    private @Nullable Oid end;

    /// What its columns have in common.
    private static final class Table {
        /// The first of them that was walked to its end and has rows.
        private @Nullable Column walked;
    }

    /// One column.
    final class Column {
        private static final int EXPECTED_BYTES = 28;

        private final Oid name;
        private final Table table;
        private final int usualRows;
        private final int maxRows;
        private final NavigableMap<Oid, SnmpValue> rows = new TreeMap<>();
        /// Up to here, nothing is left to be found.
        private Oid at;
        private int bytes;
        private boolean isOpen = true;

        private Column(Oid name, Table table, int usualRows, int maxRows) {
            this.name = name;
            this.table = table;
            this.usualRows = usualRows;
            this.maxRows = maxRows;
            this.at = name;
        }

        Oid name() {
            return name;
        }

        Oid at() {
            return at;
        }

        NavigableMap<Oid, SnmpValue> rows() {
            return rows;
        }

        int bytesPerRow() {
            return rows.isEmpty() ? EXPECTED_BYTES : Math.max(16, bytes / rows.size());
        }

        /// How many more answers it likely takes to its end; the last one shows the end.
        int remaining() {
            Column sibling = table.walked;
            int expected = sibling == null ? usualRows : sibling.rows.size();
            return rows.size() <= expected ? expected - rows.size() + 1 : Math.max(UNKNOWN_ROWS, rows.size());
        }

        /// A column of the same table that is walked to its end: the rows are nearly always the same.
        Optional<Column> sibling() {
            return Optional.ofNullable(table.walked);
        }

        /// Whether another column of the table is walked first, to learn the rows from it.
        boolean waitsForSibling() {
            for (Column column : open) {
                if (column.table == table) {
                    return column != this && table.walked == null;
                }
            }
            return false;
        }

        boolean holds(Oid oid) {
            return oid.size() > name.size() && oid.startsWith(name);
        }

        void add(VarBind binding) {
            at = binding.oid();
            rows.put(at.after(name.size()), binding.value());
            bytes += binding.approximateBytes();
            if (rows.size() >= maxRows || !mayHave(at)) {
                end();
            }
        }

        void end() {
            if (isOpen) {
                isOpen = false;
                open.remove(this);
                if (table.walked == null && !rows.isEmpty()) {
                    table.walked = this;
                }
            }
        }

        boolean isOpen() {
            return isOpen;
        }
    }

    Columns(List<Oid> names, Map<Oid, Integer> usualRows, ToIntFunction<Oid> maxRows) {
        Map<Oid, Table> tables = new HashMap<>();
        for (Oid name : names) {
            Table table = tables.computeIfAbsent(name.before(name.size() - 1), entry -> new Table());
            Column column =
                    new Column(name, table, usualRows.getOrDefault(name, UNKNOWN_ROWS), maxRows.applyAsInt(name));
            open.add(column);
            result.put(name, column.rows);
        }
    }

    boolean isOpen() {
        return !open.isEmpty();
    }

    List<Column> open() {
        return List.copyOf(open);
    }

    /// From this name on the device has nothing; columns that stand there are at their end.
    void nothingFrom(Oid name) {
        end = end == null || name.compareTo(end) < 0 ? name : end;
        open().stream().filter(c -> !mayHave(c.at)).forEach(Column::end);
    }

    boolean mayHave(Oid name) {
        return end == null || name.compareTo(end) < 0;
    }

    Map<Oid, NavigableMap<Oid, SnmpValue>> result() {
        return result;
    }
}
