package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Tells where all devices of a filter are found without going through an order: by an index that shows them to be few.
final class FewDevices {
    /// Narrow rows that the database reads and sorts for a page: some 80 ms. From here on a page along the order is
    /// found sooner, unless all that match come at its end.
    private static final int FEW = 25_000;
    /// From here on reading along the order finds a page sooner than reading the tenant.
    private static final int SMALL_TENANT = 3_000;

    private final Sql sql;

    FewDevices(Sql sql) {
        this.sql = sql;
    }

    /// Where they are.
    ///
    /// @param distinct what makes a row of each device once
    /// @param from     tables, with the narrow row as `l`
    /// @param which    all conditions of scope and filter
    record Place(String distinct, String from, Conditions which) {}

    /// Where all that match are; empty when they are not few, or when no index says so.
    ///
    /// @param classes of the filter
    Optional<Place> of(Scope scope, DeviceQueries.Filter filter, Collection<Integer> classes) {
        List<String> words = DeviceWords.query(filter.text());
        Optional<String> day = filter.metersBefore().map(Stamp::text).map(DeviceIndex::day);
        if (filter.agent().isPresent()) {
            Conditions which =
                    new Conditions().add("a.agent_id = ?", filter.agent().get().value());
            return Optional.of(beside("", "device_agents", which, scope, filter, classes, words));
        }
        if (!words.isEmpty()) {
            String word = words.getFirst();
            List<String> rest = words.subList(1, words.size());
            Conditions range = new Conditions().add("a.word >= ?", word).add("a.word < ?", DeviceWords.until(word));
            return areFew("device_words", range)
                    ? Optional.of(beside("DISTINCT ", "device_words", range, scope, filter, classes, rest))
                    : Optional.empty();
        }
        if (day.isPresent()) {
            Conditions range = new Conditions().add("a.meters_day <= ?", day.get());
            return areFew("device_list", range)
                    ? Optional.of(
                            alone(new Conditions().add("l.meters_day <= ?", day.get()), scope, filter, classes, words))
                    : Optional.empty();
        }
        if (scope instanceof Scope.Only only && small(only)) {
            Conditions tenant =
                    new Conditions().add("l.tenant_id = ?", only.tenant().value());
            return Optional.of(alone(tenant, new Scope.Everyone(), filter, classes, words));
        }
        return Optional.empty();
    }

    private static Place beside(
            String distinct,
            String index,
            Conditions which,
            Scope scope,
            DeviceQueries.Filter filter,
            Collection<Integer> classes,
            List<String> words) {
        Place place = alone(which, scope, filter, classes, words);
        return new Place(
                distinct,
                index + " a JOIN device_list l ON l.tenant_id = a.tenant_id AND l.device_key = a.device_key",
                place.which);
    }

    private static Place alone(
            Conditions which,
            Scope scope,
            DeviceQueries.Filter filter,
            Collection<Integer> classes,
            List<String> words) {
        DeviceList.inClasses(which, classes);
        ListFilter.add(which, scope, filter, words);
        return new Place("", "device_list l", which);
    }

    /// By the index alone.
    private boolean areFew(String index, Conditions which) {
        return sql.count(
                        "SELECT COUNT(*) FROM (SELECT 1 FROM " + index + " a" + which.where() + " LIMIT ?) AS counted",
                        which.arguments(FEW + 1))
                <= FEW;
    }

    private boolean small(Scope.Only scope) {
        return new ClassCounts(sql)
                        .all(scope).values().stream().mapToLong(n -> n).sum()
                <= SMALL_TENANT;
    }

    /// How many devices have a word that begins so.
    ///
    /// @param most no more are counted
    long withWord(Scope scope, String word, int most) {
        Conditions which = new Conditions().add("word >= ?", word).add("word < ?", DeviceWords.until(word));
        if (scope instanceof Scope.Only(var tenant)) {
            which.add("tenant_id || '' = ?", tenant.value());
        }
        return sql.count(
                "SELECT COUNT(*) FROM (SELECT DISTINCT tenant_id, device_key FROM device_words" + which.where()
                        + " LIMIT ?) AS found",
                which.arguments(most));
    }
}
