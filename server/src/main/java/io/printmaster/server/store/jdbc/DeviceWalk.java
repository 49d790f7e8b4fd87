package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Goes along an order: by its index in each [DeviceClass] that is asked for, which the database merges step by step,
/// in
/// one statement and no further than it is asked.
final class DeviceWalk {
    private final Sql sql;

    DeviceWalk(Sql sql) {
        this.sql = sql;
    }

    /// A statement of rows in their order, up to a number that is its last argument.
    private record Rows(String sql, List<@Nullable Object> arguments) {
        @Nullable
        Object[] upTo(long most, @Nullable Object... more) {
            List<@Nullable Object> all = new ArrayList<>(arguments);
            all.add(most);
            all.addAll(Arrays.asList(more));
            return all.toArray();
        }
    }

    /// @param classes not empty
    private static Rows rows(
            Scope scope,
            DeviceQueries.Filter filter,
            ListOrder order,
            Optional<ListedDevice> after,
            Collection<Integer> classes) {
        boolean filtered = !ListFilter.byClassOnly(filter);
        List<String> parts = new ArrayList<>(classes.size());
        List<@Nullable Object> arguments = new ArrayList<>();
        for (int number : classes) {
            Conditions which = new Conditions().add(order.column("class") + " = ?", number);
            which.within(scope, order.column("tenant_id"));
            order.join(which, filtered);
            ListFilter.add(which, filter);
            after.ifPresent(a -> order.after(which, a));
            parts.add("SELECT " + order.columns() + " FROM " + order.tables(filtered) + which.where());
            arguments.addAll(Arrays.asList(which.arguments()));
        }
        return new Rows(String.join(" UNION ALL ", parts) + order.by() + " LIMIT ?", arguments);
    }

    /// The first that match.
    ///
    /// @param classes of the filter that have devices
    List<ListedDevice> first(
            Scope scope,
            DeviceQueries.Filter filter,
            ListOrder order,
            Optional<ListedDevice> after,
            Collection<Integer> classes,
            int limit) {
        if (classes.isEmpty()) {
            return List.of();
        }
        Rows rows = rows(scope, filter, order, after, classes);
        return sql.list(rows.sql, order::listed, rows.upTo(limit));
    }

    /// The first with a word, which are looked up once and then looked for by the index of the order alone.
    ///
    /// @param word    the whole filter but for the classes
    /// @param classes of the filter, with the number of their devices
    List<ListedDevice> withWord(
            Scope scope,
            String word,
            ListOrder order,
            Optional<ListedDevice> after,
            Map<Integer, Long> classes,
            int limit) {
        Rows rows = rows(scope, DeviceQueries.Filter.ALL, order, after, classes.keySet());
        Conditions among = FewDevices.among(scope, word, "w");
        // Limited to all of them, or SQLite would take the inner selections apart and look up the word in each.
        long all = classes.values().stream().mapToLong(n -> n).sum();
        return sql.list(
                "SELECT w.tenant_id, w.device_key, w.sort_value FROM (" + rows.sql + ") AS w" + among.where()
                        + order.by() + " LIMIT ?",
                order::listed,
                rows.upTo(all, among.arguments(limit)));
    }
}
