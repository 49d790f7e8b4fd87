package io.printmaster.server.store.jdbc;

import io.printmaster.model.FillState;
import io.printmaster.model.Supply;
import io.printmaster.model.TenantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/// Keeps the supplies of a device as its newest report told them. Writes only what changed: most reports
/// change a
/// level or nothing, and every row written is paid for at ingest.
final class DeviceSupplies {
    private static final String UPSERT = """
            INSERT INTO device_supplies (tenant_id, device_key, supply_index, name, type, color, receptacle, state,
                percent, part_number, urgency, percent_order, search_text)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (tenant_id, device_key, supply_index) DO UPDATE SET
                name = excluded.name, type = excluded.type, color = excluded.color, receptacle = excluded.receptacle,
                state = excluded.state, percent = excluded.percent, part_number = excluded.part_number,
                urgency = excluded.urgency, percent_order = excluded.percent_order, search_text = excluded.search_text
            """;

    private final Sql sql;

    DeviceSupplies(Sql sql) {
        this.sql = sql;
    }

    private record Kept(
            String name,
            String type,
            String color,
            boolean receptacle,
            String state,
            OptionalInt percent,
            String partNumber) {
        static Kept of(Supply s) {
            return new Kept(
                    s.name(),
                    s.type(),
                    s.color(),
                    s.receptacle(),
                    s.state().word(),
                    s.level().percent(),
                    s.partNumber());
        }
    }

    /// The place in the work list: the smaller, the more urgent.
    static int urgency(FillState state) {
        return switch (state) {
            case EMPTY, FULL, MISSING -> 0;
            case LOW, MAYBE_LOW -> 1;
            case OK -> 2;
            case SOME_LEFT -> 3;
            case UNKNOWN -> 4;
        };
    }

    /// Makes the stored supplies of the device these.
    void replace(TenantId tenant, String key, List<Supply> supplies, boolean known) {
        Map<String, Kept> before = known ? stored(tenant, key) : Map.of();
        Map<String, Supply> after = new LinkedHashMap<>();
        supplies.forEach(supply -> after.putIfAbsent(supply.index(), supply));
        after.forEach((index, supply) -> {
            if (!Kept.of(supply).equals(before.get(index))) {
                write(tenant, key, supply);
            }
        });
        before.keySet().stream()
                .filter(index -> !after.containsKey(index))
                .forEach(index -> sql.run(
                        "DELETE FROM device_supplies WHERE tenant_id = ? AND device_key = ? AND supply_index = ?",
                        tenant.value(),
                        key,
                        index));
    }

    private Map<String, Kept> stored(TenantId tenant, String key) {
        record Entry(String index, Kept kept) {}
        Map<String, Kept> all = new LinkedHashMap<>();
        sql.list(
                        "SELECT supply_index, name, type, color, receptacle, state, percent, part_number"
                                + " FROM device_supplies WHERE tenant_id = ? AND device_key = ?",
                        row -> new Entry(
                                row.text("supply_index"),
                                new Kept(
                                        row.text("name"),
                                        row.text("type"),
                                        row.text("color"),
                                        row.flag("receptacle"),
                                        row.text("state"),
                                        row.optionalInteger("percent"),
                                        row.text("part_number"))),
                        tenant.value(),
                        key)
                .forEach(entry -> all.put(entry.index, entry.kept));
        return all;
    }

    private void write(TenantId tenant, String key, Supply s) {
        OptionalInt percent = s.level().percent();
        sql.run(
                UPSERT,
                tenant.value(),
                key,
                s.index(),
                s.name(),
                s.type(),
                s.color(),
                s.receptacle(),
                s.state().word(),
                percent,
                s.partNumber(),
                urgency(s.state()),
                percent.orElse(101),
                (s.name() + "\n" + s.partNumber()).toLowerCase(Locale.ROOT));
    }
}
