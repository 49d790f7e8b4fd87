package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.DeviceQueries;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/// An order of the list of devices, the same in the database and here: the sort column, then tenant and
/// key.
record ListOrder(DeviceQueries.Sort sort, boolean descending) implements Comparator<ListedDevice> {

    String column() {
        return switch (sort) {
            case SERIAL -> "l.serial";
            case MODEL -> "l.model_order";
            case IP -> "l.ip_order";
            case STATUS -> "l.status";
            case LOWEST_PERCENT -> "l.supply_order";
            case TOTAL_PAGES -> "l.pages_order";
            case LAST_SEEN -> "l.last_seen";
        };
    }

    private boolean numeric() {
        return sort == DeviceQueries.Sort.LOWEST_PERCENT || sort == DeviceQueries.Sort.TOTAL_PAGES;
    }

    String by() {
        String direction = descending ? " DESC" : "";
        return " ORDER BY " + column() + direction + ", l.tenant_id" + direction + ", l.device_key" + direction;
    }

    void after(Conditions which, ListedDevice last) {
        which.add(
                "(" + column() + ", l.tenant_id, l.device_key) " + (descending ? "<" : ">") + " (?, ?, ?)",
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
