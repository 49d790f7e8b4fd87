package io.printmaster.server.store.jdbc;

import io.printmaster.model.FillState;
import io.printmaster.model.Supply;
import io.printmaster.model.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Keeps the supplies of devices as their newest reports told them. Writes only what changed: most reports change a
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

    private static final String WHICH = " WHERE tenant_id = ? AND device_key = ? AND supply_index = ?";

    /// Where nothing but the level changed, which is most often: databases write every index anew whose columns are
    /// named, and by state and by text there are some.
    private static final String LEVEL = "UPDATE device_supplies SET percent = ?, percent_order = ?" + WHICH;
    private static final String STATE =
            "UPDATE device_supplies SET percent = ?, percent_order = ?, state = ?, urgency = ?" + WHICH;

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

        /// Whether nothing but the level differs.
        boolean isButForTheLevel(Kept other) {
            return state.equals(other.state) && isButForTheState(other);
        }

        /// Whether nothing but state and level differ.
        boolean isButForTheState(Kept other) {
            return name.equals(other.name)
                    && type.equals(other.type)
                    && color.equals(other.color)
                    && receptacle == other.receptacle
                    && partNumber.equals(other.partNumber);
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

    /// What is in a device now.
    ///
    /// @param known whether the device was stored before
    record Inside(String key, List<Supply> supplies, boolean known) {}

    /// Makes the stored supplies of the devices these.
    void replace(TenantId tenant, List<Inside> devices) {
        Map<String, Map<String, Kept>> stored = stored(
                tenant, devices.stream().filter(Inside::known).map(Inside::key).toList());
        List<@Nullable Object[]> written = new ArrayList<>();
        List<@Nullable Object[]> states = new ArrayList<>();
        List<@Nullable Object[]> levels = new ArrayList<>();
        List<@Nullable Object[]> removed = new ArrayList<>();
        for (Inside device : devices) {
            Map<String, Kept> before = stored.getOrDefault(device.key, Map.of());
            Map<String, Supply> after = new LinkedHashMap<>();
            device.supplies.forEach(supply -> after.putIfAbsent(supply.index(), supply));
            after.forEach((index, supply) -> {
                Kept now = Kept.of(supply);
                Kept was = before.get(index);
                if (was == null || !now.isButForTheState(was)) {
                    written.add(row(tenant, device.key, supply));
                } else if (!now.isButForTheLevel(was)) {
                    states.add(state(tenant, device.key, supply));
                } else if (!now.equals(was)) {
                    levels.add(level(tenant, device.key, supply));
                }
            });
            before.keySet().stream()
                    .filter(index -> !after.containsKey(index))
                    .forEach(index -> removed.add(new @Nullable Object[] {tenant.value(), device.key, index}));
        }
        sql.batch(UPSERT, written);
        sql.batch(STATE, states);
        sql.batch(LEVEL, levels);
        sql.batch("DELETE FROM device_supplies" + WHICH, removed);
    }

    private Map<String, Map<String, Kept>> stored(TenantId tenant, List<String> keys) {
        record Entry(String key, String index, Kept kept) {}
        Map<String, Map<String, Kept>> all = new HashMap<>();
        sql.listIn(
                        "SELECT device_key, supply_index, name, type, color, receptacle, state, percent, part_number"
                                + " FROM device_supplies WHERE tenant_id = ? AND device_key IN ",
                        keys,
                        row -> new Entry(
                                row.text(1),
                                row.text(2),
                                new Kept(
                                        row.text(3),
                                        row.text(4),
                                        row.text(5),
                                        row.flag("receptacle"),
                                        row.text(7),
                                        row.optionalInteger("percent"),
                                        row.text(9))),
                        tenant.value())
                .forEach(entry -> all.computeIfAbsent(entry.key, k -> new LinkedHashMap<>())
                        .put(entry.index, entry.kept));
        return all;
    }

    private static @Nullable Object[] level(TenantId tenant, String key, Supply s) {
        OptionalInt percent = s.level().percent();
        return new @Nullable Object[] {percent, order(percent), tenant.value(), key, s.index()};
    }

    private static @Nullable Object[] state(TenantId tenant, String key, Supply s) {
        OptionalInt percent = s.level().percent();
        return new @Nullable Object[] {
            percent, order(percent), s.state().word(), urgency(s.state()), tenant.value(), key, s.index()
        };
    }

    private static int order(OptionalInt percent) {
        return percent.orElse(101);
    }

    private static @Nullable Object[] row(TenantId tenant, String key, Supply s) {
        OptionalInt percent = s.level().percent();
        return new @Nullable Object[] {
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
            order(percent),
            (s.name() + "\n" + s.partNumber()).toLowerCase(Locale.ROOT)
        };
    }
}
