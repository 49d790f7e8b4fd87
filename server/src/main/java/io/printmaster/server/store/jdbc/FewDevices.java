package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.Scope;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds all devices of a filter that an index shows to be few, from their narrow rows.
final class FewDevices {
    /// Rows that are read and put in order for a page: some 30 ms.
    private static final int FEW = 10_000;
    /// From here on reading along the order finds a page sooner than reading the tenant.
    private static final int SMALL_TENANT = 3_000;

    private final Sql sql;

    FewDevices(Sql sql) {
        this.sql = sql;
    }

    private record Narrow(ListedDevice device, int number, String words, String metersAt) {}

    /// All that match; empty when they are not few, or when no index says so.
    Optional<List<ListedDevice>> of(Scope scope, DeviceQueries.Filter filter, ListOrder order) {
        if (!ListFilter.onListedColumns(filter)) {
            return Optional.empty();
        }
        Set<Integer> classes = new HashSet<>(DeviceClass.of(filter));
        List<String> words = DeviceWords.query(filter.text());
        String before = filter.metersBefore().map(Stamp::text).orElse("");
        return candidates(scope, filter, words, order)
                .map(found -> found.stream()
                        .filter(n -> classes.contains(n.number))
                        .filter(n -> DeviceWords.match(n.words, words))
                        .filter(n -> before.isEmpty() || n.metersAt.compareTo(before) < 0)
                        .map(Narrow::device)
                        .toList());
    }

    private Optional<Collection<Narrow>> candidates(
            Scope scope, DeviceQueries.Filter filter, List<String> words, ListOrder order) {
        Conditions which = new Conditions();
        String from;
        String tenant;
        if (filter.agent().isPresent()) {
            from = "device_agents a JOIN device_list l ON l.tenant_id = a.tenant_id AND l.device_key = a.device_key";
            tenant = "a.tenant_id = ?";
            which.add("a.agent_id = ?", filter.agent().get().value());
        } else if (!words.isEmpty()) {
            from = "device_words w JOIN device_list l ON l.tenant_id = w.tenant_id AND l.device_key = w.device_key";
            tenant = "w.tenant_id || '' = ?";
            which.add("w.word >= ?", words.getFirst()).add("w.word < ?", DeviceWords.until(words.getFirst()));
        } else if (filter.metersBefore().isPresent()) {
            from = "device_list l";
            tenant = "l.tenant_id || '' = ?";
            which.add(
                    "l.meters_day <= ?",
                    DeviceIndex.day(Stamp.text(filter.metersBefore().get())));
        } else if (scope instanceof Scope.Only only && small(only)) {
            from = "device_list l";
            tenant = "l.tenant_id = ?";
        } else {
            return Optional.empty();
        }
        if (scope instanceof Scope.Only(var only)) {
            which.add(tenant, only.value());
        }
        return read(from, which, order, filter.agent().isPresent());
    }

    /// @param whole read all, however many
    private Optional<Collection<Narrow>> read(String from, Conditions which, ListOrder order, boolean whole) {
        int limit = whole ? Integer.MAX_VALUE : FEW + 1;
        List<Narrow> found = sql.list(
                "SELECT l.tenant_id, l.device_key, l.class, l.words, l.meters_at, " + order.column()
                        + " AS sort_value FROM " + from + which.where() + " LIMIT ?",
                row -> narrow(row, order),
                which.arguments(limit));
        if (found.size() == limit) {
            return Optional.empty();
        }
        Map<String, Narrow> once = new LinkedHashMap<>();
        found.forEach(n -> once.putIfAbsent(n.device.tenant() + "\u0000" + n.device.key(), n));
        return Optional.of(new ArrayList<>(once.values()));
    }

    private static Narrow narrow(Row row, ListOrder order) throws SQLException {
        return new Narrow(order.listed(row), row.integer("class"), row.text("words"), row.text("meters_at"));
    }

    private boolean small(Scope.Only scope) {
        return new ClassCounts(sql)
                        .all(scope).values().stream().mapToLong(n -> n).sum()
                <= SMALL_TENANT;
    }

    /// How many devices have a word that begins so.
    long withWord(Scope scope, String word) {
        Conditions which = new Conditions().add("word >= ?", word).add("word < ?", DeviceWords.until(word));
        if (scope instanceof Scope.Only(var tenant)) {
            which.add("tenant_id || '' = ?", tenant.value());
        }
        return sql.count(
                "SELECT COUNT(*) FROM (SELECT DISTINCT tenant_id, device_key FROM device_words" + which.where()
                        + ") AS found",
                which.arguments());
    }
}
