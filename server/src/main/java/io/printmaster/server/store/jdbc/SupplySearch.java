package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.Page;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.SupplyQueries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which supplies hold a text, or belong to a device that the list of devices finds by it. Both are looked up by index;
/// what is found both ways is found once.
final class SupplySearch {
    /// Supplies that hold the text, and words of devices, that are read and sorted for a page; beyond, a page is found
    /// sooner along the order.
    private static final int FEW_SUPPLIES = 5_000;

    private static final int FEW_WORDS = 1_500;

    /// Where no index leads to what is counted.
    private static final int COUNTED_ONE_BY_ONE = 1_000;

    private final Sql sql;
    private final SupplyFilter filter;
    private final String pattern;
    private final List<String> words;
    private final Optional<List<String>> texts;
    private final boolean fewWords;

    private SupplySearch(
            Sql sql,
            SupplyFilter filter,
            String pattern,
            List<String> words,
            Optional<List<String>> texts,
            boolean fewWords) {
        this.sql = sql;
        this.filter = filter;
        this.pattern = pattern;
        this.words = words;
        this.texts = texts;
        this.fewWords = fewWords;
    }

    /// Looks up how much there may be.
    ///
    /// @param asked with a text that is not blank
    static SupplySearch of(Sql sql, Scope scope, SupplyQueries.Filter asked) {
        String pattern = Conditions.pattern(asked.text().strip());
        List<String> words = DeviceWords.query(asked.text());
        return new SupplySearch(
                sql,
                new SupplyFilter(scope, asked.states()),
                pattern,
                words,
                new SupplyTexts(sql).matching(pattern),
                new FewDevices(sql).areAtMost(FEW_WORDS, words.getFirst()));
    }

    /// How many there are.
    ///
    /// @param limit up to which they were counted, and one more
    record Total(long found, int limit) {
        <T> Page<T> page(List<T> items, Optional<String> next) {
            return new Page<>(items, next, Math.min(found, limit), found <= limit);
        }
    }

    /// Counts further where indexes lead to what is counted.
    Total total() {
        long holding = count(holding(), Page.COUNTED + 1);
        if (holding > Page.COUNTED) {
            return new Total(holding, Page.COUNTED);
        }
        return fewWords
                ? new Total(holding + count(ofDevices(), Page.COUNTED + 1), Page.COUNTED)
                : new Total(count(along(), COUNTED_ONE_BY_ONE + 1), COUNTED_ONE_BY_ONE);
    }

    /// How many there are, however long that takes.
    long count() {
        return fewWords
                ? count(holding(), Integer.MAX_VALUE) + count(ofDevices(), Integer.MAX_VALUE)
                : count(along(), Integer.MAX_VALUE);
    }

    private long count(Conditions which, int most) {
        return sql.count(
                "SELECT COUNT(*) FROM (SELECT 1 FROM device_supplies s" + which.where() + " LIMIT ?) AS counted",
                which.arguments(most));
    }

    /// What is read and sorted, in parts that have no row in common; empty where there may be many.
    Optional<List<Conditions>> few() {
        if (!fewWords || texts.isEmpty() || count(holding(), FEW_SUPPLIES + 1) > FEW_SUPPLIES) {
            return Optional.empty();
        }
        return Optional.of(texts.get().isEmpty() ? List.of(ofDevices()) : List.of(holding(), ofDevices()));
    }

    /// Those that hold the text: by the index of the texts, without their rows.
    private Conditions holding() {
        return texts.map(found -> filter.lookUp(new Conditions().in("s.search_text", found)))
                .orElseGet(() -> filter.compare(new Conditions().add("s.search_text LIKE ? ESCAPE '\\'", pattern)));
    }

    /// Those of the devices that have the words, but for those that hold the text.
    private Conditions ofDevices() {
        Conditions which = FewDevices.having(filter.scope(), words.getFirst(), "s");
        if (words.size() > 1) {
            which.and(having(words.subList(1, words.size())));
        }
        which.add("s.search_text NOT LIKE ? ESCAPE '\\'", pattern);
        return filter.compare(which);
    }

    /// Both, looked at supply by supply in the order of the list.
    Conditions along() {
        Conditions devices = having(words);
        List<@Nullable Object> values = new ArrayList<>(List.of(pattern));
        values.addAll(Arrays.asList(devices.arguments()));
        return filter.along(
                new Conditions().add("(s.search_text LIKE ? ESCAPE '\\' OR " + devices.text() + ")", values.toArray()));
    }

    /// That the row of the device has the words.
    private static Conditions having(List<String> words) {
        Conditions devices = new Conditions().add("l.tenant_id = s.tenant_id").add("l.device_key = s.device_key");
        ListFilter.words(devices, words);
        return new Conditions().add("EXISTS (SELECT 1 FROM device_list l" + devices.where() + ")", devices.arguments());
    }
}
