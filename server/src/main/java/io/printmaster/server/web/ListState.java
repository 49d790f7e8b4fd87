package io.printmaster.server.web;

import io.printmaster.server.html.Formats;
import io.printmaster.server.html.Links;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.web.view.Choice;
import io.printmaster.server.web.view.Column;
import io.printmaster.server.web.view.Pager;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The state of a list as its address tells it, and the addresses of its neighbours: the address is the state.
/// Used by one thread.
final class ListState {
    /// Rows on a page.
    static final int ROWS = 50;

    private static final String AFTER = "after";
    private static final String SORT = "sort";

    private final String path;
    private final Map<String, String> values = new LinkedHashMap<>();

    /// Reads the named parameters; others are not part of the state.
    ListState(Request request, String path, String... names) {
        this.path = path;
        for (String name : names) {
            values.put(name, cut(request.query(name).orElse("").strip()));
        }
        values.put(SORT, cut(request.query(SORT).orElse("")));
        values.put(AFTER, request.query(AFTER).orElse(""));
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), 200));
    }

    String value(String name) {
        return values.getOrDefault(name, "");
    }

    /// Value of a parameter that is one of a closed set.
    ///
    /// @throws HttpProblem 400 for another value, so that a mistyped filter is never taken for "all"
    <T> Optional<T> one(String name, Function<String, Optional<T>> parse) {
        String word = value(name);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> parsed = parse.apply(word);
        if (parsed.isEmpty()) {
            throw HttpProblem.malformed("The address asks for an unknown " + name + "; clear the filter.");
        }
        return parsed;
    }

    String sort() {
        return value(SORT);
    }

    PageRequest request() {
        return new PageRequest(ROWS, Optional.of(value(AFTER)).filter(a -> !a.isEmpty()));
    }

    /// The address of exactly this state.
    String self() {
        return Links.with(path, values);
    }

    private String with(String name, String value) {
        Map<String, String> other = new LinkedHashMap<>(values);
        other.put(AFTER, "");
        other.put(name, value);
        return Links.with(path, other);
    }

    /// The address of the same list elsewhere, such as its export, from the start.
    String at(String otherPath) {
        Map<String, String> other = new LinkedHashMap<>(values);
        other.put(AFTER, "");
        return Links.with(otherPath, other);
    }

    /// A column by which the list can be sorted: a click sorts by it, another turns the order round.
    ///
    /// @param current the sort in force, `word` or `-word`
    Column column(String label, String word, String css, String current) {
        boolean ascending = current.equals(word);
        boolean descending = current.equals("-" + word);
        String direction = ascending ? "ascending" : descending ? "descending" : "none";
        return new Column(label, with(SORT, ascending ? "-" + word : word), direction, css);
    }

    Pager pager(Page<?> page, String one, String many) {
        String first = value(AFTER).isEmpty() ? "" : with(AFTER, "");
        String next = page.next().map(cursor -> with(AFTER, cursor)).orElse("");
        String count = Formats.count(page.total(), one, many);
        return new Pager(
                page.exact() ? count : "more than " + count, page.items().size(), first, next);
    }

    /// Entries of a selection: pairs of value and label.
    List<Choice> choices(String name, String... pairs) {
        return Arrays.stream(pairs)
                .map(pair -> pair.split("=", 2))
                .map(pair -> new Choice(pair[0], pair[1], pair[0].equals(value(name))))
                .toList();
    }
}
