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
import java.util.List;
import java.util.Optional;

/// Pages of supplies by keyset, the most urgent first.
final class JdbcSupplies implements SupplyQueries {
    private static final String FROM =
            " FROM device_supplies s JOIN devices d ON d.tenant_id = s.tenant_id AND d.device_key = s.device_key";
    private static final String KEYS = "s.urgency, s.percent_order, s.tenant_id, s.device_key, s.supply_index";
    private static final String COLUMNS = KEYS
            + ", s.name, s.type, s.color, s.receptacle, s.state, s.percent, s.part_number, d.serial, d.manufacturer,"
            + " d.model, d.location, d.agent_id, d.last_seen";
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
        boolean indexed = filter.text().isEmpty();
        long total = count(scope, filter, indexed ? Integer.MAX_VALUE : Page.COUNTED + 1);
        Conditions which = conditions(scope, filter, true);
        request.after().ifPresent(after -> {
            List<String> v = Cursor.read(after, CURSOR, 5);
            which.add(
                    "(" + KEYS + ") > (?, ?, ?, ?, ?)",
                    Cursor.number(v.get(0)),
                    Cursor.number(v.get(1)),
                    v.get(2),
                    v.get(3),
                    v.get(4));
        });
        List<Keyed> rows = sql.list(
                "SELECT " + COLUMNS + FROM + which.where() + " ORDER BY " + KEYS + " LIMIT ?",
                JdbcSupplies::row,
                which.arguments(request.limit() + 1));
        boolean more = rows.size() > request.limit();
        List<Keyed> shown = more ? rows.subList(0, request.limit()) : rows;
        List<SupplyRow> items = shown.stream().map(Keyed::supply).toList();
        Optional<String> next = more ? Optional.of(shown.getLast().cursor()) : Optional.empty();
        return indexed ? new Page<>(items, next, total) : Page.counted(items, next, total);
    }

    @Override
    public long count(Scope scope, Filter filter) {
        return count(scope, filter, Integer.MAX_VALUE);
    }

    private long count(Scope scope, Filter filter, int most) {
        Conditions which = conditions(scope, filter, false);
        // Without a search, the device's row is not needed.
        String from = filter.text().isEmpty() ? " FROM device_supplies s" : FROM;
        return sql.count(
                "SELECT COUNT(*) FROM (SELECT 1" + from + which.where() + " LIMIT ?) AS counted",
                which.arguments(most));
    }

    /// @param inOrder only the columns of the order lead to an index, the others are compared as expressions
    private static Conditions conditions(Scope scope, Filter filter, boolean inOrder) {
        String same = inOrder ? " || ''" : "";
        Conditions which = new Conditions();
        switch (scope) {
            case Scope.Everyone() -> {}
            case Scope.Only(TenantId tenant) -> which.add("s.tenant_id" + same + " = ?", tenant.value());
        }
        if (!filter.states().isEmpty()) {
            List<String> words =
                    filter.states().stream().map(FillState::word).sorted().toList();
            // The urgency leads the index; the state alone would read every row of a large fleet.
            int worst = filter.states().stream()
                    .mapToInt(DeviceSupplies::urgency)
                    .max()
                    .orElse(0);
            which.add("s.urgency <= ?", worst);
            which.add("s.state" + same + " IN (" + "?, ".repeat(words.size() - 1) + "?)", words.toArray());
        }
        if (!filter.text().isEmpty()) {
            String pattern = Conditions.pattern(filter.text());
            which.add("(s.search_text LIKE ? ESCAPE '\\' OR d.search_text LIKE ? ESCAPE '\\')", pattern, pattern);
        }
        return which;
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
