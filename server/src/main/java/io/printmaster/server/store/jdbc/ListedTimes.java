package io.printmaster.server.store.jdbc;

import io.printmaster.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Keeps the times and counters in the narrow rows of devices, which change with nearly every report and sample,
/// without looking at the rows.
final class ListedTimes {
    private final Sql sql;

    ListedTimes(Sql sql) {
        this.sql = sql;
    }

    /// After devices were seen again and told nothing else that is listed: their times.
    ///
    /// @param rows time, tenant, key
    void seenAgain(List<@Nullable Object[]> rows) {
        sql.batch("UPDATE device_list SET last_seen = ? WHERE tenant_id = ? AND device_key = ?", rows);
    }

    /// What lists show of a device's samples.
    ///
    /// @param total empty where no sample told one
    /// @param at    of the newest, as text; empty where there is none
    /// @param seen  when the device was last seen, as text
    record Metered(OptionalLong total, String at, String seen) {}

    /// After devices got newer samples. Each index that holds a column of a statement is written anew by it, so each
    /// device has the statement with the columns that changed.
    static final class MeteredRows {
        private final Map<String, List<@Nullable Object[]>> rows = new TreeMap<>();

        void add(TenantId tenant, String key, Metered was, Metered now) {
            StringBuilder columns = new StringBuilder("meters_at = ?");
            List<@Nullable Object> values = new ArrayList<>(6);
            values.add(now.at);
            if (!now.seen.equals(was.seen)) {
                columns.append(", last_seen = ?");
                values.add(now.seen);
            }
            if (!now.total.equals(was.total)) {
                columns.append(", pages_order = ?");
                values.add(now.total);
            }
            if (!DeviceIndex.day(now.at).equals(DeviceIndex.day(was.at))) {
                columns.append(", meters_day = ?");
                values.add(DeviceIndex.day(now.at));
            }
            values.add(tenant.value());
            values.add(key);
            rows.computeIfAbsent(columns.toString(), c -> new ArrayList<>()).add(values.toArray());
        }
    }

    void metered(MeteredRows all) {
        all.rows.forEach((columns, rows) ->
                sql.batch("UPDATE device_list SET " + columns + " WHERE tenant_id = ? AND device_key = ?", rows));
    }
}
