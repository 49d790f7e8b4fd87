package io.printmaster.server.store.jdbc;

import io.printmaster.model.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Changes of rows of device_list or device_order, by what changes: an index that holds a column of a statement is
/// written anew by it, whether the value is another or not, so each row has the statement with the columns that did
/// change.
final class ListedChanges {
    private final Sql sql;
    private final String table;
    private final Map<String, List<@Nullable Object[]>> rows = new TreeMap<>();

    private ListedChanges(Sql sql, String table) {
        this.sql = sql;
        this.table = table;
    }

    static ListedChanges ofList(Sql sql) {
        return new ListedChanges(sql, "device_list");
    }

    static ListedChanges ofOrder(Sql sql) {
        return new ListedChanges(sql, "device_order");
    }

    /// The changed columns of one row.
    static final class Columns {
        private final StringBuilder names = new StringBuilder(64);
        private final List<@Nullable Object> values = new ArrayList<>();

        Columns set(String column, Object was, Object now) {
            if (!was.equals(now)) {
                names.append(names.isEmpty() ? "" : ", ").append(column).append(" = ?");
                values.add(now);
            }
            return this;
        }
    }

    void add(TenantId tenant, String key, Columns changed) {
        if (!changed.values.isEmpty()) {
            changed.values.add(tenant.value());
            changed.values.add(key);
            rows.computeIfAbsent(changed.names.toString(), columns -> new ArrayList<>())
                    .add(changed.values.toArray());
        }
    }

    /// In the order of their keys, so that two writers seldom wait for each other.
    void write() {
        rows.forEach((columns, changed) -> {
            changed.sort(Comparator.comparing(row -> String.valueOf(row[row.length - 1])));
            sql.batch("UPDATE " + table + " SET " + columns + " WHERE tenant_id = ? AND device_key = ?", changed);
        });
        rows.clear();
    }
}
