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

    static final String WORDS = "device_words a";

    /// The narrow rows of what an index of another table finds.
    static final String BESIDE = " JOIN device_list l ON l.tenant_id = a.tenant_id AND l.device_key = a.device_key";

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
    /// @param classes of the filter that have devices
    /// @param devices how many the scope has in all
    Optional<Place> of(Scope scope, DeviceQueries.Filter filter, Collection<Integer> classes, long devices) {
        List<String> words = DeviceWords.query(filter.text());
        Conditions which = new Conditions();
        String from = "device_list l";
        String distinct = "";
        boolean few = true;
        if (filter.agent().isPresent()) {
            from = "device_agents a" + BESIDE;
            which.add("a.agent_id = ?", filter.agent().get().value());
        } else if (!words.isEmpty()) {
            String word = words.getFirst();
            words = words.subList(1, words.size());
            from = WORDS + BESIDE;
            distinct = "DISTINCT ";
            which = withWord(word);
            few = areAtMost(FEW, WORDS, which);
        } else if (filter.metersBefore().isPresent()) {
            which.add(
                    "l.meters_day <= ?",
                    DeviceIndex.day(Stamp.text(filter.metersBefore().get())));
            few = areAtMost(FEW, from, which);
        } else if (scope instanceof Scope.Only(var tenant) && devices <= SMALL_TENANT) {
            which.add("l.tenant_id = ?", tenant.value());
        } else {
            few = false;
        }
        if (!few) {
            return Optional.empty();
        }
        DeviceList.inClasses(which, classes);
        ListFilter.add(which, scope, filter, words);
        return Optional.of(new Place(distinct, from, which));
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
        return areAtMost(most, WORDS, withWord(word));
    }

    /// On `device_words a`: the words that begin so.
    static Conditions withWord(String word) {
        return new Conditions().add("a.word >= ?", word).add("a.word < ?", DeviceWords.until(word));
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
