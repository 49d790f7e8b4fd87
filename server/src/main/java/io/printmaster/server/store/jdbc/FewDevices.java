package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Tells where all devices of a filter are found without going through an order: by an index that shows them to be few,
/// or among all devices, where neither an index nor the order leads to them.
final class FewDevices {
    /// Narrow rows that the database finds by index and sorts for a page: some 80 ms.
    private static final int FEW = 35_000;
    /// From here on reading along the order finds a page sooner than reading the tenant.
    private static final int SMALL_TENANT = 3_000;
    /// Narrow rows that are read one after the other, which takes a third of finding each by an index: some 80 ms.
    private static final int ALL = 120_000;

    /// So many are looked up in device_list, for an order that only this has or by when they were metered.
    private static final int FEW_ROWS = 5_000;

    private final Sql sql;
    private final int few;
    private final int fewRows;
    private final int all;

    FewDevices(Sql sql) {
        this(sql, FEW, FEW_ROWS, ALL);
    }

    /// @param few     that an index may find
    /// @param fewRows of device_list that are read one by one where there is another way
    /// @param all     of a fleet that may be read
    FewDevices(Sql sql, int few, int fewRows, int all) {
        this.sql = sql;
        this.few = few;
        this.fewRows = fewRows;
        this.all = all;
    }

    /// Where they are.
    ///
    /// @param from  tables, each device once
    /// @param which all conditions of scope and filter
    /// @param row   letter of the table with the class: device_list, or device_order, whose rows are found sooner
    /// @param among when they are too many to be sorted for this order, that a row `w` of it is one of them
    record Place(String from, Conditions which, String row, Optional<Conditions> among) {}

    /// Where all that match are; empty when a page along the order is found sooner.
    ///
    /// @param classes of the filter that have devices
    /// @param devices how many the scope has in all
    /// @param ordered letter of the table that has the order; that of device_order when there is none
    Optional<Place> of(
            Scope scope, DeviceQueries.Filter filter, Collection<Integer> classes, long devices, String ordered) {
        List<String> words = DeviceWords.query(filter.text());
        Conditions which = new Conditions();
        String from = "device_list l";
        String row = ListOrder.LIST;
        Optional<Conditions> among = Optional.empty();
        boolean found = true;
        if (filter.agent().isPresent()) {
            from = "device_agents a JOIN device_list l ON l.tenant_id = a.tenant_id AND l.device_key = a.device_key";
            which.add("a.agent_id = ?", filter.agent().get().value());
        } else if (!words.isEmpty() && areAtMost(few, words.getFirst())) {
            boolean inOrder = ordered.equals(ListOrder.ORDER);
            if (ListFilter.byOneWordOnly(filter) && (inOrder || !areAtMost(fewRows, words.getFirst()))) {
                from = "device_order o";
                row = ListOrder.ORDER;
                among = inOrder ? among : Optional.of(among(scope, words.getFirst(), "w"));
            }
            which = having(scope, words.getFirst(), row);
            words = words.subList(1, words.size());
        } else if (filter.metersBefore().isPresent()) {
            String before = Stamp.text(filter.metersBefore().get());
            which.add("l.meters_day <= ?", ListedRow.day(before));
            found = areAtMost(few, from, which);
            if (ListFilter.byMetersOnly(filter) && !areAtMost(fewRows, from, which)) {
                among = Optional.of(lastMeteredBefore(before));
            }
        } else if (scope instanceof Scope.Only(var tenant) && devices <= (words.isEmpty() ? SMALL_TENANT : few)) {
            which.add("l.tenant_id = ?", tenant.value());
        } else {
            found = !words.isEmpty() && areFoundAmongAll(scope, words.getFirst(), devices);
        }
        if (!found) {
            return Optional.empty();
        }
        DeviceList.inClasses(which, classes, row);
        which.within(scope, row + ".tenant_id");
        ListFilter.add(which, filter, words);
        return Optional.of(new Place(from, which, row, among));
    }

    /// Whether the word is one that less than half of a fleet has, which is not too large to be read. What most have is
    /// soon found along any order; of the others, all may come at its end.
    private boolean areFoundAmongAll(Scope scope, String word, long devices) {
        long fleet = scope instanceof Scope.Everyone
                ? devices
                : new ClassCounts(sql)
                        .all(new Scope.Everyone()).values().stream()
                                .mapToLong(n -> n)
                                .sum();
        return fleet <= all && areAtMost((int) fleet / 2, word);
    }

    /// By the index alone.
    private boolean areAtMost(int most, String index, Conditions which) {
        return sql.count(
                        "SELECT COUNT(*) FROM (SELECT 1 FROM " + index + which.where() + " LIMIT ?) AS counted",
                        which.arguments(most + 1))
                <= most;
    }

    /// Whether devices have no more words than these that begin so.
    boolean areAtMost(int most, String word) {
        return areAtMost(most, "device_words a", withWord(word));
    }

    private static Conditions withWord(String word) {
        return new Conditions().add("a.word >= ?", word).add("a.word < ?", DeviceWords.until(word));
    }

    /// That a row's device has a word that begins so, looked up by the word.
    ///
    /// @param row its table's letter
    static Conditions having(Scope scope, String word, String row) {
        Conditions which = new Conditions();
        if (scope instanceof Scope.Only(var tenant)) {
            which.add(row + ".tenant_id = ?", tenant.value());
        }
        return which.and(among(scope, word, row));
    }

    /// The same, of rows that are known to be the scope's. Within one tenant keys alone are compared.
    static Conditions among(Scope scope, String word, String row) {
        Conditions words = withWord(word);
        String key = row + ".device_key IN (SELECT a.device_key";
        switch (scope) {
            case Scope.Everyone() ->
                key = "(" + row + ".tenant_id, " + row + ".device_key) IN (SELECT a.tenant_id, a.device_key";
            case Scope.Only(var tenant) -> words.add("a.tenant_id = ?", tenant.value());
        }
        return new Conditions().add(key + " FROM device_words a" + words.where() + ")", words.arguments());
    }

    /// That a row `w` is of a device without later samples: but for those of the day itself by the index alone.
    private static Conditions lastMeteredBefore(String time) {
        String days = "SELECT a.tenant_id, a.device_key FROM device_list a WHERE a.meters_day ";
        return new Conditions()
                .add(
                        "(w.tenant_id, w.device_key) IN (" + days + "< ? UNION ALL " + days
                                + "= ? AND a.meters_at < ?)",
                        ListedRow.day(time),
                        ListedRow.day(time),
                        time);
    }

    /// How many devices have a word that begins so.
    ///
    /// @param most no more are counted
    long withWord(Scope scope, String word, int most) {
        Conditions which = new Conditions().add("word >= ?", word).add("word < ?", DeviceWords.until(word));
        which.within(scope, "tenant_id");
        return sql.count(
                "SELECT COUNT(*) FROM (SELECT DISTINCT tenant_id, device_key FROM device_words" + which.where()
                        + " LIMIT ?) AS found",
                which.arguments(most));
    }
}
