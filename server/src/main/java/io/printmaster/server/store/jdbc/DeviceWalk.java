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

/// Goes along an order: by its index in each [DeviceClass] that is asked for, which the database merges in one
/// statement.
final class DeviceWalk {
    private final Sql sql;

    DeviceWalk(Sql sql) {
        this.sql = sql;
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
        boolean filtered = !ListFilter.byClassOnly(filter);
        List<String> parts = new ArrayList<>(classes.size());
        List<@Nullable Object> arguments = new ArrayList<>();
        for (int number : classes) {
            Conditions which = inClass(number, scope, order, after);
            order.join(which, filtered);
            ListFilter.add(which, filter);
            // With a limit of its own each, or PostgreSQL would read them to their ends.
            parts.add("SELECT * FROM (SELECT " + order.columns() + " FROM " + order.tables(filtered) + which.where()
                    + order.by() + " LIMIT ?) AS c" + parts.size());
            arguments.addAll(Arrays.asList(which.arguments(limit)));
        }
        if (parts.isEmpty()) {
            return List.of();
        }
        arguments.add(limit);
        return sql.list(union(parts) + order.by() + " LIMIT ?", order::listed, arguments.toArray());
    }

    /// The first that are among some devices, which are looked up once and then looked for by the index of the order.
    ///
    /// @param among   that a row `w` is one of them; the whole filter but for the classes
    /// @param classes of the filter, with the number of their devices
    List<ListedDevice> among(
            Conditions among,
            Scope scope,
            ListOrder order,
            Optional<ListedDevice> after,
            Map<Integer, Long> classes,
            int limit) {
        List<String> parts = new ArrayList<>(classes.size());
        List<@Nullable Object> arguments = new ArrayList<>();
        for (int number : classes.keySet()) {
            Conditions which = inClass(number, scope, order, after);
            parts.add("SELECT " + order.columns() + " FROM " + order.tables(false) + which.where());
            arguments.addAll(Arrays.asList(which.arguments()));
        }
        // Limited to all of them, or SQLite would take the union apart and look them up for each part.
        arguments.add(ClassCounts.sum(classes));
        arguments.addAll(Arrays.asList(among.arguments(limit)));
        return sql.list(
                "SELECT w.tenant_id, w.device_key, w.sort_value FROM (" + union(parts) + order.by() + " LIMIT ?) AS w"
                        + among.where() + order.by() + " LIMIT ?",
                order::listed,
                arguments.toArray());
    }

    private static Conditions inClass(int number, Scope scope, ListOrder order, Optional<ListedDevice> after) {
        Conditions which =
                new Conditions().add(order.column("class") + " = ?", number).within(scope, order.column("tenant_id"));
        after.ifPresent(a -> order.after(which, a));
        return which;
    }

    private static String union(List<String> parts) {
        return String.join(" UNION ALL ", parts);
    }
}
