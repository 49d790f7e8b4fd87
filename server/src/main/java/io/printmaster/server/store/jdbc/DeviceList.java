package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.StoreException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Pages of devices by keyset: the last row's sort value and key, never an offset.
final class DeviceList {
    static final String COLUMNS = "tenant_id, device_key, agent_id, serial, manufacturer, model, hostname, ip, mac,"
            + " location, asset, status, errors, in_error, lowest_percent, supplies_low, total_pages, meters_at, first_seen, last_seen,"
            + " updated_at";
    private static final String UNKNOWN_NUMBER = "9223372036854775807";

    private final Sql sql;

    DeviceList(Sql sql) {
        this.sql = sql;
    }

    private record Keyed(DeviceRow device, String sortValue) {}

    Page<DeviceRow> page(
            Scope scope,
            DeviceQueries.Filter filter,
            DeviceQueries.Sort sort,
            boolean descending,
            PageRequest request) {
        Conditions which = conditions(scope, filter);
        long total = sql.count("SELECT COUNT(*) FROM devices" + which.where(), which.arguments());
        String column = column(sort);
        String cursorSort = "devices." + sort + (descending ? "-" : "+");
        request.after().ifPresent(after -> {
            List<String> v = Cursor.read(after, cursorSort, 3);
            which.add(
                    "(" + column + ", tenant_id, device_key) " + (descending ? "<" : ">") + " (?, ?, ?)",
                    numeric(sort) ? number(v.get(0)) : v.get(0),
                    v.get(1),
                    v.get(2));
        });
        String order = descending ? " DESC" : "";
        List<Keyed> rows = sql.list(
                "SELECT " + COLUMNS + ", " + column + " AS sort_value FROM devices" + which.where() + " ORDER BY "
                        + column + order + ", tenant_id" + order + ", device_key" + order + " LIMIT ?",
                row -> new Keyed(row(row), row.text("sort_value")),
                which.arguments(request.limit() + 1));
        boolean more = rows.size() > request.limit();
        List<Keyed> shown = more ? rows.subList(0, request.limit()) : rows;
        return new Page<>(
                shown.stream().map(Keyed::device).toList(),
                more ? Optional.of(cursor(cursorSort, shown.getLast())) : Optional.empty(),
                total);
    }

    private static String cursor(String sort, Keyed last) {
        return Cursor.of(
                sort,
                List.of(
                        last.sortValue,
                        last.device.tenant().value(),
                        last.device.key().toString()));
    }

    private static Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new PageRequest.BadCursor();
        }
    }

    long count(Scope scope, DeviceQueries.Filter filter) {
        Conditions which = conditions(scope, filter);
        return sql.count("SELECT COUNT(*) FROM devices" + which.where(), which.arguments());
    }

    private static boolean numeric(DeviceQueries.Sort sort) {
        return sort == DeviceQueries.Sort.LOWEST_PERCENT || sort == DeviceQueries.Sort.TOTAL_PAGES;
    }

    private static String column(DeviceQueries.Sort sort) {
        return switch (sort) {
            case SERIAL -> "serial";
            case MANUFACTURER -> "LOWER(manufacturer)";
            case MODEL -> "LOWER(manufacturer || ' ' || model)";
            case HOSTNAME -> "LOWER(hostname)";
            case IP -> "ip_order";
            case LOCATION -> "LOWER(location)";
            case STATUS -> "status";
            case LOWEST_PERCENT -> "COALESCE(lowest_percent, " + UNKNOWN_NUMBER + ")";
            case TOTAL_PAGES -> "COALESCE(total_pages, " + UNKNOWN_NUMBER + ")";
            case FIRST_SEEN -> "first_seen";
            case LAST_SEEN -> "last_seen";
        };
    }

    private static Conditions conditions(Scope scope, DeviceQueries.Filter filter) {
        Conditions which = new Conditions().scope(scope);
        which.contains("search_text", filter.text());
        if (!filter.statuses().isEmpty()) {
            List<String> words =
                    filter.statuses().stream().map(PrinterStatus::word).sorted().toList();
            which.add("status IN (" + "?, ".repeat(words.size() - 1) + "?)", words.toArray());
        }
        filter.error().ifPresent(word -> which.add("errors LIKE ?", "% " + word.replaceAll("[^A-Za-z]", "") + " %"));
        filter.inError().ifPresent(yes -> which.add("in_error = ?", yes));
        filter.suppliesLow().ifPresent(yes -> which.add("supplies_low = ?", yes));
        filter.manufacturer().ifPresent(name -> which.add("manufacturer = ?", name));
        filter.model().ifPresent(name -> which.add("model = ?", name));
        filter.agent()
                .ifPresent(agent -> which.add(
                        "EXISTS (SELECT 1 FROM device_agents da WHERE da.tenant_id = devices.tenant_id"
                                + " AND da.device_key = devices.device_key AND da.agent_id = ?)",
                        agent.value()));
        filter.lastSeenBefore().ifPresent(t -> which.add("last_seen < ?", t));
        filter.metersBefore().ifPresent(t -> which.add("(meters_at IS NULL OR meters_at < ?)", t));
        return which;
    }

    static DeviceRow row(Row row) throws SQLException {
        return new DeviceRow(
                new TenantId(row.text("tenant_id")),
                PrinterKey.parse(row.text("device_key"))
                        .orElseThrow(() ->
                                new StoreException(StoreException.Kind.BROKEN, "a device has an unreadable key", null)),
                row.text("serial"),
                row.text("manufacturer"),
                row.text("model"),
                row.text("hostname"),
                row.text("ip"),
                row.text("mac"),
                row.text("location"),
                row.text("asset"),
                PrinterStatus.ofWord(row.text("status")).orElse(PrinterStatus.UNKNOWN),
                errors(row.text("errors")),
                row.flag("in_error"),
                row.optionalInteger("lowest_percent"),
                row.flag("supplies_low"),
                row.optionalNumber("total_pages"),
                row.optionalTime("meters_at"),
                row.time("first_seen"),
                row.time("last_seen"),
                new AgentId(row.text("agent_id")),
                row.time("updated_at"));
    }

    private static List<String> errors(String words) {
        String plain = words.strip();
        return plain.isEmpty() ? List.of() : List.of(plain.split(" ", -1));
    }
}
