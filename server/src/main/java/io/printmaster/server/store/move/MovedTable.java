package io.printmaster.server.store.move;

import java.util.List;
import java.util.stream.Collectors;

/// A table that is moved.
///
/// @param columns   in the order of the file
/// @param key       names of the primary key's columns in the file
/// @param targetKey names of the primary key's columns in PostgreSQL, where a table by month needs its time, too
record MovedTable(String name, List<Column> columns, List<String> key, List<String> targetKey) {

    /// The three types that the schema knows.
    enum Type {
        TEXT,
        INTEGER,
        BIGINT
    }

    /// A column.
    record Column(String name, Type type) {}

    MovedTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        targetKey = List.copyOf(targetKey);
    }

    /// All columns, for a list in a statement.
    ///
    /// @param prefix before each name, such as `t.`
    String names(String prefix) {
        return columns.stream().map(column -> prefix + column.name()).collect(Collectors.joining(", "));
    }

    /// The key's columns, for a list in a statement.
    String keyNames(String prefix) {
        return key.stream().map(name -> prefix + name).collect(Collectors.joining(", "));
    }

    /// Writes a row over what may be there.
    String upsert() {
        String places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        String changes = columns.stream()
                .map(Column::name)
                .filter(column -> !targetKey.contains(column))
                .map(column -> column + " = EXCLUDED." + column)
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + name + " (" + names("") + ") VALUES (" + places + ") ON CONFLICT ("
                + String.join(", ", targetKey) + ") DO " + (changes.isEmpty() ? "NOTHING" : "UPDATE SET " + changes);
    }

    /// Removes the row of a key.
    String delete() {
        return "DELETE FROM " + name + " WHERE "
                + key.stream().map(column -> column + " = ?").collect(Collectors.joining(" AND "));
    }

    /// The type of a key's column.
    Type typeOf(String column) {
        return columns.stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow()
                .type();
    }
}
