package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.model.FillState;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.SupplyQueries;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Pages of supplies by keyset, the most urgent first.
final class JdbcSupplies implements SupplyQueries {
    private static final String DEVICE = " JOIN devices d ON d.tenant_id = s.tenant_id AND d.device_key = s.device_key"
            + " JOIN device_list l ON l.tenant_id = s.tenant_id AND l.device_key = s.device_key";
    private static final String KEYS = "s.urgency, s.percent_order, s.tenant_id, s.device_key, s.supply_index";
    private static final String COLUMNS = KEYS
            + ", s.name, s.type, s.color, s.receptacle, s.state, s.percent, s.part_number, d.serial, d.manufacturer,"
            + " d.model, d.location, d.agent_id, l.last_seen";
    private static final String CURSOR = "supplies";

    private final Sql sql;

    JdbcSupplies(Sql sql) {
        this.sql = sql;
    }

    private record Keyed(SupplyRow supply, long urgency, long percentOrder) {
        String cursor() {
            return Cursor.of(
                    CURSOR,
                    List.of(
                            Long.toString(urgency),
                            Long.toString(percentOrder),
                            supply.tenant().value(),
                            supply.device().toString(),
                            supply.index()));
        }
    }

    @Override
    public Page<SupplyRow> page(Scope scope, Filter filter, PageRequest request) {
        Optional<Conditions> after = request.after().map(JdbcSupplies::after);
        int wanted = request.limit() + 1;
        if (filter.text().isBlank()) {
            SupplyFilter all = new SupplyFilter(scope, filter.states());
            Part part = part(along(all.along(new Conditions()), after, wanted), request.limit());
            return new Page<>(part.items, part.next, count(all));
        }
        SupplySearch search = SupplySearch.of(sql, scope, filter);
        List<Keyed> found = search.few()
                .map(places -> sorted(places, after, wanted))
                .orElseGet(() -> along(search.along(), after, wanted));
        Part part = part(found, request.limit());
        return search.total().page(part.items, part.next);
    }

    private record Part(List<SupplyRow> items, Optional<String> next) {}

    private static Part part(List<Keyed> found, int limit) {
        boolean more = found.size() > limit;
        List<Keyed> shown = more ? found.subList(0, limit) : found;
        return new Part(
                shown.stream().map(Keyed::supply).toList(),
                more ? Optional.of(shown.getLast().cursor()) : Optional.empty());
    }

    private static Conditions after(String cursor) {
        List<String> v = Cursor.read(cursor, CURSOR, 5);
        return new Conditions()
                .add(
                        "(" + KEYS + ") > (?, ?, ?, ?, ?)",
                        Cursor.number(v.get(0)),
                        Cursor.number(v.get(1)),
                        v.get(2),
                        v.get(3),
                        v.get(4));
    }

    private List<Keyed> along(Conditions which, Optional<Conditions> after, int limit) {
        after.ifPresent(which::and);
        return sql.list(
                "SELECT " + COLUMNS + " FROM device_supplies s" + DEVICE + which.where() + " ORDER BY " + KEYS
                        + " LIMIT ?",
                JdbcSupplies::row,
                which.arguments(limit));
    }

    /// The keys are sorted, and only the rows of the page are read.
    private List<Keyed> sorted(List<Conditions> places, Optional<Conditions> after, int limit) {
        List<@Nullable Object> arguments = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (Conditions which : places) {
            after.ifPresent(which::and);
            parts.add("SELECT " + KEYS + " FROM device_supplies s" + which.where());
            arguments.addAll(Arrays.asList(which.arguments()));
        }
        arguments.add(limit);
        return sql.list(
                "SELECT " + COLUMNS + " FROM (SELECT * FROM (" + String.join(" UNION ALL ", parts) + ") AS s ORDER BY "
                        + KEYS + " LIMIT ?) AS k JOIN device_supplies s ON s.tenant_id = k.tenant_id"
                        + " AND s.device_key = k.device_key AND s.supply_index = k.supply_index" + DEVICE
                        + " ORDER BY " + KEYS,
                JdbcSupplies::row,
                arguments.toArray());
    }

    @Override
    public long count(Scope scope, Filter filter) {
        return filter.text().isBlank()
                ? count(new SupplyFilter(scope, filter.states()))
                : SupplySearch.of(sql, scope, filter).count();
    }

    private long count(SupplyFilter filter) {
        Conditions which = filter.lookUp(new Conditions());
        return sql.count("SELECT COUNT(*) FROM device_supplies s" + which.where(), which.arguments());
    }

    private static Keyed row(Row row) throws SQLException {
        SupplyRow supply = new SupplyRow(
                new TenantId(row.text("tenant_id")),
                PrinterKey.parse(row.text("device_key"))
                        .orElseThrow(() ->
                                new StoreException(StoreException.Kind.BROKEN, "a supply has an unreadable key", null)),
                row.text("supply_index"),
                row.text("name"),
                row.text("type"),
                row.text("color"),
                row.flag("receptacle"),
                FillState.ofWord(row.text("state")).orElse(FillState.UNKNOWN),
                row.optionalInteger("percent"),
                row.text("part_number"),
                row.text("serial"),
                row.text("manufacturer"),
                row.text("model"),
                row.text("location"),
                new AgentId(row.text("agent_id")),
                row.time("last_seen"));
        return new Keyed(supply, row.number("urgency"), row.number("percent_order"));
    }
}
