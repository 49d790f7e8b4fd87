package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Changes of the kept numbers of devices by class, summed up before they are written: most reports that change a class
/// change those of many devices of one agent.
final class DeviceCounts {
    private static final String ADD =
            "INSERT INTO device_counts (tenant_id, agent_id, class, owned, seen) VALUES (?, ?, ?, ?, ?)"
                    + " ON CONFLICT (tenant_id, agent_id, class) DO UPDATE SET"
                    + " owned = device_counts.owned + excluded.owned, seen = device_counts.seen + excluded.seen";

    private final Sql sql;
    private final TenantId tenant;
    /// In one order for all writers, so that two cannot wait for each other.
    private final Map<Place, Change> changes =
            new TreeMap<>(Comparator.comparing(Place::agent).thenComparingInt(Place::number));

    private record Place(String agent, int number) {}

    private record Change(long owned, long seen) {
        Change plus(Change more) {
            return new Change(owned + more.owned, seen + more.seen);
        }
    }

    DeviceCounts(Sql sql, TenantId tenant) {
        this.sql = sql;
        this.tenant = tenant;
    }

    void add(AgentId agent, int number, int owned, int seen) {
        changes.merge(new Place(agent.value(), number), new Change(owned, seen), Change::plus);
    }

    void write() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        changes.forEach((place, change) -> {
            if (change.owned != 0 || change.seen != 0) {
                rows.add(new @Nullable Object[] {tenant.value(), place.agent, place.number, change.owned, change.seen});
            }
        });
        sql.batch(ADD, rows);
    }
}
