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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Pages of devices by keyset: the last row's sort value and key, never an offset.
///
/// Two ways lead to a page. Where an index says that few devices can match ([FewDevices]: an agent's, those with a word
/// of the search, those without meters, those of a small tenant), the database reads and sorts these, and does so
/// with all of a fleet for a word that is neither rare nor had by most. Otherwise it goes along the order
/// ([DeviceWalk]), and looks each key up among those that match where these are known but too many to be read.
/// The total comes from the counts kept by class, or is counted up to a limit.
final class DeviceList {
    /// One device.
    static final String ONE =
            "SELECT d.tenant_id, d.device_key, d.agent_id, d.serial, d.manufacturer, d.model, d.hostname,"
                    + " d.ip, d.mac, d.location, d.asset, d.status, d.errors, d.in_error, d.lowest_percent, d.supplies_low,"
                    + " l.pages_order, l.meters_at, l.first_seen, l.last_seen, l.updated_at FROM devices d JOIN device_list l"
                    + " ON l.tenant_id = d.tenant_id AND l.device_key = d.device_key WHERE d.tenant_id = ? AND d.device_key = ?";

    private final Sql sql;
    private final FewDevices few;
    private final DeviceWalk walk;

    DeviceList(Sql sql, FewDevices few, DeviceWalk walk) {
        this.sql = sql;
        this.few = few;
        this.walk = walk;
    }

    Page<DeviceRow> page(
            Scope scope,
            DeviceQueries.Filter filter,
            DeviceQueries.Sort sort,
            boolean descending,
            PageRequest request) {
        ListOrder order = ListOrder.indexed(sort, descending);
        Optional<ListedDevice> after = request.after().map(order::read);
        Classes classes = classes(scope, filter);
        Optional<FewDevices.Place> place = few(scope, filter, classes, order.row());
        int wanted = request.limit() + 1;
        Found found;
        Optional<Conditions> among = place.flatMap(FewDevices.Place::among);
        if (place.isPresent() && among.isEmpty() && after.isEmpty() && !isTold(filter, classes)) {
            found = countedAndSorted(place.get(), order, wanted);
        } else {
            // Counted before the cursor joins the conditions.
            long total = total(scope, filter, classes, place, Page.COUNTED + 1);
            List<ListedDevice> devices;
            if (place.isEmpty()) {
                devices = walk.first(scope, filter, order, after, classes.asked.keySet(), wanted);
            } else if (among.isPresent()) {
                devices = walk.among(among.get(), scope, order, after, classes.asked, wanted);
            } else {
                devices = sorted(place.get(), order, after, wanted);
            }
            found = new Found(devices, total);
        }
        boolean more = found.devices.size() > request.limit();
        List<ListedDevice> shown = more ? found.devices.subList(0, request.limit()) : found.devices;
        Optional<String> next = more ? Optional.of(order.cursor(shown.getLast())) : Optional.empty();
        return isKept(filter)
                ? new Page<>(rows(shown), next, found.total)
                : Page.counted(rows(shown), next, found.total);
    }

    /// Devices of a page, one more than it has, and how many there are in all.
    private record Found(List<ListedDevice> devices, long total) {}

    /// The kept numbers of devices by class.
    ///
    /// @param asked those of the filter
    /// @param all   those of the scope
    private record Classes(Map<Integer, Long> asked, Map<Integer, Long> all) {}

    private Classes classes(Scope scope, DeviceQueries.Filter filter) {
        Map<Integer, Long> all = new ClassCounts(sql).all(scope);
        Map<Integer, Long> asked = new TreeMap<>(all);
        asked.keySet().retainAll(DeviceClass.of(filter));
        return new Classes(asked, all);
    }

    private Optional<FewDevices.Place> few(Scope scope, DeviceQueries.Filter filter, Classes classes, String ordered) {
        return classes.asked.isEmpty()
                ? Optional.empty()
                : few.of(scope, filter, classes.asked.keySet(), ClassCounts.sum(classes.all), ordered);
    }

    /// Read once for both.
    private Found countedAndSorted(FewDevices.Place place, ListOrder ofList, int limit) {
        ListOrder order = ofList.among(place.row());
        record Counted(ListedDevice device, long all) {}
        List<Counted> counted = sql.list(
                "SELECT " + order.columns() + ", COUNT(*) OVER () AS counted FROM " + place.from()
                        + place.which().where() + order.by() + " LIMIT ?",
                row -> new Counted(order.listed(row), row.number("counted")),
                place.which().arguments(limit));
        return new Found(
                counted.stream().map(Counted::device).toList(), counted.isEmpty() ? 0 : counted.getFirst().all);
    }

    private List<ListedDevice> sorted(
            FewDevices.Place place, ListOrder ofList, Optional<ListedDevice> after, int limit) {
        ListOrder order = ofList.among(place.row());
        after.ifPresent(a -> order.after(place.which(), a));
        return sql.list(
                "SELECT " + order.columns() + " FROM " + place.from()
                        + place.which().where() + order.by() + " LIMIT ?",
                order::listed,
                place.which().arguments(limit));
    }

    private List<DeviceRow> rows(List<ListedDevice> devices) {
        List<DeviceRow> rows = new ArrayList<>(devices.size());
        for (ListedDevice device : devices) {
            sql.one(ONE, DeviceList::row, device.tenant(), device.key()).ifPresent(rows::add);
        }
        return rows;
    }

    long count(Scope scope, DeviceQueries.Filter filter) {
        Classes classes = classes(scope, filter);
        Optional<FewDevices.Place> place =
                isKept(filter) ? Optional.empty() : few(scope, filter, classes, ListOrder.ORDER);
        return total(scope, filter, classes, place, Integer.MAX_VALUE);
    }

    /// Whether the number of these is kept, or in the index of the last counters alone.
    private static boolean isKept(DeviceQueries.Filter filter) {
        return ListFilter.byClassOnly(filter) || ListFilter.byMetersOnly(filter);
    }

    private static boolean byOneWordOnly(DeviceQueries.Filter filter, Classes classes) {
        return ListFilter.byOneWordOnly(filter) && classes.asked.size() == classes.all.size();
    }

    /// Whether the total comes of something else than the rows.
    private static boolean isTold(DeviceQueries.Filter filter, Classes classes) {
        return isKept(filter) || byOneWordOnly(filter, classes);
    }

    /// @param most of what has to be counted one by one
    private long total(
            Scope scope, DeviceQueries.Filter filter, Classes classes, Optional<FewDevices.Place> place, int most) {
        if (ListFilter.byClassOnly(filter)) {
            return ClassCounts.sum(classes.asked);
        }
        if (classes.asked.isEmpty()) {
            return 0;
        }
        if (ListFilter.byMetersOnly(filter)) {
            return withoutMeters(scope, filter, classes.asked.keySet());
        }
        if (byOneWordOnly(filter, classes)) {
            return few.withWord(scope, DeviceWords.query(filter.text()).getFirst(), most);
        }
        Conditions all = new Conditions();
        if (place.isEmpty()) {
            inClasses(all, classes.asked.keySet(), ListOrder.LIST);
            ListFilter.add(all, scope, filter);
        }
        Conditions which = place.map(FewDevices.Place::which).orElse(all);
        return sql.count(
                "SELECT COUNT(*) FROM (SELECT 1 FROM "
                        + place.map(FewDevices.Place::from).orElse("device_list l") + which.where()
                        + " LIMIT ?) AS counted",
                which.arguments(most));
    }

    /// The class is compared as an expression: its indexes would lead from row to row all over the table.
    ///
    /// @param row letter of the table
    static void inClasses(Conditions which, Collection<Integer> classes, String row) {
        which.add(row + ".class + 0 IN (" + "?, ".repeat(classes.size() - 1) + "?)", classes.toArray());
    }

    /// Those of earlier days by the index alone, and those of the day itself by their rows.
    private long withoutMeters(Scope scope, DeviceQueries.Filter filter, Collection<Integer> classes) {
        String day = ListedRow.day(Stamp.text(filter.metersBefore().orElseThrow()));
        Conditions earlier = new Conditions().add("l.meters_day < ?", day);
        inClasses(earlier, classes, ListOrder.LIST);
        earlier.within(scope, "l.tenant_id");
        Conditions then = new Conditions().add("l.meters_day = ?", day);
        inClasses(then, classes, ListOrder.LIST);
        ListFilter.add(then, scope, filter);
        return sql.count("SELECT COUNT(*) FROM device_list l" + earlier.where(), earlier.arguments())
                + sql.count("SELECT COUNT(*) FROM device_list l" + then.where(), then.arguments());
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
                ListedRow.known(row.number("pages_order")),
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
