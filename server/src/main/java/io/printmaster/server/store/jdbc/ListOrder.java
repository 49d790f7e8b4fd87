package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.DeviceQueries;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/// An order of the list of devices, the same in the database and here: the sort column, then tenant and
/// key.
///
/// @param row letter of the table that it is read from
record ListOrder(DeviceQueries.Sort sort, boolean descending, String row) implements Comparator<ListedDevice> {
    private static final String LIST = "l";
    private static final String ORDER = "o";

    /// An order among rows of device_list.
    static ListOrder of(DeviceQueries.Sort sort, boolean descending) {
        return new ListOrder(sort, descending, LIST);
    }

    /// The same along the index that holds it, of device_list itself or of device_order.
    ListOrder indexed() {
        boolean moves = sort == DeviceQueries.Sort.TOTAL_PAGES || sort == DeviceQueries.Sort.LAST_SEEN;
        return new ListOrder(sort, descending, moves ? LIST : ORDER);
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

    String by() {
        String direction = descending ? " DESC" : "";
        return " ORDER BY " + column() + direction + ", " + column("tenant_id") + direction + ", "
                + column("device_key") + direction;
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

    @Override
    public int compare(ListedDevice a, ListedDevice b) {
        int byValue = numeric() ? Long.compare(a.number(), b.number()) : codePoints(a.text(), b.text());
        int byTenant = byValue != 0 ? byValue : codePoints(a.tenant(), b.tenant());
        int order = byTenant != 0 ? byTenant : codePoints(a.key(), b.key());
        return descending ? -order : order;
    }

    /// The order of UTF-8, which databases compare by; that of UTF-16 differs behind U+FFFF.
    static int codePoints(String a, String b) {
        int end = Math.min(a.length(), b.length());
        for (int i = 0; i < end; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
                return surrogates ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
