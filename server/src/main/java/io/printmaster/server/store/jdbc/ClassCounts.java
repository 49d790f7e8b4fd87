package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.Scope;
import java.util.Map;
import java.util.TreeMap;

/// The kept numbers of devices by class.
final class ClassCounts {
    private final Sql sql;

    ClassCounts(Sql sql) {
        this.sql = sql;
    }

    private record Counted(int number, long devices) {}

    /// How many devices the scope has of each class; classes without any are left out.
    Map<Integer, Long> all(Scope scope) {
        Conditions which = new Conditions().scope(scope);
        Map<Integer, Long> counts = new TreeMap<>();
        sql.list(
                        "SELECT class, SUM(owned) AS devices FROM device_counts" + which.where() + " GROUP BY class",
                        row -> new Counted(row.integer("class"), row.number("devices")),
                        which.arguments())
                .forEach(c -> counts.put(c.number, c.devices));
        counts.values().removeIf(n -> n == 0);
        return counts;
    }

    static long sum(Map<Integer, Long> counts) {
        return counts.values().stream().mapToLong(n -> n).sum();
    }

    DeviceQueries.Watched watched(TenantId tenant, AgentId agent) {
        long devices = 0;
        long inError = 0;
        for (Counted one : sql.list(
                "SELECT class, seen FROM device_counts WHERE tenant_id = ? AND agent_id = ?",
                row -> new Counted(row.integer("class"), row.number("seen")),
                tenant.value(),
                agent.value())) {
            devices += one.devices;
            inError += DeviceClass.inError(one.number) ? one.devices : 0;
        }
        return new DeviceQueries.Watched(devices, inError);
    }
}
