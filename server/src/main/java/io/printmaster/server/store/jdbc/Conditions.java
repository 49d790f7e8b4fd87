package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A WHERE clause that grows: SQL text with its arguments, never values in the text.
final class Conditions {
    private final List<String> parts = new ArrayList<>();
    private final List<@Nullable Object> arguments = new ArrayList<>();

    Conditions scope(Scope scope) {
        switch (scope) {
            case Scope.Everyone() -> {}
            case Scope.Only(var tenant) -> add("tenant_id = ?", tenant.value());
        }
        return this;
    }

    /// The scope compared as an expression: as a column the tenant would lead databases to read all of it and sort.
    ///
    /// @param column of the tenant
    Conditions within(Scope scope, String column) {
        if (scope instanceof Scope.Only(var tenant)) {
            add(column + " || '' = ?", tenant.value());
        }
        return this;
    }

    Conditions add(String sql, @Nullable Object... values) {
        parts.add(sql);
        arguments.addAll(Arrays.asList(values));
        return this;
    }

    Conditions and(Conditions others) {
        parts.addAll(others.parts);
        arguments.addAll(others.arguments);
        return this;
    }

    /// Part of a column of lower-case text, any case.
    Conditions contains(String column, String text) {
        if (!text.isEmpty()) {
            add(column + " LIKE ? ESCAPE '\\'", pattern(text));
        }
        return this;
    }

    /// One of some values; none of none. The last is repeated, so that few different statements are prepared.
    Conditions in(String column, List<String> values) {
        if (values.isEmpty()) {
            return add("1 = 0");
        }
        int places = values.size() == 1 ? 1 : Integer.highestOneBit(values.size() - 1) << 1;
        List<String> filled = new ArrayList<>(values);
        filled.addAll(Collections.nCopies(places - values.size(), values.getLast()));
        return add(column + " IN (" + "?, ".repeat(places - 1) + "?)", filled.toArray());
    }

    /// The pattern of `LIKE` for a part of a lower-case column.
    static String pattern(String part) {
        String escaped = part.toLowerCase(Locale.ROOT)
                .replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_");
        return "%" + escaped + "%";
    }

    String where() {
        return parts.isEmpty() ? "" : " WHERE " + text();
    }

    String text() {
        return String.join(" AND ", parts);
    }

    @Nullable
    Object[] arguments(@Nullable Object... more) {
        List<@Nullable Object> all = new ArrayList<>(arguments);
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }
}
