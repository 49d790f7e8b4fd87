package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Tells where all devices of a filter are found: by an index that shows them to be few, or among all devices, where
/// neither an index nor the order leads to them. They are sorted there, or looked for along the order, by their keys.
final class FewDevices {
    /// Narrow rows that the database finds by index and sorts for a page: some 80 ms.
    private static final int FEW = 35_000;
    /// From here on reading along the order finds a page sooner than reading the tenant.
    private static final int SMALL_TENANT = 3_000;
    /// Narrow rows that are read one after the other, which takes a third of finding each by an index: some 80 ms.
    private static final int ALL = 120_000;

    /// So many are looked up in device_list, for an order that only this has or by when they were metered.
    private static final int FEW_ROWS = 5_000;

    private static final String LIST = "device_list l";
    private static final String IN_ORDER = "device_order o";
    private static final String OF_AGENT =
            "device_agents a JOIN device_list l ON l.tenant_id = a.tenant_id AND l.device_key = a.device_key";

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
        return way(scope, filter, classes, devices, ordered).map(way -> {
            Conditions which = way.first;
            DeviceList.inClasses(which, classes, way.row);
            which.within(scope, way.row + ".tenant_id");
            ListFilter.add(which, filter, way.words);
            return new Place(way.from, which, way.row, way.among);
        });
    }

    /// What leads to them.
    ///
    /// @param first what the database finds them by
    /// @param words that are still to be looked for
    private record Way(String from, String row, Conditions first, List<String> words, Optional<Conditions> among) {
        static Way ofList(Conditions first, List<String> words) {
            return new Way(LIST, ListOrder.LIST, first, words, Optional.empty());
        }
    }

    private Optional<Way> way(
            Scope scope, DeviceQueries.Filter filter, Collection<Integer> classes, long devices, String ordered) {
        List<String> words = DeviceWords.query(filter.text());
        if (filter.agent().isPresent()) {
            Conditions seen =
                    new Conditions().add("a.agent_id = ?", filter.agent().get().value());
            return Optional.of(new Way(OF_AGENT, ListOrder.LIST, seen, words, Optional.empty()));
        }
        if (!words.isEmpty() && areAtMost(few, words.getFirst())) {
            return Optional.of(byWord(scope, filter, words, ordered));
        }
        if (filter.metersBefore().isPresent()) {
            return byMeters(
                    filter, classes, words, Stamp.text(filter.metersBefore().get()));
        }
        if (scope instanceof Scope.Only(var tenant) && devices <= (words.isEmpty() ? SMALL_TENANT : few)) {
            return Optional.of(Way.ofList(new Conditions().add("l.tenant_id = ?", tenant.value()), words));
        }
        return !words.isEmpty() && areFoundAmongAll(scope, words.getFirst(), devices)
                ? Optional.of(Way.ofList(new Conditions(), words))
                : Optional.empty();
    }

    /// By the first word, and by rows of device_order where these have all that is asked for.
    private Way byWord(Scope scope, DeviceQueries.Filter filter, List<String> words, String ordered) {
        String word = words.getFirst();
        List<String> others = words.subList(1, words.size());
        boolean inOrder = ordered.equals(ListOrder.ORDER);
        if (!ListFilter.byOneWordOnly(filter) || (!inOrder && areAtMost(fewRows, word))) {
            return Way.ofList(having(scope, word, ListOrder.LIST), others);
        }
        Optional<Conditions> among = inOrder ? Optional.empty() : Optional.of(among(scope, word, "w"));
        return new Way(IN_ORDER, ListOrder.ORDER, having(scope, word, ListOrder.ORDER), others, among);
    }

    private Optional<Way> byMeters(
            DeviceQueries.Filter filter, Collection<Integer> classes, List<String> words, String before) {
        Conditions days = new Conditions().add("l.meters_day <= ?", ListedRow.day(before));
        if (!areAtMost(few, LIST, days)) {
            return Optional.empty();
        }
        Conditions inClasses = new Conditions().and(days);
        DeviceList.inClasses(inClasses, classes, ListOrder.LIST);
        Optional<Conditions> among = ListFilter.byMetersOnly(filter) && !areAtMost(fewRows, LIST, inClasses)
                ? Optional.of(lastMeteredBefore(before))
                : Optional.empty();
        return Optional.of(new Way(LIST, ListOrder.LIST, days, words, among));
    }

    /// Whether the word is one that less than half of a fleet has, which is not too large to be read. What most have is
    /// soon found along any order; of the others, all may come at its end.
    private boolean areFoundAmongAll(Scope scope, String word, long devices) {
        long fleet = scope instanceof Scope.Everyone
                ? devices
                : ClassCounts.sum(new ClassCounts(sql).all(new Scope.Everyone()));
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
        return areAtMost(most, "device_words a", beginning(word));
    }

    /// That a row `a` is of a word that begins so.
    private static Conditions beginning(String word) {
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
        Conditions words = beginning(word);
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
