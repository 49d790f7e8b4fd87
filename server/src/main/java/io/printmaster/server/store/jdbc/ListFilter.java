package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.Scope;
import java.util.List;

/// The conditions of a filter on rows of device_list, but for the class.
final class ListFilter {
    private ListFilter() {}

    /// Whether the kept counts say how many there are.
    static boolean byClassOnly(DeviceQueries.Filter f) {
        return DeviceWords.query(f.text()).isEmpty()
                && f.agent().isEmpty()
                && f.metersBefore().isEmpty()
                && onListedColumns(f);
    }

    static boolean byOneWordOnly(DeviceQueries.Filter f) {
        return DeviceWords.query(f.text()).size() == 1
                && f.agent().isEmpty()
                && f.metersBefore().isEmpty()
                && onListedColumns(f);
    }

    /// Whether nothing but the class and the last counters are asked for.
    static boolean byMetersOnly(DeviceQueries.Filter f) {
        return DeviceWords.query(f.text()).isEmpty()
                && f.agent().isEmpty()
                && f.metersBefore().isPresent()
                && onListedColumns(f);
    }

    /// Whether no condition needs the wide row of the device.
    static boolean onListedColumns(DeviceQueries.Filter f) {
        return f.error().isEmpty()
                && f.manufacturer().isEmpty()
                && f.model().isEmpty()
                && f.lastSeenBefore().isEmpty();
    }

    /// The tenant is compared as an expression: as a column it would lead databases to read all of the
    /// tenant and sort it.
    static void add(Conditions which, Scope scope, DeviceQueries.Filter f) {
        add(which, scope, f, DeviceWords.query(f.text()));
    }

    /// @param words those that are still to be looked for
    static void add(Conditions which, Scope scope, DeviceQueries.Filter f, List<String> words) {
        switch (scope) {
            case Scope.Everyone() -> {}
            case Scope.Only(var tenant) -> which.add("l.tenant_id || '' = ?", tenant.value());
        }
        for (String word : words) {
            // Not by the words' own table: each device would be looked for among all that have the word.
            which.add("(' ' || l.words) LIKE ? ESCAPE '\\'", Conditions.pattern(" " + word));
        }
        f.metersBefore().ifPresent(t -> which.add("l.meters_at < ?", t));
        f.lastSeenBefore().ifPresent(t -> which.add("l.last_seen < ?", t));
        f.agent()
                .ifPresent(agent -> which.add(
                        "EXISTS (SELECT 1 FROM device_agents a WHERE a.tenant_id = l.tenant_id"
                                + " AND a.device_key = l.device_key AND a.agent_id = ?)",
                        agent.value()));
        f.error().ifPresent(word -> wide(which, "d.errors LIKE ?", "% " + word.replaceAll("[^A-Za-z]", "") + " %"));
        f.manufacturer().ifPresent(name -> wide(which, "d.manufacturer = ?", name));
        f.model().ifPresent(name -> wide(which, "d.model = ?", name));
    }

    private static void wide(Conditions which, String condition, String value) {
        which.add(
                "EXISTS (SELECT 1 FROM devices d WHERE d.tenant_id = l.tenant_id AND d.device_key = l.device_key AND "
                        + condition + ")",
                value);
    }
}
