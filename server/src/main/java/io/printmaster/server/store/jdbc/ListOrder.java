package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.DeviceQueries;
import java.sql.SQLException;
import java.util.List;

/// An order of the list of devices: the sort column, then tenant and key.
///
/// @param row letter of the table that it is read from
record ListOrder(DeviceQueries.Sort sort, boolean descending, String row) {
    /// Stands for device_list in statements.
    static final String LIST = "l";
    /// Stands for device_order in statements.
    static final String ORDER = "o";

    /// The order along the index that holds it, of device_list or of device_order.
    static ListOrder indexed(DeviceQueries.Sort sort, boolean descending) {
        boolean moves = sort == DeviceQueries.Sort.TOTAL_PAGES || sort == DeviceQueries.Sort.LAST_SEEN;
        return new ListOrder(sort, descending, moves ? LIST : ORDER);
    }

    /// The same among rows of another table; device_list has what each order needs.
    ListOrder among(String otherRow) {
        return new ListOrder(sort, descending, otherRow);
    }

    /// Where its rows are.
    ///
    /// @param filtered whether a condition asks for a column of device_list. That table then comes second for every
    ///                 planner, or it might be read before, and sorted
    String tables(boolean filtered) {
        if (row.equals(LIST)) {
            return "device_list l";
        }
        return filtered ? "device_order o CROSS JOIN device_list l" : "device_order o";
    }

    /// How the two belong together.
    void join(Conditions which, boolean filtered) {
        if (filtered && row.equals(ORDER)) {
            which.add("l.tenant_id = o.tenant_id").add("l.device_key = o.device_key");
        }
    }

    String column(String name) {
        return row + "." + name;
    }

    String column() {
        return column(
                switch (sort) {
                    case SERIAL -> "serial";
                    case MODEL -> "model_order";
                    case IP -> "ip_order";
                    case STATUS -> "status";
                    case LOWEST_PERCENT -> "supply_order";
                    case TOTAL_PAGES -> "pages_order";
                    case LAST_SEEN -> "last_seen";
                });
    }

    /// What [#listed] reads.
    String columns() {
        return column("tenant_id") + ", " + column("device_key") + ", " + column() + " AS sort_value";
    }

    private boolean numeric() {
        return sort == DeviceQueries.Sort.LOWEST_PERCENT || sort == DeviceQueries.Sort.TOTAL_PAGES;
    }

    /// By the places of [#columns], so that it orders several selections together, too.
    String by() {
        String direction = descending ? " DESC" : "";
        return " ORDER BY 3" + direction + ", 1" + direction + ", 2" + direction;
    }

    void after(Conditions which, ListedDevice last) {
        which.add(
                "(" + column() + ", " + column("tenant_id") + ", " + column("device_key") + ") "
                        + (descending ? "<" : ">") + " (?, ?, ?)",
                numeric() ? (Object) last.number() : last.text(),
                last.tenant(),
                last.key());
    }

    ListedDevice listed(Row row) throws SQLException {
        String value = row.text("sort_value");
        return new ListedDevice(
                row.text("tenant_id"), row.text("device_key"), value, numeric() ? Long.parseLong(value) : 0);
    }

    private String name() {
        return "devices." + sort + (descending ? "-" : "+");
    }

    String cursor(ListedDevice last) {
        return Cursor.of(name(), List.of(last.text(), last.tenant(), last.key()));
    }

    ListedDevice read(String cursor) {
        List<String> v = Cursor.read(cursor, name(), 3);
        return new ListedDevice(v.get(1), v.get(2), v.get(0), numeric() ? Cursor.number(v.get(0)) : 0);
    }
}
